"""Delivers one effect of the outbox: at least once, under its key, later again when it fails.

Owns when to try again and when to give up. What an effect does is in the table it is given; each entry must be safe to run
twice with the same key. A try begins with a lease, so that no other process runs the row meanwhile; a process that dies lets it
run out.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

import structlog

from returnflow.clock import Clock
from returnflow.errors import Conflict, InvalidInput, NotFound, NotYet, ReturnFlowError, UpstreamRefused
from returnflow.ids import uuid7

if TYPE_CHECKING:
    from returnflow.database import Database, OutboxRow

log = structlog.get_logger(__name__)

Effect = Callable[["OutboxRow"], str | None]
Effects = Mapping[str, Effect]
"""By the kind of the row. Raises when the effect did not happen; returns what became of it, for an operator to read."""

FIRST_RETRY = timedelta(seconds=5)
LONGEST_RETRY = timedelta(hours=1)
TRIES = 16  # doubling from 5 s to an hour: about nine hours in all, longer than a provider's bad night shift
LEASE = timedelta(minutes=2)
"""Longer than the slowest effect: a mail through a server that takes its ten seconds for each of ten steps."""

POISON = (InvalidInput, NotFound, Conflict, UpstreamRefused)  # the same row would fail in the same way for ever


class Delivered(StrEnum):
    """What became of one try."""

    DONE = "done"
    AGAIN = "again"
    LATER = "later"  # nothing is wrong, it is too early
    DEAD = "dead"
    NOTHING = "nothing"  # it was done already, another process is at it, or it is not there


class Deliveries:
    """The outbox of one database and what its rows mean."""

    def __init__(self, database: "Database", effects: Effects, clock: Clock, lease: timedelta = LEASE) -> None:
        self._database = database
        self._effects = effects
        self._clock = clock
        self._lease = lease

    def due(self, limit: int = 100) -> list[int]:
        """Ids of the effects to run now, oldest first."""
        with self._database.read() as work:
            return [row.id for row in work.outbox.due(self._clock(), limit)]

    def deliver(self, effect_id: int) -> Delivered:
        """Run one effect. The effect itself runs outside any transaction: it may take seconds."""
        row = self._claim(effect_id)
        if row is None:
            return Delivered.NOTHING
        if row.attempts > TRIES:  # no try ever came to report: this row kills the process that runs it
            return self._dead(row, f"none of {TRIES} tries came to an end")
        effect = self._effects.get(row.kind)
        if effect is None:
            return self._dead(row, f"no effect is called {row.kind!r}")
        try:
            result = effect(row)
        except NotYet as early:
            return self._later(row, early)
        except ReturnFlowError as error:
            return self._failed(row, str(error), poison=isinstance(error, POISON))
        except Exception as error:  # whatever a provider's library raises: the row must be tried again, and say why
            log.exception("an effect failed", effect=row.id, kind=row.kind)
            return self._failed(row, f"{type(error).__name__}: {error}")
        with self._database.begin() as work:
            work.outbox.done(effect_id, self._clock(), result or "")
        return Delivered.DONE

    def _claim(self, effect_id: int) -> "OutboxRow | None":
        now = self._clock()
        with self._database.begin() as work:
            return work.outbox.claim(effect_id, uuid7(), now, now + self._lease)

    def _failed(self, row: "OutboxRow", message: str, *, poison: bool = False) -> Delivered:
        if poison or row.attempts >= TRIES:
            return self._dead(row, message)
        with self._database.begin() as work:
            work.outbox.failed(row.id, message, self._clock() + pause(row.attempts - 1), by=row.leased_by)
        log.warning("an effect did not happen", effect=row.id, kind=row.kind, tries=row.attempts, why=message)
        return Delivered.AGAIN

    def _dead(self, row: "OutboxRow", message: str) -> Delivered:
        with self._database.begin() as work:
            work.outbox.give_up(row.id, message, self._clock(), by=row.leased_by)
        fix = f"returnflow outbox show {row.id}"
        log.error("an effect was given up", effect=row.id, kind=row.kind, tries=row.attempts, why=message, fix=fix)
        return Delivered.DEAD

    def _later(self, row: "OutboxRow", early: NotYet) -> Delivered:
        with self._database.begin() as work:
            work.outbox.postponed(row.id, early.message, early.until, by=row.leased_by or "")
        return Delivered.LATER


def pause(failures: int) -> timedelta:
    """How long to wait after that many failures before this one."""
    doubled: timedelta = FIRST_RETRY * 2 ** min(failures, 20)
    return min(doubled, LONGEST_RETRY)
