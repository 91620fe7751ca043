"""The task queue's consumer: threads of this process that run deliveries and chores.

Tasks take ids and names only, so a queue that is lost or replayed harms nothing: the sweeper finds due rows again and an effect
runs under its key.
"""

import time
from collections.abc import Callable, Mapping

import huey.consumer
from huey.api import Huey
from redis import RedisError

from returnflow.jobs.queue import unavailable

THREADS = 2
LONGEST_POLL_S = 1.0  # an idle SQLite queue is asked at most this seldom
FORGET_S = 60.0  # a row that was queued this long ago may be queued again: what took it may be a process that died

Chore = Callable[[], object]
"""Something done every hour. Safe to do twice, and by several processes at once."""


class _Consumer(huey.consumer.Consumer):  # type: ignore[misc]
    def _set_signal_handlers(self) -> None:
        """Signals belong to the process, which stops all its parts."""


class Runner:
    """Runs deliveries and chores in the background."""

    def __init__(self, queue: Huey, *, deliver: Callable[[int], object], chores: Mapping[str, Chore]) -> None:
        self._queue = queue
        self._deliver = queue.task(name="deliver")(self._run_delivery)
        self._chore = queue.task(name="chore")(self._run_chore)
        self._consumer: _Consumer | None = None
        self._effect = deliver
        self._chores = chores
        self._waiting: dict[int, float] = {}  # ids queued by this process and when: the sweeper names a row until it is done

    def enqueue(self, effect_ids: list[int]) -> int:
        """Queue deliveries that are not queued yet; how many were added. Raises UpstreamUnavailable."""
        now = time.monotonic()
        fresh = [one for one in effect_ids if now - self._waiting.get(one, -FORGET_S) >= FORGET_S]
        try:
            for effect_id in fresh:
                self._waiting[effect_id] = now
                self._deliver(effect_id)
        except RedisError as error:
            self._waiting.clear()
            raise unavailable(error) from error
        self._forget(now)
        return len(fresh)

    def enqueue_chores(self) -> None:
        """Queue every chore once. Raises UpstreamUnavailable."""
        try:
            for name in self._chores:
                self._chore(name)
        except RedisError as error:
            raise unavailable(error) from error

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

    def _forget(self, now: float) -> None:
        """Rows that another process's thread took never come back to us to be struck off."""
        for effect_id, queued in list(self._waiting.items()):
            if now - queued >= FORGET_S:
                self._waiting.pop(effect_id, None)

    def _run_delivery(self, effect_id: int) -> None:
        try:
            self._effect(effect_id)
        finally:
            self._waiting.pop(effect_id, None)

    def _run_chore(self, name: str) -> None:
        chore = self._chores.get(name)
        if chore is not None:  # another version's process may have queued a chore that this one does not know
            chore()
