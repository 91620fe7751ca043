from datetime import UTC, datetime, timedelta

import pytest

from returnflow.errors import Conflict, NotFound

NOW = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)


@pytest.fixture
def row(db):
    with db.begin() as work:
        work.outbox.add("make_label", "make_label:RF-1", {"rma": "RF-1"}, NOW)
        return work.outbox.by_key("make_label:RF-1")


def test_an_effect_is_due_at_once_and_not_before(db, row):
    with db.read() as work:
        assert work.outbox.due(NOW) == [row]
        assert work.outbox.due(NOW - timedelta(seconds=1)) == []


def test_the_same_effect_again_is_one_effect(db, row):
    with db.begin() as work:
        work.outbox.add("make_label", "make_label:RF-1", {"rma": "RF-1"}, NOW + timedelta(hours=1))
        assert work.outbox.due(NOW + timedelta(hours=2)) == [row]


@pytest.mark.parametrize(("kind", "payload"), [("notify", {"rma": "RF-1"}), ("make_label", {"rma": "RF-2"})])
def test_the_same_key_for_anything_else_is_a_conflict(db, row, kind, payload):
    with pytest.raises(Conflict), db.begin() as work:
        work.outbox.add(kind, row.key, payload, NOW)


def test_what_is_done_is_never_due_again(db, row):
    with db.begin() as work:
        work.outbox.done(row.id, NOW + timedelta(seconds=2))
        work.outbox.done(row.id)
        assert work.outbox.due(NOW + timedelta(days=1)) == []
        assert work.outbox.get(row.id).done_at == NOW + timedelta(seconds=2)


def test_what_failed_is_tried_later_and_says_why(db, row):
    with db.begin() as work:
        work.outbox.failed(row.id, "x" * 5000, NOW + timedelta(minutes=1))
        assert work.outbox.due(NOW) == []
        [again] = work.outbox.due(NOW + timedelta(minutes=1))
    assert (again.attempts, len(again.last_error)) == (1, 2000)


def test_the_oldest_come_first_and_no_more_than_asked_for(db):
    with db.begin() as work:
        for number in (3, 1, 2):
            work.outbox.add("kind", f"key-{number}", {}, NOW + timedelta(seconds=number))
        assert [r.key for r in work.outbox.due(NOW + timedelta(minutes=1), 2)] == ["key-1", "key-2"]


def test_an_effect_that_is_not_there_is_named(db):
    with pytest.raises(NotFound), db.begin() as work:
        work.outbox.done(7)
    with db.read() as work:
        assert work.outbox.get(7) is None
        assert work.outbox.by_key("nothing") is None
