import pytest

from returnflow.errors import Conflict, InvalidInput, NotFound
from returnflow.returns import service
from returnflow.returns.disputing import DisputeState, Objection
from returnflow.returns.model import Handling
from returnflow.returns.service import Inspected

from .desk import BY


def objects(desk, made, objection=Objection.WRONG_AMOUNT, text="", dispute_id="d-1"):
    return desk.do(service.dispute_refund, made, objection, text, dispute_id=dispute_id)


def settles(desk, dispute, outcome, answer=""):
    with desk.db.begin() as work:
        return service.settle_dispute(work, dispute.id, outcome, answer, by=BY, now=desk.now)


@pytest.fixture
def refunded(desk):
    return desk.do(service.inspect, desk.received(), [])


def test_an_objection_waits_for_a_person_and_is_told_to_both_sides(desk, refunded):
    dispute = objects(desk, refunded, text=" I paid more. ")
    assert (dispute.state, dispute.text, dispute.opened_at) == (DisputeState.OPEN, "I paid more.", desk.now)
    with desk.db.read() as work:
        assert work.disputes.waiting() == [dispute]
    assert desk.outbox(refunded, "notify_dispute") == [f"notify_dispute:{refunded.rma}"]
    assert f"merchant_webhook:{refunded.rma}:dispute_open" in desk.outbox(refunded)
    assert desk.get(refunded) == refunded


def test_while_one_is_open_objecting_again_gives_that_one(desk, refunded):
    first = objects(desk, refunded)
    assert objects(desk, refunded, Objection.NOT_RECEIVED, dispute_id="d-2") == first


def test_what_the_customer_wrote_is_nowhere_but_in_his_dispute(desk, refunded):
    objects(desk, refunded, text="my card is 4111")
    with desk.db.read() as work:
        assert not any("4111" in event.why for event in work.events.of(refunded.rma))
        assert not any("4111" in str(row.payload) for row in work.outbox.due(desk.now))


@pytest.mark.parametrize("outcome", [DisputeState.UPHELD, DisputeState.DECLINED])
def test_a_person_settles_it_once(desk, refunded, outcome):
    dispute = objects(desk, refunded)
    settled = settles(desk, dispute, outcome, "looked at it")
    assert (settled.state, settled.closed_at, settled.answer) == (outcome, desk.now, "looked at it")
    assert settles(desk, dispute, outcome) == settled
    other = DisputeState.UPHELD if outcome is DisputeState.DECLINED else DisputeState.DECLINED
    with pytest.raises(Conflict):
        settles(desk, dispute, other)
    again = objects(desk, refunded, dispute_id="d-2")
    assert desk.outbox(refunded, "notify_dispute")[-1] == f"notify_dispute:{refunded.rma}:2"
    assert desk.status(refunded).disputes == (settled, again)


def test_a_rejected_customer_may_object(desk):
    made = desk.do(service.inspect, desk.received(), [Inspected(1, 0, "worn")])
    assert objects(desk, made, Objection.REJECTED).state is DisputeState.OPEN


@pytest.mark.parametrize("handling", [Handling.AUTO, Handling.PERSON])
def test_before_anything_was_handed_over_there_is_nothing_to_object_to(desk, handling):
    with pytest.raises(Conflict) as raised:
        objects(desk, desk.open(handling=handling))
    assert raised.value.field == "state"


def test_what_cannot_be_is_named(desk, refunded):
    with pytest.raises(InvalidInput) as raised:
        objects(desk, refunded, text="x" * 1001)
    assert raised.value.field == "text"
    dispute = objects(desk, refunded)
    with pytest.raises(InvalidInput):
        settles(desk, dispute, DisputeState.OPEN)
    with pytest.raises(NotFound), desk.db.begin() as work:
        service.settle_dispute(work, "nothing", DisputeState.UPHELD, "", by=BY, now=desk.now)
