"""Delivers one effect of the outbox: at least once, under its key, later again when it fails.

Owns when to try again and when to give up. What an effect does is in the table it is given; each entry must be safe to run
twice with the same key.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

import structlog

from returnflow.clock import Clock
from returnflow.errors import Conflict, InvalidInput, NotFound, ReturnFlowError

if TYPE_CHECKING:
    from returnflow.database import Database, OutboxRow

log = structlog.get_logger(__name__)

Effect = Callable[["OutboxRow"], None]
Effects = Mapping[str, Effect]
"""By the kind of the row. Raises when the effect did not happen."""

FIRST_RETRY = timedelta(seconds=5)
LONGEST_RETRY = timedelta(hours=1)
TRIES = 16  # doubling from 5 s to an hour: about nine hours in all, longer than a provider's bad night shift
NEVER = datetime(9999, 12, 31, tzinfo=UTC)
"""Due date of a dead letter: kept for people to look at, never tried again by itself."""

POISON = (InvalidInput, NotFound, Conflict)  # the same row would fail in the same way for ever


class Delivered(StrEnum):
    """What became of one try."""

    DONE = "done"
    AGAIN = "again"
    DEAD = "dead"
    NOTHING = "nothing"  # it was done already, or is not there


class Deliveries:
    """The outbox of one database and what its rows mean."""

    def __init__(self, database: "Database", effects: Effects, clock: Clock) -> None:
        self._database = database
        self._effects = effects
        self._clock = clock

    def due(self, limit: int = 100) -> list[int]:
        """Ids of the effects to run now, oldest first."""
        with self._database.read() as work:
            return [row.id for row in work.outbox.due(self._clock(), limit)]

    def deliver(self, effect_id: int) -> Delivered:
        """Run one effect. The effect itself runs outside any transaction: it may take seconds."""
        with self._database.read() as work:
            row = work.outbox.get(effect_id)
        if row is None or row.done_at is not None or row.due_at > self._clock():
            return Delivered.NOTHING
        effect = self._effects.get(row.kind)
        if effect is None:
            return self._failed(row, f"no effect is called {row.kind!r}", poison=True)
        try:
            effect(row)
        except ReturnFlowError as error:
            return self._failed(row, str(error), poison=isinstance(error, POISON))
        except Exception as error:  # whatever a provider's library raises: the row must be tried again, and say why
            log.exception("an effect failed", effect=row.id, kind=row.kind)
            return self._failed(row, f"{type(error).__name__}: {error}")
        with self._database.begin() as work:
            work.outbox.done(effect_id, self._clock())
        return Delivered.DONE

    def _failed(self, row: "OutboxRow", message: str, *, poison: bool = False) -> Delivered:
        dead = poison or row.attempts + 1 >= TRIES
        retry_at = NEVER if dead else self._clock() + pause(row.attempts)
        with self._database.begin() as work:
            work.outbox.failed(row.id, message, retry_at)
        log.warning("an effect did not happen", effect=row.id, kind=row.kind, tries=row.attempts + 1, dead=dead, why=message)
        return Delivered.DEAD if dead else Delivered.AGAIN


def pause(attempts: int) -> timedelta:
    """How long to wait after that many failures before this one."""
    doubled: timedelta = FIRST_RETRY * 2**min(attempts, 20)
    return min(doubled, LONGEST_RETRY)
