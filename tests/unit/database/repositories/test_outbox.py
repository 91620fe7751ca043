import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from returnflow.errors import Conflict, NotFound

from ..conftest import only_sqlite

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
        work.outbox.claim(row.id, "one", NOW, NOW + timedelta(minutes=2))
        work.outbox.failed(row.id, "x" * 5000, NOW + timedelta(minutes=1), by="one")
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


UNTIL = NOW + timedelta(minutes=2)


def test_a_lease_keeps_others_away_until_it_runs_out(db, row):
    with db.begin() as work:
        taken = work.outbox.claim(row.id, "one", NOW, UNTIL)
        assert (taken.attempts, taken.leased_by, taken.leased_until) == (1, "one", UNTIL)
        assert work.outbox.claim(row.id, "two", NOW, UNTIL) is None
        assert work.outbox.due(NOW) == []
    with db.begin() as work:
        assert work.outbox.claim(row.id, "two", UNTIL, UNTIL + timedelta(minutes=2)).attempts == 2


@pytest.mark.parametrize("over", ["done", "give_up", "failed"])
def test_what_is_over_or_not_due_cannot_be_leased(db, row, over):
    how = {"done": (), "give_up": ("poison", NOW), "failed": ("later", NOW + timedelta(seconds=1))}
    with db.begin() as work:
        getattr(work.outbox, over)(row.id, *how[over])
        assert work.outbox.claim(row.id, "one", NOW, UNTIL) is None


def test_who_lost_the_lease_changes_nothing_but_can_still_say_that_it_happened(db, row):
    with db.begin() as work:
        work.outbox.claim(row.id, "one", NOW, UNTIL)
        work.outbox.claim(row.id, "two", UNTIL, UNTIL + timedelta(minutes=2))
        work.outbox.failed(row.id, "timed out", UNTIL, by="one")
        work.outbox.give_up(row.id, "poison", UNTIL, by="one")
        work.outbox.postponed(row.id, "at night", UNTIL, by="one")
        kept = work.outbox.get(row.id)
        assert (kept.leased_by, kept.attempts, kept.last_error, kept.dead_at) == ("two", 2, "", None)
        work.outbox.done(row.id, UNTIL, "sent")
        work.outbox.failed(row.id, "timed out", UNTIL, by="two")
        kept = work.outbox.get(row.id)
    assert (kept.done_at, kept.result, kept.last_error, kept.leased_by) == (UNTIL, "sent", "", None)


def test_a_postponed_row_keeps_its_tries_and_says_why(db, row):
    with db.begin() as work:
        work.outbox.claim(row.id, "one", NOW, UNTIL)
        work.outbox.postponed(row.id, "at night", NOW + timedelta(hours=9), by="one")
        kept = work.outbox.get(row.id)
    assert (kept.attempts, kept.due_at, kept.result, kept.leased_by) == (0, NOW + timedelta(hours=9), "at night", None)


def test_the_first_body_is_the_one_that_every_try_sends(db, row):
    with db.begin() as work:
        assert work.outbox.keep_body(row.id, "first") == "first"
        assert work.outbox.keep_body(row.id, "second") == "first"
        assert work.outbox.get(row.id).body == "first"


def test_a_row_knows_the_return_it_is_about(db, row):
    with db.begin() as work:
        work.outbox.add("kind", "no return", {"code_id": "c"}, NOW)
        assert [found.key for found in work.outbox_review.list(rma="RF-1")] == [row.key]


def test_writers_of_the_same_effect_at_once_leave_one_row(db):
    together = threading.Barrier(8)

    def add(_):
        together.wait()
        with db.begin() as work:
            work.outbox.add("kind", "key", {"rma": "RF-1"}, NOW)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(8)))
    with db.read() as work:
        assert len(work.outbox.due(NOW)) == 1


def test_only_one_of_many_that_claim_at_once_gets_the_row(db, row):
    together = threading.Barrier(8)

    def claim(number):
        together.wait()
        with db.begin() as work:
            return work.outbox.claim(row.id, str(number), NOW, UNTIL)

    with ThreadPoolExecutor(8) as pool:
        taken = [found for found in pool.map(claim, range(8)) if found]
    assert [found.attempts for found in taken] == [1]


@only_sqlite
def test_a_sweep_reads_open_rows_by_an_index_of_open_rows_only(row, plan_of):
    assert "USING INDEX ix_outbox_open_due_at" in plan_of(lambda work: work.outbox.due(NOW))
