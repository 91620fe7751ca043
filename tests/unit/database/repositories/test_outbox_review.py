from datetime import UTC, datetime, timedelta

import pytest

from returnflow.errors import Conflict, InvalidInput, NotFound

NOW = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=3)


@pytest.fixture
def rows(db):
    """Three rows: one waits, one was given up, one is done."""
    with db.begin() as work:
        for number, state in enumerate(("waits", "dead", "done")):
            work.outbox.add("merchant_webhook", state, {"rma": f"RF-{number}"}, NOW + timedelta(minutes=number))
        ids = {state: work.outbox.by_key(state).id for state in ("waits", "dead", "done")}
        work.outbox.claim(ids["dead"], "p", LATER, LATER)
        work.outbox.give_up(ids["dead"], "poison", NOW, by="p")
        work.outbox.done(ids["done"], NOW, "sent")
    return ids


def get(db, effect_id):
    with db.read() as work:
        return work.outbox.get(effect_id)


def test_the_newest_come_first_and_the_list_can_be_narrowed(db, rows):
    with db.read() as work:
        review = work.outbox_review
        assert [row.key for row in review.list()] == ["done", "dead", "waits"]
        assert [row.key for row in review.list(dead=True)] == ["dead"]
        assert [row.key for row in review.list(rma="RF-2")] == ["done"]
        assert [row.key for row in review.list(limit=1)] == ["done"]


def test_a_dead_letter_is_tried_again_from_the_start(db, rows):
    with db.begin() as work:
        row = work.outbox_review.retry(rows["dead"], LATER)
    assert (row.dead_at, row.attempts, row.due_at) == (None, 0, LATER)
    with db.read() as work:
        assert rows["dead"] in [due.id for due in work.outbox.due(LATER)]


def test_all_dead_letters_are_tried_again_and_nothing_else(db, rows):
    with db.begin() as work:
        assert work.outbox_review.retry_all_dead(LATER) == 1
        assert work.outbox_review.retry_all_dead(LATER) == 0
    assert get(db, rows["waits"]).due_at == NOW
    assert get(db, rows["done"]).done_at == NOW


def test_a_dropped_row_never_happens_and_keeps_its_key(db, rows):
    with db.begin() as work:
        work.outbox_review.drop(rows["dead"], LATER)
        work.outbox.add("merchant_webhook", "dead", {"rma": "RF-1"}, LATER)
        assert [row.key for row in work.outbox.due(LATER)] == ["waits"]
        assert work.outbox.get(rows["dead"]).result == "dropped by an operator"


@pytest.mark.parametrize("what", ["retry", "drop"])
def test_what_is_over_cannot_be_tried_again_or_dropped(db, rows, what):
    with pytest.raises(Conflict, match="is over since 2026-06-15 15:00 UTC: sent"), db.begin() as work:
        getattr(work.outbox_review, what)(rows["done"], LATER)
    with pytest.raises(NotFound), db.begin() as work:
        getattr(work.outbox_review, what)(4711, LATER)


@pytest.mark.parametrize(
    ("which", "found"),
    [
        ({"rma": "RF-2"}, 1),
        ({"rma": "RF-0"}, 0),
        ({"since": NOW}, 1),
        ({"since": LATER}, 0),
        ({"rma": "RF-2", "since": LATER}, 0),
    ],
)
def test_what_has_happened_is_replayed_by_return_or_since_when(db, rows, which, found):
    with db.begin() as work:
        assert work.outbox_review.replay("merchant_webhook", LATER, **which) == found
        assert work.outbox_review.replay("other", LATER, **which) == 0
    assert (get(db, rows["done"]).done_at is None) == bool(found)
    assert get(db, rows["done"]).key == "done"


def test_what_an_operator_dropped_is_not_replayed(db, rows):
    with db.begin() as work:
        work.outbox_review.drop(rows["dead"], LATER)
        assert work.outbox_review.replay("merchant_webhook", LATER, rma="RF-1") == 0


def test_a_replay_of_everything_must_be_asked_for_with_a_date(db, rows):
    with pytest.raises(InvalidInput), db.begin() as work:
        work.outbox_review.replay("merchant_webhook", LATER)
