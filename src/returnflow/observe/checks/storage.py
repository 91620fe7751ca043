"""What lies on disk: database, keys, front end, models. Each is looked at the way the product uses it."""

import stat
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from returnflow.errors import ReturnFlowError
from returnflow.observe.checks import Finding, attempt, bad, good

LONGEST_OVERDUE_S = 300.0  # thirty sweeps
BUNDLE = ("livekit-client.js", "manifest.json")


class Schema(Protocol):
    """What is needed of a database."""

    def upgrade(self) -> None: ...
    def close(self) -> None: ...


def database(open_it: Callable[[], Schema]) -> Finding:
    """Opens, locks, and stands at the newest schema: an older one is brought there, as every start does."""

    def check() -> str:
        found = open_it()
        try:
            found.upgrade()
        finally:
            found.close()
        return "opens, newest schema"

    return attempt("database", check)


def outbox(read: Callable[[], tuple[int, int, float]]) -> Finding:
    """Nothing was given up, and somebody runs what is due. `read` gives how many wait, how many are dead, seconds overdue."""
    try:
        waiting, dead, overdue_s = read()
    except ReturnFlowError as error:
        return bad("outbox", error.message, error.fix or "read the message")
    if dead:
        fix = "look at them with `returnflow outbox list --dead`, then `retry` or `drop` each"
        return bad("outbox", f"{dead} given up, {waiting} waiting", fix)
    if overdue_s > LONGEST_OVERDUE_S:
        return bad("outbox", f"{waiting} waiting, the oldest for {overdue_s / 60:.0f} minutes", "start `returnflow jobs`")
    return good("outbox", f"{waiting} waiting, none given up")


def keys(path: Path) -> Finding:
    """The file with our secrets is for our eyes only."""
    if not path.exists():
        return good("keys", f"{path} is made at the first start")
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        seen = f"{path} may be read by others (mode {mode:04o})"
        return bad("keys", seen, f"chmod 600 {path}; run `returnflow keys rotate` when others had access")
    return good("keys", f"{path} (0600)")


def bundle(folder: Path) -> Finding:
    """The pages' scripts, built."""
    missing = [name for name in BUNDLE if not (folder / name).is_file()]
    if missing:
        return bad("front end", f"not built: {', '.join(missing)} missing", "run `make setup`")
    return good("front end", "built, SDK served locally")


def models(problems: Callable[[], list[str]], where: Path) -> Finding:
    """The prepared recogniser, every byte against its manifest."""
    found = problems()
    if found:
        return bad("speech models", found[0], "run `make setup`, which prepares them again")
    return good("speech models", f"complete at {where}")
