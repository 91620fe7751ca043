from datetime import timedelta

import pytest

from returnflow.errors import Conflict, InvalidInput
from returnflow.returns import service
from returnflow.returns.lifecycle import IllegalTransition
from returnflow.returns.model import Handling, Money, RefundState, Resolution, ReturnState, Store
from returnflow.returns.service import Inspected, RefundNotDue

S, R = ReturnState, RefundState


def refunded(desk, **terms):
    return desk.do(service.inspect, desk.received(**terms), [])


def test_money_that_arrived_closes_the_return(desk):
    made = refunded(desk)
    closed = desk.later(days=3).do(service.settle_refund, made, reference="bank 7")
    assert (closed.state, closed.refund.state) == (S.CLOSED, R.SETTLED)
    assert (closed.refund.settled_at, closed.refund.reference) == (desk.now, "bank 7")
    assert desk.do(service.settle_refund, made) == closed


def test_money_in_advance_that_has_settled_closes_the_return_with_the_inspection(desk):
    desk.advance_refunds = {Store.AMAZON: timedelta(days=30)}
    made = desk.scan(desk.label(desk.open()))
    assert desk.do(service.settle_refund, made).state is S.IN_TRANSIT
    desk.do(service.receive, made)
    assert desk.do(service.inspect, made, []).state is S.CLOSED


def test_a_payment_that_failed_may_be_made_again_and_is_told_again(desk):
    made = refunded(desk)
    assert desk.do(service.fail_refund, made, why="card closed").refund.state is R.FAILED
    again = desk.do(service.issue_refund, made, reference="cheque 1")
    assert (again.state, again.refund.state, again.refund.reference) == (S.REFUNDED, R.ISSUED, "cheque 1")
    assert desk.outbox(made, "notify_refunded") == [f"notify_refunded:{made.rma}", f"notify_refunded:{made.rma}:2"]
    assert f"merchant_webhook:{made.rma}:refund_issued:2" in desk.outbox(made)


def test_issuing_again_changes_nothing_unless_it_says_something_else(desk):
    made = refunded(desk)
    before = desk.events(made)
    assert desk.do(service.issue_refund, made, amount=made.refund.amount, reference="r") == made
    assert desk.events(made) == before
    with pytest.raises(Conflict) as raised:
        desk.do(service.issue_refund, made, amount=Money(1))
    assert raised.value.field == "amount"


def test_the_reference_of_an_issued_refund_stands(desk):
    made = refunded(desk)
    desk.do(service.fail_refund, made, why="x")
    desk.do(service.issue_refund, made, reference="one")
    with pytest.raises(Conflict) as raised:
        desk.do(service.issue_refund, made, reference="two")
    assert raised.value.field == "reference"


@pytest.mark.parametrize("step", ["open", "label", "cancelled", "expired"])
def test_nothing_is_paid_before_anything_came_back(desk, step):
    made = desk.open()
    if step == "label":
        desk.label(made)
    elif step == "cancelled":
        desk.do(service.cancel, made)
    elif step == "expired":
        with desk.db.begin() as work:
            service.expire(work, made.rma, now=desk.now + timedelta(days=100))
    with pytest.raises(RefundNotDue) as raised:
        desk.do(service.issue_refund, made)
    assert raised.value.field == "state"
    assert desk.get(made).refund.state in (R.PENDING, R.VOID)


def test_a_return_that_goes_by_itself_may_be_paid_while_on_its_way(desk):
    made = desk.label(desk.open())
    desk.scan(made)
    paid = desk.do(service.issue_refund, made, why="goodwill")
    assert (paid.state, paid.refund.state) == (S.IN_TRANSIT, R.ISSUED)


@pytest.mark.parametrize("handling", [Handling.RECEIVE_THEN_REFUND])
def test_a_return_that_waits_for_its_goods_is_paid_after_inspection_only(desk, handling):
    made = desk.received(handling=handling)
    with pytest.raises(RefundNotDue, match="after inspection"):
        desk.do(service.issue_refund, made)
    assert desk.do(service.inspect, made, []).refund.state is R.ISSUED


def test_an_exchange_is_never_refunded(desk):
    made = desk.do(service.inspect, desk.received(resolution=Resolution.EXCHANGE), [])
    with pytest.raises(RefundNotDue, match="nothing is owed"):
        desk.do(service.issue_refund, made)


@pytest.mark.parametrize("amount", [Money(0), Money(-5), Money(1299 + 108)])
def test_a_refund_is_more_than_nothing_and_never_more_than_was_paid(desk, amount):
    made = desk.do(service.escalate, desk.received(), why="look")
    with pytest.raises(InvalidInput) as raised:
        desk.do(service.issue_refund, made, amount=amount)
    assert raised.value.field == "amount"
    assert desk.get(made).refund.state is R.PENDING


def test_a_refund_in_another_currency_is_named(desk):
    made = desk.do(service.escalate, desk.received(), why="look")
    with pytest.raises(InvalidInput) as raised:
        desk.do(service.issue_refund, made, amount=Money(5, "EUR"))
    assert raised.value.field == "currency"


