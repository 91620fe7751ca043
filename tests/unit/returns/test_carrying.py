from dataclasses import replace
from datetime import timedelta

import pytest

from returnflow.errors import Conflict, InvalidInput, NotFound
from returnflow.returns import service
from returnflow.returns.lifecycle import IllegalTransition
from returnflow.returns.model import Handling, Money, RefundState, Resolution, ReturnState, Store
from returnflow.returns.service import Inspected
from returnflow.returns.tracking import Scan

S, R = ReturnState, RefundState


def test_the_first_scan_sets_a_return_on_its_way_and_is_told_once(desk):
    made = desk.label(desk.open())
    assert desk.scan(made).state is S.IN_TRANSIT
    desk.later(hours=3).scan(made)
    desk.scan(made, Scan.OUT_FOR_DELIVERY)
    assert desk.outbox(made, "notify_scanned") == [f"notify_scanned:{made.rma}"]
    assert desk.events(made).count(("return", "label_issued", "in_transit")) == 1


def test_a_drop_off_code_may_be_scanned_before_its_label_is_made(desk):
    assert desk.scan(desk.open()).state is S.IN_TRANSIT


def test_the_same_event_again_changes_nothing(desk):
    made = desk.label(desk.open())
    desk.scan(made, event_id="once")
    before = desk.get(made), desk.events(made), desk.outbox(made)
    desk.later(days=1).scan(made, Scan.RECEIVED, event_id="once")
    assert (desk.get(made), desk.events(made), desk.outbox(made)) == before


def test_an_event_id_of_another_return_is_a_conflict(desk):
    first, second = desk.label(desk.open()), desk.open(desk.item(units=(2,)))
    desk.scan(first, event_id="one")
    with pytest.raises(Conflict) as raised:
        desk.scan(second, event_id="one")
    assert raised.value.field == "id"


def test_news_of_a_label_that_nobody_handed_over_changes_nothing(desk):
    made = desk.label(desk.open())
    assert desk.scan(made, Scan.PRE_TRANSIT).state is S.LABEL_ISSUED


@pytest.mark.parametrize("parcel", [0, 2, -1])
def test_a_parcel_that_is_not_there_is_named(desk, parcel):
    with pytest.raises(NotFound) as raised:
        desk.scan(desk.open(), parcel=parcel)
    assert raised.value.field == "parcel"


def test_a_scan_from_the_future_is_refused(desk):
    made = desk.open()
    with pytest.raises(InvalidInput) as raised:
        desk.scan(made, at=desk.now + timedelta(days=400))
    assert raised.value.field == "at"


def test_a_return_of_nobody_is_named(desk):
    with pytest.raises(NotFound) as raised:
        desk.scan(replace(desk.open(), rma="RF-0000-0000"))
    assert raised.value.field == "rma"


def test_a_return_is_received_when_the_last_of_its_parcels_is(desk):
    made = desk.label(desk.open(parcels=2))
    assert desk.scan(made, Scan.RECEIVED, parcel=2).state is S.IN_TRANSIT
    assert desk.scan(made, Scan.RECEIVED, parcel=1).state is S.RECEIVED
    assert desk.outbox(made, "notify_received") == [f"notify_received:{made.rma}"]
    assert all(parcel.received_at for parcel in desk.status(made).parcels)


def test_receiving_takes_every_parcel_and_doing_it_again_changes_nothing(desk):
    made = desk.label(desk.open(parcels=3))
    assert desk.do(service.receive, made, parcel=2).state is S.IN_TRANSIT
    assert desk.do(service.receive, made).state is S.RECEIVED
    before = desk.events(made)
    assert desk.later(days=1).do(service.receive, made).state is S.RECEIVED
    assert desk.events(made) == before


def test_news_that_comes_late_does_not_set_a_return_back(desk):
    made = desk.received()
    assert desk.scan(made, Scan.IN_TRANSIT).state is S.RECEIVED
    assert desk.scan(made, Scan.EXCEPTION).state is S.RECEIVED


def test_a_parcel_in_trouble_brings_a_person_in(desk):
    made = desk.label(desk.open())
    desk.scan(made)
    assert desk.scan(made, Scan.EXCEPTION, note="lost").state is S.ESCALATED
    assert desk.status(made).parcels[0].trouble == "lost"


@pytest.mark.parametrize("end", ["cancelled", "expired"])
def test_a_parcel_of_a_return_that_is_over_brings_a_person_in_and_takes_the_units_back(desk, end):
    made = desk.label(desk.open())
    if end == "cancelled":
        desk.do(service.cancel, made)
    else:
        service.keep_dates(desk.db.begin, desk.later(days=60).now)
    assert desk.get(made).state == end
    assert desk.left() == (1, 2, 3)
    assert desk.scan(made).state is S.ESCALATED
    assert desk.get(made).refund.state is R.PENDING
    assert desk.left() == (2, 3)


def test_late_news_of_a_parcel_that_was_rejected_changes_nothing(desk):
    made = desk.do(service.inspect, desk.received(), [Inspected(1, 0, "worn")])
    assert desk.scan(made).state is S.REJECTED
    assert desk.left() == (1, 2, 3)


def test_a_parcel_of_a_return_that_is_over_is_only_noted_when_its_units_come_back_elsewhere(desk):
    made = desk.label(desk.open())
    desk.do(service.cancel, made)
    other = desk.open()
    assert desk.scan(made).state is S.CANCELLED
    assert desk.get(other).state is S.AUTHORIZED
    assert desk.left() == (2, 3)


def test_a_scan_about_what_the_customer_keeps_moves_nothing(kept):
    desk, item = kept
    made = desk.open(item)
    assert desk.scan(made).state is S.REFUNDED
    with pytest.raises(Conflict, match="nothing travels"):
        desk.do(service.receive, made)


