"""What the owner of an installation does with all of it: imports, rotates keys, exports and erases, backs up, looks after it.

Only the command line calls these; what the processes themselves are built from is `bootstrap`'s. Imports like it: when called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from returnflow import bootstrap

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from returnflow.backup.make import Installation
    from returnflow.database.rotation import Rotated
    from returnflow.records.privacy import Erased
    from returnflow.settings import Settings
    from returnflow.stores.importing import Imported, Mistake
    from returnflow.stores.importing.reading import Format


def import_orders(
    settings: Settings,
    path: Path,
    form: Format | None,
    *,
    dry_run: bool,
    progress: Callable[[str], None],
    note: Callable[[Mistake], None],
) -> Imported:
    """Import the merchant's own orders from a file, or only say what that would do."""
    from returnflow.clock import system_clock
    from returnflow.database.staging import Comparing, Staging
    from returnflow.stores.importing import import_orders
    from returnflow.stores.importing.checking import SOURCE

    store, book, now = bootstrap.upgraded(settings), bootstrap.rules(settings), bootstrap.clock(settings)()

    def target() -> Comparing:
        return Comparing(store) if dry_run else Staging(store, SOURCE, path.name, system_clock)

    try:
        return import_orders(path, target, book, now, form=form, progress=progress, note=note)
    finally:
        store.close()


def rotate_keys(settings: Settings, *, new_key: bool, progress: Callable[[str], None]) -> list[Rotated]:
    """Seal all personal data again, under a key that is made now or under the newest there is."""
    from returnflow.database.rotation import reseal
    from returnflow.database.staging import Rhythm
    from returnflow.media.keys import add_sealing_key

    if new_key:
        add_sealing_key(settings)
    store = bootstrap.upgraded(settings)
    try:
        return reseal(Rhythm(store), bootstrap.sealer(settings).newest, progress)
    finally:
        store.close()


def privacy_export(settings: Settings, *, email: str, phone: str) -> dict[str, Any]:
    """Everything held about a contact."""
    from returnflow.records import privacy
    from returnflow.records.record import Records

    store = bootstrap.upgraded(settings)
    contact = privacy.Contact(email, phone)
    return privacy.export(store, Records(store, settings.recordings), contact, bootstrap.clock(settings)())


def privacy_erase(settings: Settings, *, email: str, phone: str, actor: str, even_if_open: bool) -> Erased:
    """Forget a contact."""
    from returnflow.records import privacy

    store, folders = bootstrap.upgraded(settings), bootstrap.folders(settings)
    contact, now = privacy.Contact(email, phone), bootstrap.clock(settings)()
    return privacy.erase(store, folders, contact, now, actor=actor, even_if_open=even_if_open)


def installation(settings: Settings) -> Installation:
    """What a backup is taken of."""
    from returnflow import __version__
    from returnflow.backup.make import Installation
    from returnflow.media.keys import load_sealing

    numbers = tuple(load_sealing(settings)[0]) if (settings.data / "keys.json").is_file() else ()
    return Installation(settings.data, settings.database, __version__, numbers)


def known_revisions() -> frozenset[str]:
    """The schema's revisions that this version can upgrade from."""
    from returnflow.database.migrations.run import known

    return known()


def outbox_figures(settings: Settings) -> tuple[int, int, float]:
    """Effects that wait, those given up, and how many seconds the oldest is overdue."""
    with bootstrap.database(settings).read() as work:
        return work.figures.outbox(bootstrap.clock(settings)())


def services(settings: Settings) -> dict[str, Callable[[], str]]:
    """A look at each outside service that a setting names, for the doctor; says what it saw, or raises."""
    from returnflow.jobs.queue import queue, waiting
    from returnflow.notify import channels

    checks: dict[str, Callable[[], str]] = {}
    if settings.redis_url:
        checks["task queue"] = lambda: f"Redis answers, {waiting(queue(settings.data, settings.redis_url))} tasks wait"
    return checks | channels.checks(settings, bootstrap.merchant_name(settings))
