from datetime import UTC, datetime, timedelta

import pytest

from returnflow.database import CallRow
from returnflow.errors import NotFound, UpstreamUnavailable

NOW = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)


def create(work, call_id, caller="caller", room="room", at=NOW):
    work.calls.create(call_id, user_identity="user_1", caller_key=caller, room_name=room, channel="voice", recording=False, at=at)


@pytest.fixture
def called(db):
    with db.begin() as work:
        for number in (1, 2, 3):
            create(
                work, f"call-{number}", caller=f"caller-{number % 2}", room=f"room-{number}", at=NOW + timedelta(seconds=number)
            )
    return db


def test_a_call_is_created_live_and_read_back(db):
    with db.begin() as work:
        create(work, "call-1")
    with db.read() as work:
        assert work.calls.get("call-1") == CallRow("call-1", "user_1", "caller", "room", "voice", False, NOW)
        assert work.calls.get("call-2") is None


def test_state_is_kept_and_read_apart_from_the_call(called):
    document = {"store": "amazon", "extracted": {"names": ["Núñez"]}}
    with called.begin() as work:
        assert work.calls.state("call-1") is None
        work.calls.save_state("call-1", document, NOW)
    with called.read() as work:
        assert work.calls.state("call-1") == document
        assert work.calls.state("nobody") is None


def test_a_heartbeat_says_who_holds_the_call_and_since_when(called):
    with called.begin() as work:
        work.calls.heartbeat("call-1", "worker-7", NOW + timedelta(seconds=9))
        row = work.calls.get("call-1")
    assert (row.worker_id, row.heartbeat_at) == ("worker-7", NOW + timedelta(seconds=9))


def test_a_call_ends_once_and_the_first_reason_stands(called):
    with called.begin() as work:
        assert work.calls.end("call-1", "completed", "return_created", NOW)
        assert not work.calls.end("call-1", "agent_lost", "failed", NOW + timedelta(hours=1))
        row = work.calls.get("call-1")
    assert (row.end_reason, row.outcome, row.ended_at) == ("completed", "return_created", NOW)
    with called.begin() as work:
        assert not work.calls.end("nobody", "completed", "answered", NOW)


def test_a_call_that_has_ended_holds_no_place(called):
    with called.begin() as work:
        work.workers.beat("w", 1, NOW)
        assert work.places.reserve("call-1", NOW, 30)
        work.places.occupy("call-1", NOW)
        assert work.places.free(NOW) == 0
        work.calls.end("call-1", "silence", "abandoned", NOW)
        assert work.places.free(NOW) == 1


def test_ended_calls_are_not_live(called):
    with called.begin() as work:
        work.calls.end("call-3", "completed", "answered", NOW)
        assert [row.call_id for row in work.calls.live()] == ["call-1", "call-2"]
        assert work.calls.live_for_caller("caller-1").call_id == "call-1"
        assert work.calls.live_for_caller("nobody") is None


def test_calls_are_listed_newest_first_and_page_by_page(called):
    with called.read() as work:
        assert [row.call_id for row in work.calls.list(2)] == ["call-3", "call-2"]
        assert [row.call_id for row in work.calls.list(2, before="call-2")] == ["call-1"]
        assert work.calls.by_room("room-2").call_id == "call-2"
        assert work.calls.by_room("nowhere") is None


def test_recording_can_be_stopped(called):
    with called.begin() as work:
        work.calls.set_recording("call-1", True)
        assert work.calls.get("call-1").recording
        work.calls.set_recording("call-1", False)
        assert not work.calls.get("call-1").recording


@pytest.mark.parametrize("change", ["save_state", "heartbeat"])
def test_changing_a_call_that_is_not_there_is_named(db, change):
    arguments = {"save_state": ("nobody", {}, NOW), "heartbeat": ("nobody", "w", NOW)}[change]
    with pytest.raises(NotFound), db.begin() as work:
        getattr(work.calls, change)(*arguments)


def test_a_time_without_a_zone_never_reaches_the_database(db):
    with pytest.raises((ValueError, UpstreamUnavailable, Exception), match="without a zone"), db.begin() as work:
        create(work, "call-1", at=datetime(2026, 6, 15))


def test_times_come_back_in_utc_whatever_zone_they_came_in(db):
    from zoneinfo import ZoneInfo

    local = NOW.astimezone(ZoneInfo("Asia/Tokyo"))
    with db.begin() as work:
        create(work, "call-1", at=local)
    with db.read() as work:
        row = work.calls.get("call-1")
    assert row.created_at == NOW
    assert row.created_at.tzinfo is UTC
