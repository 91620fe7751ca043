"""`returnflow orders import`, `batches`, `categories`, `schema`: the merchant's own orders, from a file.

Owns how a report is told; reading and checking are `stores/importing`'s.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from returnflow import bootstrap, office
from returnflow.cli.errors import USAGE, report
from returnflow.cli.output import Json, as_json, columns, table
from returnflow.errors import InvalidInput

if TYPE_CHECKING:
    from returnflow.stores.importing import Imported, ImportRefused, Mistake

FORMATS = ("csv", "jsonl")
BATCHES = {
    "id": "batch",
    "source": "source",
    "file": "file",
    "orders": "orders",
    "started": "started",
    "published": "published",
}


def import_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV or JSON Lines in UTF-8; docs/orders.md says what in it.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check, and say what would change; write nothing.")] = False,
    format: Annotated[str, typer.Option(metavar="|".join(FORMATS), help="How it is written; else by the name's ending.")] = "",
    mistakes: Annotated[Path | None, typer.Option(metavar="FILE", help="Write every mistake there, one a line, as JSON.")] = None,
    json: Json = False,
) -> None:
    """Import your own orders: all of the file, or with a single mistake in it nothing."""
    from returnflow.stores.importing import ImportRefused
    from returnflow.stores.importing.reading import Format

    if format and format not in FORMATS:
        raise typer.BadParameter(f"{format!r} is none of {', '.join(FORMATS)}", param_hint="--format")
    if mistakes is not None and mistakes.resolve() == file.resolve():
        raise typer.BadParameter("that is the file to import", param_hint="--mistakes")
    settings, form, began = bootstrap.settings(), Format(format) if format else None, time.perf_counter()
    try:
        with _noting(mistakes) as note:
            done = office.import_orders(settings, file, form, dry_run=dry_run, progress=_progress, note=note)
    except ImportRefused as error:
        _refuse(error, json)
        raise typer.Exit(USAGE) from None
    finally:
        _end_progress()
    if json:
        typer.echo(as_json(asdict(done) | {"dry_run": dry_run}))
        return
    _tell(file, done, dry_run, time.perf_counter() - began)


@contextmanager
def _noting(path: Path | None) -> "Iterator[Callable[[Mistake], None]]":
    """Writes what it is told to a file: all of it, however much there is. Without a path it does nothing."""
    if path is None:
        yield lambda _: None
        return
    try:
        file = path.open("w", encoding="utf-8")
    except OSError as error:
        raise InvalidInput(f"{path} cannot be written: {error.strerror}", field="mistakes", fix="name another file") from error
    with file:
        yield lambda mistake: print(dumps(asdict(mistake), ensure_ascii=False), file=file)


def _tell(file: Path, done: "Imported", dry_run: bool, seconds: float) -> None:
    typer.echo(f"{file.name}: {done.orders:,} orders with {done.lines:,} lines")
    for name in ("new", "changed", "unchanged", "repeated"):
        count = getattr(done, name)
        if count or name != "repeated":
            typer.echo(f"  {name:<10}{count:>12,}")
    if not done.new and not done.changed:
        typer.echo("Nothing changed: every order is known with the same content.")
    elif dry_run:
        typer.echo("A dry run: nothing was written.")
    else:
        typer.echo(f"Published in {seconds:.1f} s.")


def _refuse(error: "ImportRefused", json: bool) -> None:
    if json:
        document = {"error": error.code, "total": error.total, "mistakes": [asdict(one) for one in error.mistakes]}
        typer.echo(as_json(document))
        return
    rows = [(one.line or "-", one.field, one.what, one.fix) for one in error.mistakes]
    typer.echo(columns(rows, ("line", "field", "mistake", "fix")), err=True)
    if error.total > len(rows):
        typer.echo(f"... and {error.total - len(rows):,} more; --mistakes FILE writes all of them", err=True)
    report(error)


def batches(json: Json = False) -> None:
    """What orders came in together, the newest first; an order in two batches is seen as the newer one has it."""
    store = bootstrap.upgraded(bootstrap.settings())
    with store.read() as work:
        found = work.batches.list()
    rows = [
        {
            "id": row.id,
            "source": row.source,
            "file": row.file,
            "orders": row.orders,
            "started": row.started_at,
            "published": row.published_at or "being filled",
        }
        for row in found
    ]
    typer.echo(as_json(rows) if json else table(rows, BATCHES))


def categories(json: Json = False) -> None:
    """The categories that an order line may have, by store: those of the store's rules."""
    book = bootstrap.rules(bootstrap.settings())
    known = {store.value: sorted(rules.categories) for store, rules in book.stores.items()}
    if json:
        typer.echo(as_json(known))
        return
    for store, names in known.items():
        typer.echo(f"{store:<10}{', '.join(names)}")


def schema() -> None:
    """The JSON Schema of one order."""
    from returnflow.stores.importing import json_schema

    typer.echo(as_json(json_schema()))


def _progress(line: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)


def _end_progress() -> None:
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
