"""The supervisor of calls: notices within seconds what nobody else reports, and makes room for the next call.

The media server is silent about a dead worker for about 21 s and starts no other (measured), so a call whose heartbeat stopped is
ended here: record closed, place free, room deleted. Owns these judgements. Must not know the dialogue: closing a call's record
is a function it is given.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

import structlog

from returnflow.clock import Clock
from returnflow.conversation.reply import EndReason, Outcome
from returnflow.errors import UpstreamUnavailable
from returnflow.settings import Settings

if TYPE_CHECKING:
    from returnflow.database import CallRow, Database

log = structlog.get_logger(__name__)

INTERVAL_S = 0.5
WORKER_GONE = timedelta(seconds=2)  # two beats missed and the worker is known to be gone: no need to wait any longer
ROOMS_EVERY = timedelta(seconds=5)
LAST_WORDS = timedelta(seconds=15)  # the record may close before the goodbye has been spoken; rooms of ended calls live this long
OVERTIME = timedelta(seconds=60)  # the worker closes a long call kindly; this is for a worker that does not
AGENT_PREFIX = "agent-"

CloseCall = Callable[[str, EndReason], None]


class Rooms(Protocol):
    """What is needed of the media server."""

    def list(self) -> Sequence[str]: ...
    def participants(self, room: str) -> Sequence[str]: ...
    def delete(self, room: str) -> None: ...


class CallSupervisor:
    """One look at all live calls and, less often, at the rooms; `Loop` gives the rhythm."""

    def __init__(self, settings: Settings, database: "Database", rooms: Rooms, close: CloseCall, clock: Clock) -> None:
        self._database = database
        self._rooms = rooms
        self._close = close
        self._clock = clock
        self._lost_after = timedelta(seconds=settings.call_lost_after_s)
        self._never_after = timedelta(seconds=settings.place_hold_s)
        self._too_long = timedelta(seconds=settings.max_call_s) + OVERTIME
        self._rooms_at: datetime | None = None
        self._without_room: set[str] = set()  # live calls that had none when the rooms were last looked at
        self._known: set[str] | None = None  # live at the last look; None before the first

    def look(self) -> None:
        """End what is lost; every few seconds also delete rooms that outlived their call."""
        now = self._clock()
        with self._database.read() as work:
            live = work.calls.live()
            alive = work.workers.alive(now) if live else set()
        self._tell({row.call_id for row in live})
        for row in live:
            reason = self._judge(row, now, alive)
            if reason is not None:
                self._end(row, reason)
        if self._rooms_at is None or now - self._rooms_at >= ROOMS_EVERY:
            self._rooms_at = now
            self._compare_rooms(live, now)

    def _tell(self, live: set[str]) -> None:
        """A line for each call that began or ended since the last look: what an operator watches."""
        known, self._known = self._known if self._known is not None else live, live
        for call_id in sorted(live - known):
            log.info("a call began", call_id=call_id)
        for call_id in sorted(known - live):
            with self._database.read() as work:
                row = work.calls.get(call_id)
            if row is not None and row.ended_at is not None:
                seconds = round((row.ended_at - row.created_at).total_seconds())
                log.info("a call ended", call_id=call_id, outcome=row.outcome, reason=row.end_reason, seconds=seconds)

    def _judge(self, row: "CallRow", now: datetime, workers: set[str]) -> EndReason | None:
        """Why this call is over, or None while it is not."""
        if now - row.created_at > self._too_long:
            return EndReason.MAX_DURATION
        if not row.room_name:  # a call by text has no room and no worker; a closed terminal leaves it open
            return None
        if row.heartbeat_at is None:
            if now - row.created_at < self._never_after:
                return None
            return EndReason.AGENT_LOST if self._caller_is_there(row) else EndReason.CALLER_NEVER_JOINED
        if now - row.heartbeat_at > (self._lost_after if row.worker_id in workers else WORKER_GONE):
            return EndReason.AGENT_LOST
        return None

    def _caller_is_there(self, row: "CallRow") -> bool:
        try:
            return any(not one.startswith(AGENT_PREFIX) for one in self._rooms.participants(row.room_name))
        except UpstreamUnavailable:
            return False

    def _end(self, row: "CallRow", reason: EndReason) -> None:
        log.warning("ending a call", call_id=row.call_id, reason=reason.value, worker=row.worker_id)
        try:
            self._close(row.call_id, reason)
        except Exception:  # the job's boundary: one record that cannot be read must not keep every other call open
            log.exception("a call's record could not be closed as it should", call_id=row.call_id)
        with self._database.begin() as work:  # does nothing more where the record was closed
            work.calls.end(row.call_id, reason.value, Outcome.FAILED.value, self._clock())
            work.places.release(row.call_id)
        if row.room_name:
            self._delete(row.room_name)

    def _compare_rooms(self, live: "list[CallRow]", now: datetime) -> None:
        """Calls without a room are over (the media server was restarted), rooms of ended calls are deleted."""
        try:
            rooms = set(self._rooms.list())
        except UpstreamUnavailable:  # it is being restarted; its rooms are gone with it
            return
        gone = {row.call_id for row in live if row.heartbeat_at is not None and row.room_name not in rooms}
        for row in live:
            if row.call_id in gone & self._without_room:  # twice: at its end a call may be without a room for a moment
                self._end(row, EndReason.MEDIA_LOST)
        self._without_room = gone
        for name in rooms:
            self._delete_left_over(name, now)

    def _delete_left_over(self, room: str, now: datetime) -> None:
        with self._database.read() as work:
            row = work.calls.by_room(room)
        if row is not None and row.ended_at is not None and now - row.ended_at > LAST_WORDS:
            log.info("deleting the room of an ended call", call_id=row.call_id)
            self._delete(room)

    def _delete(self, room: str) -> None:
        try:
            self._rooms.delete(room)
        except UpstreamUnavailable as error:
            log.warning("a room could not be deleted", room=room, why=error.message)
