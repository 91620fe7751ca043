from dataclasses import replace

import pytest

from returnflow.clock import FixedClock
from returnflow.errors import NotFound, UpstreamUnavailable
from returnflow.notify.webhook.effect import NOT_SET, effects
from returnflow.notify.webhook.sender import Webhook
from returnflow.returns.model import ReturnState
from tests.doubles.receiver import Receiver


@pytest.fixture
def receiver():
    made = Receiver()
    yield made
    made.stop()


@pytest.fixture
def row(db, world, opened):
    """The row of a new return's first event."""
    made = opened()
    key = f"merchant_webhook:{made.rma}:created"
    with db.begin() as work:
        work.outbox.add("merchant_webhook", key, {"rma": made.rma, "event": "created"}, world.now)
        return work.outbox.by_key(key)


@pytest.fixture
def send(db, receiver, world):
    secret = "a secret that the merchant knows too"
    table = effects(db.begin, Webhook(receiver.url, [secret], FixedClock(world.now), private=True), "https://returns.example")
    return table["merchant_webhook"]


def test_the_merchant_learns_of_a_return(send, row, receiver):
    assert send(row) == "204 from localhost"
    [got] = receiver.got
    assert (got.key, got.document["rma"], got.document["state"]) == (row.key, row.payload["rma"], "authorized")


def test_a_later_try_tells_the_same_under_the_same_key_though_the_return_has_moved_on(send, row, receiver, db):
    receiver.answers = [503]
    with pytest.raises(UpstreamUnavailable):
        send(row)
    with db.begin() as work:
        work.returns.save(replace(work.returns.get(row.payload["rma"]), state=ReturnState.CANCELLED))
        again = work.outbox.get(row.id)
    send(again)
    send(row)  # another process that read the row before its body was kept
    assert len({got.body for got in receiver.got}) == 1
    assert receiver.keys == {row.key: 3}


def test_without_a_webhook_the_row_is_done_and_says_so(db, row):
    assert effects(db.begin, None)["merchant_webhook"](row) == NOT_SET


def test_a_row_about_nothing_is_named(send, row):
    with pytest.raises(NotFound):
        send(replace(row, payload={"rma": "RF-0000-0000", "event": "created"}))