def test_after_a_rejection_in_part_the_advance_is_taken_back_and_the_rest_paid(desk):
    desk.advance_refunds = {Store.AMAZON: timedelta(days=30)}
    made = desk.label(desk.open(desk.item(quantity=3)))
    desk.scan(made)
    desk.do(service.receive, made)
    found = [Inspected(1, 1, "broken")]
    assert desk.do(service.inspect, made, found).state is S.ESCALATED
    assert desk.left() == ()
    desk.do(service.reverse_refund, made, why="too much")
    assert desk.do(service.approve, made).state is S.RECEIVED
    made = desk.do(service.inspect, made, found)
    assert (made.state, made.refund.amount) == (S.REFUNDED, Money((3 * 1299 + 322) // 3))
    assert desk.left() == (2, 3)


def test_no_more_than_the_accepted_units_cost_is_ever_paid(desk):
    made = desk.label(desk.open(desk.item(quantity=3)))
    desk.do(service.receive, made)
    made = desk.do(service.inspect, made, [Inspected(1, 1, "broken")])
    desk.do(service.fail_refund, made, why="card closed")
    assert service.payable(made) == made.refund.amount
    with pytest.raises(InvalidInput, match="more than"):
        desk.do(service.issue_refund, made, amount=Money(made.refund.amount.minor + 1))


def test_money_taken_back_after_a_refund_brings_a_person_in(desk):
    made = desk.do(service.reverse_refund, refunded(desk), why="the card's owner objects")
    assert (made.state, made.refund.state) == (S.ESCALATED, R.REVERSED)


def test_what_is_closed_stays_closed(desk):
    made = desk.do(service.settle_refund, refunded(desk))
    for step, given in ((service.reverse_refund, {"why": "x"}), (service.fail_refund, {"why": "x"}), (service.cancel, {})):
        with pytest.raises(Conflict):
            desk.do(step, made, **given)
    assert desk.get(made) == made


def test_money_cannot_arrive_before_it_is_sent(desk):
    with pytest.raises(IllegalTransition) as raised:
        desk.do(service.settle_refund, desk.received())
    assert raised.value.field == "refund.state"


def test_an_advance_is_taken_back_when_nothing_came_in_time(desk):
    desk.advance_refunds = {Store.AMAZON: timedelta(days=30)}
    made = desk.scan(desk.label(desk.open()))
    assert service.keep_dates(desk.db.begin, desk.now + timedelta(days=30)) == (0, 0)
    assert service.keep_dates(desk.db.begin, desk.now + timedelta(days=31, hours=9)) == (0, 1)
    assert service.keep_dates(desk.db.begin, desk.now + timedelta(days=32)) == (0, 0)
    made = desk.get(made)
    assert (made.state, made.refund.state) == (S.IN_TRANSIT, R.REVERSED)


def test_what_comes_after_its_advance_was_taken_back_is_paid_again(desk):
    desk.advance_refunds = {Store.AMAZON: timedelta(days=30)}
    made = desk.scan(desk.label(desk.open()))
    desk.later(days=40)
    service.keep_dates(desk.db.begin, desk.now)
    desk.do(service.receive, made)
    made = desk.do(service.inspect, made, [])
    assert (made.state, made.refund.state, made.refund.issued_at) == (S.REFUNDED, R.ISSUED, desk.now)


def test_a_replacement_is_sent_once_and_closes_by_hand(desk):
    made = desk.do(service.inspect, desk.received(resolution=Resolution.REPLACEMENT), [])
    sent = desk.do(service.replace_item, made, order_number="114-0000000-0000001")
    assert (sent.state, sent.replacement, sent.refund.state) == (S.EXCHANGED, "114-0000000-0000001", R.VOID)
    assert desk.do(service.replace_item, made, order_number="114-0000000-0000001") == sent
    assert desk.do(service.close, made).state is S.CLOSED


def test_nothing_is_sent_instead_while_the_money_is_out(desk):
    made = desk.do(service.escalate, refunded(desk), why="wants another after all")
    with pytest.raises(IllegalTransition):
        desk.do(service.replace_item, made, order_number="1")
    desk.do(service.reverse_refund, made, why="wants another after all")
    with pytest.raises(IllegalTransition):
        desk.do(service.replace_item, made, order_number="1")


def test_a_return_with_money_on_its_way_is_not_closed_by_hand(desk):
    with pytest.raises(Conflict) as raised:
        desk.do(service.close, refunded(desk))
    assert raised.value.field == "refund.state"


@pytest.mark.parametrize("reference", ["", "  ", "x" * 65])
def test_a_reference_that_cannot_be_kept_is_named(desk, reference):
    made = desk.do(service.escalate, desk.received(), why="look")
    with pytest.raises(InvalidInput) as raised:
        desk.do(service.issue_refund, made, reference=reference)
    assert raised.value.field == "reference"
