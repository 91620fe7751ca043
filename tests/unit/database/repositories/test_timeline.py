import threading
from datetime import UTC, datetime, timedelta

import pytest

from returnflow.database import TimelineItem
from returnflow.errors import NotFound

NOW = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)


@pytest.fixture
def call(db):
    with db.begin() as work:
        work.calls.create("call", user_identity="u", caller_key="k", room_name="r", channel="voice", recording=False, at=NOW)
    return db


def test_items_are_numbered_from_one_and_timed_from_the_calls_start(call):
    with call.begin() as work:
        assert work.timeline.append("call", "call_started", NOW, {}) == 1
        assert work.timeline.append("call", "utterance", NOW + timedelta(milliseconds=1234), {"text": "hello"}) == 2
    with call.read() as work:
        assert work.timeline.read("call") == [
            TimelineItem(1, "call_started", NOW, 0, {}),
            TimelineItem(2, "utterance", NOW + timedelta(milliseconds=1234), 1234, {"text": "hello"}),
        ]


def test_a_reader_can_go_on_from_where_it_was(call):
    with call.begin() as work:
        for number in range(5):
            work.timeline.append("call", "latency", NOW, {"n": number})
    with call.read() as work:
        assert [item.data["n"] for item in work.timeline.read("call", after=3)] == [3, 4]
        assert work.timeline.read("nobody") == []


def test_an_item_of_no_call_is_refused(db):
    with pytest.raises(NotFound), db.begin() as work:
        work.timeline.append("nobody", "error", NOW, {})


def test_writers_that_write_at_once_leave_no_gap_and_no_double(call):
    def write():
        with call.begin() as work:
            work.timeline.append("call", "utterance", NOW, {})

    threads = [threading.Thread(target=write) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with call.read() as work:
        assert [item.seq for item in work.timeline.read("call")] == list(range(1, 11))
