"""The sweep: finds effects that are due and places whose hold ran out, every ten seconds, and asks for the chores once an hour.

Owns what is swept. It delivers nothing itself: a slow provider must not hold up the sweep.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import structlog

from returnflow.clock import Clock
from returnflow.jobs.outbox import Deliveries

if TYPE_CHECKING:
    from returnflow.database import Database

log = structlog.get_logger(__name__)

INTERVAL_S = 10.0
CHORES_EVERY = timedelta(hours=1)


class Sweeper:
    """One sweep at a time; `Loop` gives the rhythm."""

    def __init__(
        self,
        database: "Database",
        deliveries: Deliveries,
        clock: Clock,
        *,
        enqueue: Callable[[list[int]], int],
        enqueue_chores: Callable[[], None],
    ) -> None:
        self._database = database
        self._deliveries = deliveries
        self._clock = clock
        self._enqueue = enqueue
        self._enqueue_chores = enqueue_chores
        self._chores_at: datetime | None = None

    def sweep(self) -> None:
        """Forget what ran out, queue what is due."""
        now = self._clock()
        with self._database.begin() as work:
            forgotten = work.places.sweep(now)
        queued = self._enqueue(self._deliveries.due())
        if queued or forgotten:
            log.info("swept", queued=queued, holds_forgotten=forgotten)
        if self._chores_at is None or now - self._chores_at >= CHORES_EVERY:
            self._enqueue_chores()
            self._chores_at = now
