"""The supervisor of calls: what it ends, what it leaves alone, and that the next caller finds a place."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import structlog

from returnflow.clock import FixedClock
from returnflow.conversation.reply import EndReason
from returnflow.database import CallRow, Database
from returnflow.errors import UpstreamUnavailable
from returnflow.jobs.supervisor import LAST_WORDS, ROOMS_EVERY, CallSupervisor
from returnflow.settings import Settings

MakeCall = Callable[..., str]


class Rooms:
    """A media server's rooms: who is where. `away` makes it unreachable."""

    def __init__(self) -> None:
        self.inside: dict[str, list[str]] = {}
        self.deleted: list[str] = []
        self.away = False

    def list(self) -> list[str]:
        self._reach()
        return [name for name in self.inside if name not in self.deleted]

    def participants(self, room: str) -> "list[str]":
        self._reach()
        return self.inside.get(room, [])

    def delete(self, room: str) -> None:
        self._reach()
        self.deleted.append(room)

    def _reach(self) -> None:
        if self.away:
            raise UpstreamUnavailable("media server", "away")


@pytest.fixture
def rooms() -> Rooms:
    return Rooms()


@pytest.fixture
def supervisor(database: Database, rooms: Rooms, clock: FixedClock) -> CallSupervisor:
    def close(call_id: str, reason: EndReason) -> None:
        with database.begin() as work:
            work.calls.end(call_id, reason.value, "failed", clock())

    return CallSupervisor(Settings(call_lost_after_s=6, place_hold_s=30, max_call_s=600), database, rooms, close, clock)


def call(database: Database, call_id: str) -> CallRow:
    with database.read() as work:
        row = work.calls.get(call_id)
    assert row is not None
    return row


def test_a_call_whose_heartbeat_stopped_is_ended_and_its_place_is_free(
    supervisor: CallSupervisor, database: Database, rooms: Rooms, make_call: MakeCall, clock: FixedClock
) -> None:
    lost = make_call(age_s=60, beat_age_s=7)
    with database.begin() as work:
        work.workers.beat("other", 1, clock())
        work.places.occupy(lost, clock())
    supervisor.look()
    assert call(database, lost).end_reason == EndReason.AGENT_LOST.value
    assert rooms.deleted == ["room"]
    with database.begin() as work:
        assert work.places.reserve("next", clock(), 30)


def test_a_call_that_is_late_is_given_time_while_its_worker_lives(
    supervisor: CallSupervisor, database: Database, make_call: MakeCall, clock: FixedClock
) -> None:
    late = make_call(age_s=60, beat_age_s=5)
    with database.begin() as work:
        work.workers.beat("worker", 1, clock())
    supervisor.look()
    assert call(database, late).ended_at is None


def test_a_call_that_is_late_is_ended_at_once_when_its_worker_has_left(
    supervisor: CallSupervisor, database: Database, make_call: MakeCall
) -> None:
    lost = make_call(age_s=60, beat_age_s=3)
    supervisor.look()
    assert call(database, lost).end_reason == EndReason.AGENT_LOST.value


def test_a_call_that_beats_is_left_alone(
    supervisor: CallSupervisor, database: Database, rooms: Rooms, make_call: MakeCall
) -> None:
    healthy = make_call(age_s=60, beat_age_s=1)
    supervisor.look()
    assert call(database, healthy).ended_at is None
    assert rooms.deleted == []


def test_a_call_that_waits_for_its_caller_is_left_alone_for_as_long_as_its_place_is_held(
    supervisor: CallSupervisor, database: Database, make_call: MakeCall
) -> None:
    waiting = make_call(age_s=29)
    supervisor.look()
    assert call(database, waiting).ended_at is None


@pytest.mark.parametrize(
    ("inside", "reason"),
    [([], EndReason.CALLER_NEVER_JOINED), (["agent-1"], EndReason.CALLER_NEVER_JOINED), (["user_1"], EndReason.AGENT_LOST)],
)
def test_a_call_that_no_worker_took_is_ended_by_who_was_there(
    supervisor: CallSupervisor, database: Database, rooms: Rooms, make_call: MakeCall, inside: list[str], reason: EndReason
) -> None:
    rooms.inside["room"] = inside
    never = make_call(age_s=31)
    supervisor.look()
    assert call(database, never).end_reason == reason.value