def test_accepted_goods_are_refunded_at_once(desk):
    made = desk.do(service.inspect, desk.received(), [])
    assert (made.state, made.refund.state, made.refund.issued_at) == (S.REFUNDED, R.ISSUED, desk.now)
    assert desk.outbox(made, "notify_refunded") == [f"notify_refunded:{made.rma}"]


def test_accepted_goods_of_a_store_credit_are_credited(desk):
    assert desk.do(service.inspect, desk.received(resolution=Resolution.STORE_CREDIT), []).state is S.CREDITED


def test_accepted_goods_of_an_exchange_wait_for_the_other_item(desk):
    assert desk.do(service.inspect, desk.received(resolution=Resolution.EXCHANGE), []).state is S.INSPECTED


def test_goods_that_are_rejected_end_the_return_and_are_free_again(desk):
    made = desk.do(service.inspect, desk.received(), [Inspected(1, 0, "an empty box")])
    assert (made.state, made.refund.state, made.lines[0].verdict) == (S.REJECTED, R.VOID, "an empty box")
    assert desk.left() == (1, 2, 3)
    assert ("return", "inspected", "rejected") in desk.events(made)


def test_of_units_rejected_in_part_only_the_accepted_are_paid_and_held(desk):
    made = desk.label(desk.open(desk.item(quantity=3), desk.item(2)))
    desk.do(service.receive, made)
    made = desk.do(service.inspect, made, [Inspected(1, 2, "one is broken")])
    assert made.lines[0].rejected == (3,)
    assert made.refund.amount == Money((3 * 1299 + 322) * 2 // 3 + 2700)
    assert (desk.left(1), desk.left(2)) == ((3,), (2,))
    assert desk.get(made) == made
    assert desk.open(desk.item(units=(3,))).rma != made.rma


def test_the_same_finding_again_changes_nothing_and_another_is_a_conflict(desk):
    made = desk.label(desk.open(desk.item(quantity=3)))
    desk.do(service.receive, made)
    first = desk.do(service.inspect, made, [Inspected(1, 2, "broken")])
    before = desk.events(made)
    assert desk.later(days=1).do(service.inspect, made, [Inspected(1, 2, " broken")]) == first
    assert desk.events(made) == before
    with pytest.raises(Conflict) as raised:
        desk.do(service.inspect, made, [Inspected(1, 1, "broken")])
    assert raised.value.field == "lines"


def test_nothing_is_inspected_before_it_is_there(desk):
    with pytest.raises(IllegalTransition):
        desk.do(service.inspect, desk.label(desk.open()), [])


@pytest.mark.parametrize(
    ("found", "error", "field"),
    [
        ([Inspected(9, 1)], NotFound, "lines.line_no"),
        ([Inspected(1, 2)], InvalidInput, "lines.accepted"),
        ([Inspected(1, -1, "x")], InvalidInput, "lines.accepted"),
        ([Inspected(1, 0)], InvalidInput, "lines.why"),
        ([Inspected(1, 1), Inspected(1, 1)], InvalidInput, "lines"),
    ],
)
def test_a_finding_that_cannot_be_is_named_and_nothing_is_written(desk, found, error, field):
    made = desk.received()
    with pytest.raises(error) as raised:
        desk.do(service.inspect, made, found)
    assert raised.value.field == field
    assert desk.get(made) == made


def test_a_return_that_a_person_handles_waits_for_him_after_inspection(desk):
    made = desk.open(handling=Handling.PERSON)
    desk.do(service.approve, made)
    made = desk.get(made)
    assert made.handling is Handling.RECEIVE_THEN_REFUND
    desk.do(service.receive, made)
    assert desk.do(service.inspect, made, []).state is S.REFUNDED


def test_money_goes_out_at_the_first_scan_where_that_is_the_practice(desk):
    desk.advance_refunds = {Store.AMAZON: timedelta(days=30)}
    made = desk.scan(desk.label(desk.open()))
    assert (made.state, made.refund.state) == (S.IN_TRANSIT, R.ISSUED)
    assert made.refund.charge_back_on == (desk.now + timedelta(days=30)).date()
    made = desk.do(service.inspect, desk.do(service.receive, made), [])
    assert (made.state, made.refund.state) == (S.REFUNDED, R.ISSUED)
    assert len(desk.outbox(made, "notify_refunded")) == 1


def test_a_return_that_waits_for_its_goods_is_not_paid_in_advance(desk):
    desk.advance_refunds = {Store.AMAZON: timedelta(days=30)}
    made = desk.scan(desk.label(desk.open(handling=Handling.RECEIVE_THEN_REFUND)))
    assert made.refund.state is R.PENDING


def test_money_paid_in_advance_for_rejected_goods_is_taken_back(desk):
    desk.advance_refunds = {Store.AMAZON: timedelta(days=30)}
    made = desk.received()
    made = desk.do(service.inspect, made, [Inspected(1, 0, "a brick")])
    assert (made.state, made.refund.state) == (S.REJECTED, R.REVERSED)


def test_money_paid_in_advance_for_goods_rejected_in_part_is_a_persons_matter(desk):
    desk.advance_refunds = {Store.AMAZON: timedelta(days=30)}
    made = desk.label(desk.open(desk.item(quantity=3)))
    paid = desk.scan(made).refund.amount
    desk.do(service.receive, made)
    made = desk.do(service.inspect, made, [Inspected(1, 1, "broken")])
    assert (made.state, made.refund.state, made.refund.amount) == (S.ESCALATED, R.ISSUED, paid)
    assert desk.left() == ()
