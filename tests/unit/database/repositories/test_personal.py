from datetime import UTC, datetime, timedelta

import pytest

from ..conftest import only_sqlite

NOW = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def calls(db):
    """Three calls that ended on three days, and one that goes on."""
    with db.begin() as work:
        for place, name in enumerate(("first", "second", "third", "live")):
            work.calls.create(name, user_identity="u", caller_key=name, room_name=name, channel="voice", recording=False, at=NOW)
            work.callbacks.add(name, "+13125550101", NOW)
            if name != "live":
                work.calls.end(name, "completed", "answered", NOW + place * DAY)
    return db


def test_calls_whose_words_are_kept_are_found_by_their_end(calls):
    with calls.read() as work:
        assert work.personal.kept_calls(NOW, 9) == []
        assert work.personal.kept_calls(NOW + DAY, 9) == ["first"]
        assert work.personal.kept_calls(NOW + 9 * DAY, 2) == ["first", "second"]
    with calls.begin() as work:
        work.personal.forget_calls(["first"], NOW)
    with calls.read() as work:
        assert work.personal.kept_calls(NOW + 9 * DAY, 9) == ["second", "third"]


@only_sqlite
def test_finding_them_reads_only_those_that_are_kept(calls, plan_of):
    assert "ix_calls_kept_ended_at" in plan_of(lambda work: work.personal.kept_calls(NOW, 9))


def test_a_number_that_is_still_to_be_called_is_not_forgotten_with_the_call(calls):
    with calls.begin() as work:
        work.personal.forget_calls(["first", "second"], NOW)
    with calls.read() as work:
        assert {row.call_id: row.contact for row in work.callbacks.list()}["first"] == "+13125550101"
