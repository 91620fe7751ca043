import pytest

from returnflow.errors import NotFound
from returnflow.returns import service
from returnflow.returns.events import Actor
from returnflow.returns.model import ReturnState
from returnflow.returns.moving import move, take


def test_every_step_leaves_a_row_an_event_and_word_to_the_merchant(desk):
    made = desk.label(desk.open())
    desk.do(service.cancel, made, by=Actor.CUSTOMER, why="changed my mind")
    with desk.db.read() as work:
        [event] = [each for each in work.events.of(made.rma) if each.now == "cancelled"]
    assert (event.was, event.by, event.why, event.at) == ("label_issued", "customer", "changed my mind", desk.now)
    assert f"merchant_webhook:{made.rma}:cancelled" in desk.outbox(made)


def test_a_step_that_fails_leaves_nothing(desk):
    made = desk.open()
    before = desk.events(made), desk.outbox(made)

    def cancelled_then_failed():
        with desk.db.begin() as work:
            move(work, take(work, made.rma), ReturnState.CANCELLED, by=Actor.API, why="", now=desk.now)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        cancelled_then_failed()
    assert desk.get(made) == made
    assert (desk.events(made), desk.outbox(made)) == before


def test_what_happens_twice_is_told_twice(desk):
    made = desk.label(desk.open())
    for _ in range(2):
        desk.do(service.escalate, made, why="x")
        desk.do(service.approve, made)
    told = [key for key in desk.outbox(made) if "escalated" in key]
    assert told == [f"merchant_webhook:{made.rma}:escalated", f"merchant_webhook:{made.rma}:escalated:2"]


def test_no_return_is_named(desk):
    with pytest.raises(NotFound) as raised, desk.db.begin() as work:
        take(work, "RF-0000-0000")
    assert raised.value.field == "rma"