def test_a_call_far_beyond_its_longest_time_is_ended(supervisor: CallSupervisor, database: Database, make_call: MakeCall) -> None:
    endless = make_call(age_s=661, beat_age_s=0)
    supervisor.look()
    assert call(database, endless).end_reason == EndReason.MAX_DURATION.value


def test_a_call_by_text_has_no_heartbeat_and_lasts_as_long_as_calls_may(
    supervisor: CallSupervisor, database: Database, rooms: Rooms, make_call: MakeCall
) -> None:
    chat, forgotten = make_call(room="", age_s=600), make_call(room="", age_s=661)
    supervisor.look()
    assert call(database, chat).ended_at is None
    assert call(database, forgotten).end_reason == EndReason.MAX_DURATION.value
    assert rooms.deleted == []


def test_the_room_of_an_ended_call_goes_once_the_last_words_are_spoken(
    supervisor: CallSupervisor, database: Database, rooms: Rooms, make_call: MakeCall, clock: FixedClock
) -> None:
    rooms.inside = {"room": ["user_1", "agent-1"], "not-ours": []}
    ended = make_call(age_s=60, beat_age_s=0)
    with database.begin() as work:
        work.calls.end(ended, "completed", "return_created", clock())
    supervisor.look()
    assert rooms.deleted == []
    clock.now += LAST_WORDS + timedelta(seconds=1)
    supervisor.look()
    assert rooms.deleted == ["room"]


def test_a_call_whose_room_is_gone_at_two_looks_has_lost_its_media(
    supervisor: CallSupervisor, database: Database, rooms: Rooms, make_call: MakeCall, clock: FixedClock
) -> None:
    beating = make_call(age_s=20, beat_age_s=0)
    supervisor.look()
    assert call(database, beating).ended_at is None
    with database.begin() as work:
        work.calls.heartbeat(beating, "worker", clock() + ROOMS_EVERY)
    clock.now += ROOMS_EVERY
    supervisor.look()
    assert call(database, beating).end_reason == EndReason.MEDIA_LOST.value


def test_a_call_in_its_room_keeps_its_media(
    supervisor: CallSupervisor, database: Database, rooms: Rooms, make_call: MakeCall, clock: FixedClock
) -> None:
    rooms.inside["room"] = ["user_1"]
    beating = make_call(age_s=20, beat_age_s=0)
    for _ in range(2):
        supervisor.look()
        clock.now += ROOMS_EVERY
        with database.begin() as work:
            work.calls.heartbeat(beating, "worker", clock())
    assert call(database, beating).ended_at is None


def test_a_media_server_that_is_away_does_not_keep_the_record_open(
    supervisor: CallSupervisor, database: Database, rooms: Rooms, make_call: MakeCall
) -> None:
    rooms.away = True
    lost = make_call(age_s=60, beat_age_s=60)
    supervisor.look()
    assert call(database, lost).end_reason == EndReason.AGENT_LOST.value


def test_calls_that_begin_and_end_are_told_once_each(
    supervisor: CallSupervisor, database: Database, make_call: MakeCall, clock: FixedClock
) -> None:
    with structlog.testing.capture_logs() as told:
        supervisor.look()
        began = make_call(beat_age_s=0)
        supervisor.look()
        supervisor.look()
        with database.begin() as work:
            work.calls.end(began, "completed", "return_created", clock() + timedelta(seconds=90))
        supervisor.look()
        supervisor.look()
    assert [(one["event"], one.get("outcome")) for one in told] == [("a call began", None), ("a call ended", "return_created")]
    assert told[1]["seconds"] == 90


def test_a_record_that_cannot_be_closed_keeps_no_other_call_open(
    database: Database, rooms: Rooms, make_call: MakeCall, clock: FixedClock
) -> None:
    def broken(call_id: str, reason: EndReason) -> None:
        raise ValueError("the saved state is not readable")

    lost = [make_call(room=f"room-{n}", age_s=60, beat_age_s=60) for n in range(2)]
    CallSupervisor(Settings(), database, rooms, broken, clock).look()
    assert [call(database, one).outcome for one in lost] == ["failed", "failed"]
    assert rooms.deleted == ["room-0", "room-1"]
