"""What a call writes besides its conversation: that it is alive, that it takes a place, how long its turns took."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from returnflow.clock import Clock
from returnflow.database import Database

log = logging.getLogger(__name__)

CALL_BEAT_S = 1.0
WORKER_BEAT_S = 2.0


@dataclass(frozen=True, slots=True)
class News:
    """Whether the caller still agrees to the recording, and which agent handed to which."""

    may_record: bool
    handovers: tuple[dict[str, Any], ...]


class CallBooks:
    """One call's rows. Blocking; used from the call's own threads."""

    def __init__(self, database: Database, clock: Clock, call_id: str, worker_id: str) -> None:
        self._database = database
        self._clock = clock
        self._call_id = call_id
        self._worker_id = worker_id
        self._seen = 0  # the timeline's items that were told already

    def open(self) -> bool:
        """The call has begun on this worker. Returns whether it may be recorded."""
        with self._database.begin() as work:
            work.places.occupy(self._call_id, self._clock())
            work.calls.heartbeat(self._call_id, self._worker_id, self._clock())
            row = work.calls.get(self._call_id)
        return row is not None and row.recording

    def beat(self) -> None:
        """The call is alive."""
        with self._database.begin() as work:
            work.calls.heartbeat(self._call_id, self._worker_id, self._clock())

    def note(self, kind: str, data: dict[str, Any]) -> None:
        """One more item of the call's timeline."""
        with self._database.begin() as work:
            work.timeline.append(self._call_id, kind, self._clock(), data)

    def news(self) -> News:
        """What the last turn brought."""
        with self._database.read() as work:
            row = work.calls.get(self._call_id)
            items = work.timeline.read(self._call_id, self._seen)
        self._seen = items[-1].seq if items else self._seen
        handovers = tuple(
            {name: item.data.get(name) for name in ("from", "to", "reason", "confidence")}
            for item in items if item.kind == "agent_changed"
        )
        return News(row is not None and row.recording, handovers)

    def refuse_recording(self) -> None:
        """The caller's page says: don't record."""
        with self._database.begin() as work:
            work.calls.set_recording(self._call_id, False)
            work.timeline.append(self._call_id, "consent", self._clock(), {"recording": False, "asked_by": "page"})

    def close(self) -> str:
        """The place is free again. Returns the outcome the desk wrote, for the page."""
        with self._database.begin() as work:
            work.places.release(self._call_id)
            row = work.calls.get(self._call_id)
        return str(row.outcome or "") if row else ""


class Beat:
    """Does something regularly in a thread of its own, so that a busy event loop is not taken for a dead one."""

    def __init__(self, what: Callable[[], None], every_s: float, name: str) -> None:
        self._what = what
        self._every_s = every_s
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """No further beat."""
        self._over.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        while not self._over.is_set():
            try:
                self._what()
            except Exception:  # a thread's boundary: one beat lost to a locked database must not be the last
                log.warning("a beat was lost", exc_info=True)
            self._over.wait(self._every_s)
