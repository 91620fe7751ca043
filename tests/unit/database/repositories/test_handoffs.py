from datetime import UTC, datetime, timedelta

import pytest

from returnflow.errors import NotFound

NOW = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)


@pytest.fixture
def calls(db):
    with db.begin() as work:
        for name in ("a", "b"):
            work.calls.create(name, user_identity="u", caller_key=name, room_name=name, channel="voice", recording=False, at=NOW)
    return db


def test_callers_wait_in_the_order_they_asked(calls):
    with calls.begin() as work:
        first = work.handoffs.request("a", "angry", "wants a person", {"store": "amazon"}, NOW)
        second = work.handoffs.request("b", "locked", "three wrong facts", {}, NOW + timedelta(seconds=5))
    with calls.read() as work:
        assert [row.id for row in work.handoffs.waiting()] == [first, second]
        assert work.handoffs.get(first).state == {"store": "amazon"}
        assert work.handoffs.get("nothing") is None


def test_asking_twice_keeps_the_place_and_the_newest_summary(calls):
    with calls.begin() as work:
        first = work.handoffs.request("a", "asked", "early", {}, NOW)
        again = work.handoffs.request("a", "angry", "late", {"n": 2}, NOW + timedelta(minutes=1))
        [row] = work.handoffs.waiting()
    assert first == again
    assert (row.reason, row.summary, row.requested_at) == ("angry", "late", NOW)


def test_a_closed_entry_waits_no_more_and_its_first_disposition_stands(calls):
    with calls.begin() as work:
        entry = work.handoffs.request("a", "asked", "", {}, NOW)
        work.handoffs.close(entry, "solved", NOW)
        work.handoffs.close(entry, "abandoned", NOW + timedelta(minutes=1))
        assert work.handoffs.waiting() == []
        assert (work.handoffs.get(entry).disposition, work.handoffs.get(entry).closed_at) == ("solved", NOW)
        assert work.handoffs.request("a", "asked", "again", {}, NOW) != entry


def test_closing_what_is_not_there_is_named(db):
    with pytest.raises(NotFound), db.begin() as work:
        work.handoffs.close("nothing", "solved", NOW)


def test_callbacks_are_listed_oldest_first(calls):
    with calls.begin() as work:
        later = work.callbacks.add("a", "+13125550101", NOW + timedelta(minutes=1))
        first = work.callbacks.add(None, "+13125550102", NOW)
        assert [row.id for row in work.callbacks.list()] == [first, later]
        assert work.callbacks.list()[0].contact == "+13125550102"
