"""Everything sealed again under the newest key, some rows at a time, in nobody's way.

Can be stopped at any moment and begun again: what lies under the newest key is passed over. Deletes no key: a process that has
not met the new one yet goes on sealing under the old one, and the next round finds that.
"""

from collections.abc import Callable
from dataclasses import dataclass

from returnflow.database.repositories.seals import Place
from returnflow.database.staging import Rhythm

MOST_ROWS = 500
"""Rows of one transaction at most."""


@dataclass(slots=True)
class Rotated:
    """Rows and values of one table that were sealed again."""

    table: str
    rows: int = 0
    values: int = 0


def reseal(rhythm: Rhythm, newest: int, progress: Callable[[str], None] = lambda _: None) -> list[Rotated]:
    """Bring every sealed value under the newest key. Raises WrongKey for one that does not open; what was done stays."""
    with rhythm.database.read() as work:
        tables = work.seals.tables()
    return [_table(rhythm, name, newest, progress) for name in tables]


def _table(rhythm: Rhythm, name: str, newest: int, progress: Callable[[str], None]) -> Rotated:
    done, after = Rotated(name), None
    while True:
        after = _step(rhythm, done, newest, after)
        progress(f"{name}: {done.rows:,} rows sealed again")
        if after is None:
            return done


def _step(rhythm: Rhythm, done: Rotated, newest: int, after: Place | None) -> Place | None:
    limit = min(MOST_ROWS, rhythm.rows)
    step = rhythm.write(limit, lambda work: work.seals.reseal(done.table, newest, limit, after))
    done.rows, done.values = done.rows + step.rows, done.values + step.values
    return step.after
