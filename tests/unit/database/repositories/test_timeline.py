import threading
from datetime import UTC, datetime, timedelta

import pytest

from returnflow.database import TimelineItem
from returnflow.database.sealing import key_of
from returnflow.errors import NotFound

from ..conftest import raw

NOW = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)


@pytest.fixture
def call(db):
    return called(db)


def called(database):
    with database.begin() as work:
        work.calls.create("call", user_identity="u", caller_key="k", room_name="r", channel="voice", recording=False, at=NOW)
    return database


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


def test_what_was_said_lies_under_seal_and_the_facts_beside_it_do_not(sealed_db):
    said = {"role": "user", "text": "I am Ada", "heard": "i am ada", "source": "voice"}
    answered = {"role": "assistant", "text": "Hi Ada", "spoken": "Hi, Ada.", "agent": "initial_router"}
    with called(sealed_db).begin() as work:
        work.timeline.append("call", "utterance", NOW, said)
        work.timeline.append("call", "utterance", NOW, answered)
        work.timeline.append("call", "card", NOW, {"kind": "order", "text": "headphones"})
    with sealed_db.read() as work:
        assert [item.data for item in work.timeline.read("call")] == [said, answered, {"kind": "order", "text": "headphones"}]
    rows = raw(sealed_db, "SELECT data, words FROM timeline ORDER BY seq")
    assert not any("Ada" in str(row) for row in rows)
    assert [key_of(row.words) for row in rows] == [1, 1, None]


def test_words_that_are_forgotten_leave_a_mark_and_the_facts(sealed_db):
    with called(sealed_db).begin() as work:
        work.timeline.append("call", "utterance", NOW, {"role": "user", "text": "I am Ada", "heard": "ada"})
        work.timeline.append("call", "latency", NOW, {"turn": 1})
        work.timeline.forget_words(["call"])
    with sealed_db.read() as work:
        assert [item.data for item in work.timeline.read("call")] == [{"role": "user", "text": "[erased]"}, {"turn": 1}]
