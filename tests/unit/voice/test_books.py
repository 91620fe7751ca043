import threading
from datetime import UTC, datetime

import pytest

from returnflow.clock import FixedClock
from returnflow.database import Database
from returnflow.voice.books import Beat, CallBooks

NOW = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)


@pytest.fixture
def database(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'test.db'}")
    database.upgrade()
    with database.begin() as work:
        work.workers.beat("w", 2, NOW)
        work.calls.create("c", user_identity="u", caller_key="k", room_name="r", channel="web", recording=True, at=NOW)
    yield database
    database.close()


def books(database):
    return CallBooks(database, FixedClock(NOW), "c", "w")


def free(database):
    with database.read() as work:
        return work.places.free(NOW)


def test_an_open_call_takes_a_place_and_a_closed_one_gives_it_back(database):
    assert books(database).open() is True
    assert free(database) == 1
    with database.begin() as work:
        work.calls.end("c", "completed", "answered", NOW)
    assert books(database).close() == "answered"
    assert free(database) == 2


def test_what_a_turn_brought_is_told_once(database):
    call = books(database)
    handover = {"from": "initial_router", "to": "amazon_verification", "reason": "store", "confidence": 0.9}
    with database.begin() as work:
        work.timeline.append("c", "agent_changed", NOW, handover | {"context": {}})
        work.timeline.append("c", "utterance", NOW, {"role": "user"})
    news = call.news()
    assert news.handovers == (handover,)
    assert news.may_record
    assert call.news().handovers == ()


def test_the_page_can_refuse_the_recording_and_the_record_says_so(database):
    call = books(database)
    call.refuse_recording()
    assert not call.news().may_record
    with database.read() as work:
        assert [(item.kind, item.data["recording"]) for item in work.timeline.read("c")] == [("consent", False)]


def test_a_beat_goes_on_after_one_was_lost():
    beats, enough = [], threading.Event()

    def what():
        beats.append(1)
        if len(beats) == 1:
            raise OSError("the database is locked")
        enough.set()

    beat = Beat(what, 0.001, "test")
    assert enough.wait(5)
    beat.stop()
    assert len(beats) > 1
