"""The task queue: huey over a file of its own, with threads of this process as its consumer.

Owns `<data>/jobs.db`. Tasks take ids only, so a queue that is lost or replayed harms nothing: the sweeper finds due rows again
and an effect runs under its key.
"""

from collections.abc import Callable
from pathlib import Path

import huey.consumer
from huey import SqliteHuey

QUEUE_FILE = "jobs.db"
THREADS = 2
LONGEST_POLL_S = 1.0  # an idle SQLite queue is asked at most this seldom


class _Consumer(huey.consumer.Consumer):  # type: ignore[misc]
    def _set_signal_handlers(self) -> None:
        """Signals belong to the process, which stops all its parts."""


class Runner:
    """Runs deliveries and retention in the background."""

    def __init__(self, folder: Path, *, deliver: Callable[[int], object], purge: Callable[[], object]) -> None:
        self._queue = SqliteHuey("returnflow", filename=str(folder / QUEUE_FILE), results=False)
        self._deliver = self._queue.task(name="deliver")(self._run_delivery)
        self._purge = self._queue.task(name="purge")(lambda: purge() and None)
        self._consumer: _Consumer | None = None
        self._effect = deliver
        self._waiting: set[int] = set()  # ids queued by this process: the sweeper names the same row until it is done

    def enqueue(self, effect_ids: list[int]) -> int:
        """Queue deliveries that are not queued yet; how many were added."""
        fresh = [one for one in effect_ids if one not in self._waiting]
        for effect_id in fresh:
            self._waiting.add(effect_id)
            self._deliver(effect_id)
        return len(fresh)

    def enqueue_purge(self) -> None:
        """Queue one round of retention."""
        self._purge()

    def start(self) -> None:
        """Start the threads."""
        self._consumer = _Consumer(
            self._queue, workers=THREADS, periodic=False, max_delay=LONGEST_POLL_S, shutdown_timeout=5, check_worker_health=False
        )
        self._consumer.start()

    def stop(self) -> None:
        """Let running tasks finish (5 s), then leave. What is still queued is found again by the sweeper."""
        if self._consumer:
            self._consumer.stop(graceful=True)
        self._queue.storage.close()

    def _run_delivery(self, effect_id: int) -> None:
        try:
            self._effect(effect_id)
        finally:
            self._waiting.discard(effect_id)
