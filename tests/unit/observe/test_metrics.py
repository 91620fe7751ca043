"""`/metrics`: what is counted, from the database alone."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from returnflow.clock import FixedClock
from returnflow.database import Database
from returnflow.ids import uuid7
from returnflow.observe.metrics import page

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = Database(f"sqlite:///{tmp_path / 'test.db'}")
    made.upgrade()
    return made


def lines(database: Database) -> list[str]:
    body, kind = page(database, FixedClock(NOW))
    assert kind.startswith("text/plain")
    return body.decode().splitlines()


def test_an_installation_without_calls_has_numbers_too(database: Database) -> None:
    found = lines(database)
    assert "returnflow_calls_live 0.0" in found
    assert "returnflow_places 0.0" in found


def test_calls_places_and_effects_are_counted(database: Database) -> None:
    with database.begin() as work:
        ids = [uuid7() for _ in range(3)]
        for call_id in ids:
            work.calls.create(call_id, user_identity="u", caller_key="k", room_name="r", channel="web", recording=False, at=NOW)
        for call_id in ids[:2]:
            work.calls.end(call_id, "completed", "return_created", NOW)
        work.workers.beat("w", 4, NOW)
        work.places.occupy(ids[2], NOW)
        work.outbox.add("mail", "one", {}, NOW - timedelta(seconds=7))
        work.outbox.add("mail", "two", {}, NOW)
        given_up = work.outbox.by_key("two")
        assert given_up is not None
        work.outbox.give_up(given_up.id, "poison", NOW)
    found = lines(database)
    assert 'returnflow_calls_ended_total{end_reason="completed",outcome="return_created"} 2.0' in found
    assert "returnflow_calls_live 1.0" in found
    assert "returnflow_places_free 3.0" in found
    assert "returnflow_outbox_waiting 1.0" in found
    assert "returnflow_outbox_dead 1.0" in found
    assert "returnflow_outbox_overdue_seconds 7.0" in found


def test_stages_of_recent_turns_have_a_median_and_a_95th_percentile(database: Database) -> None:
    call_id = uuid7()
    with database.begin() as work:
        work.calls.create(call_id, user_identity="u", caller_key="k", room_name="r", channel="web", recording=False, at=NOW)
        for value in (*range(100, 200), None):
            work.timeline.append(call_id, "latency", NOW, {"first_frame_ms": value})
    found = lines(database)
    assert 'returnflow_turn_ms{quantile="0.5",stage="first_frame"} 150.0' in found
    assert 'returnflow_turn_ms{quantile="0.95",stage="first_frame"} 195.0' in found
    assert not any('stage="tts"' in line for line in found)


def test_no_line_names_a_call(database: Database) -> None:
    call_id = uuid7()
    with database.begin() as work:
        work.calls.create(call_id, user_identity="u", caller_key="k", room_name="r", channel="web", recording=False, at=NOW)
    assert not any(call_id in line for line in lines(database))
