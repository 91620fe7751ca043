from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from returnflow.errors import Conflict, InvalidInput, NotFound
from returnflow.ids import ALPHABET, parse_rma
from returnflow.returns import opening
from returnflow.returns.model import (
    FiledBy,
    Handling,
    Kind,
    LabelState,
    Method,
    Money,
    NotEligible,
    Reason,
    RefundState,
    Resolution,
    ReturnState,
    Seller,
    Tender,
)
from returnflow.returns.units import UnitTaken


def test_opening_a_return_writes_return_refund_label_and_effects_together(desk):
    made = desk.open()
    assert parse_rma(made.rma) == made.rma
    assert (made.state, made.kind, made.refund.state) == (ReturnState.AUTHORIZED, Kind.RETURN, RefundState.PENDING)
    assert made.refund.amount == Money(1299 + 107)
    assert len(made.drop_off_code) == 6
    assert set(made.drop_off_code) <= set(ALPHABET)
    with desk.db.read() as work:
        assert work.returns.get(made.rma) == made
        assert work.labels.get(made.rma).state is LabelState.PENDING
        assert [(row.kind, row.payload) for row in work.outbox.due(desk.now)] == [
            ("make_label", {"rma": made.rma}),
            ("notify_created", {"rma": made.rma}),
            ("merchant_webhook", {"rma": made.rma, "event": "created"}),
        ]
    assert desk.events(made) == [("return", "", "authorized")]


def test_reminders_wait_for_their_days(desk):
    made = desk.open()
    with desk.db.read() as work:
        due = {row.kind: row.due_at for row in work.outbox.due(desk.now + timedelta(days=90))}
    assert due["notify_reminder_7"].date() == made.return_by - timedelta(days=7)
    assert due["notify_reminder_2"].date() == made.return_by - timedelta(days=2)


def test_a_transaction_that_fails_after_opening_leaves_nothing(desk):
    with suppress(ZeroDivisionError), desk.db.begin() as work:
        opening.open_items(work, order=desk.order, wanted=[desk.item()], method=None, now=desk.now)
        _ = 1 / 0
    with desk.db.read() as work:
        assert work.returns.list() == []
        assert work.outbox.due(desk.now) == []


def test_several_lines_and_part_of_their_units_are_one_return(desk):
    made = desk.open(desk.item(2), desk.item(1, quantity=2), parcels=2)
    assert [(line.line_no, line.units, line.item) for line in made.lines] == [(1, (1, 2), "thing"), (2, (1,), "lamp")]
    assert made.refund.amount == Money(2 * 1299 + 107 + 107 + 2500 + 200)  # the last unit bears the odd cent
    assert made.paid == made.refund.amount
    assert (desk.left(1), desk.left(2)) == ((3,), (2,))
    with desk.db.read() as work:
        assert [label.parcel for label in work.labels.for_return(made.rma)] == [1, 2]


def test_the_earliest_last_day_holds_for_all_lines(desk):
    one, other = desk.item(1), desk.item(2)
    sooner = replace(other, decision=replace(other.decision, return_by=one.decision.return_by - timedelta(days=3)))
    assert desk.open(one, sooner).return_by == sooner.decision.return_by


def test_asking_again_gives_the_same_return_whatever_the_reason_is_then(desk):
    first = desk.open()
    effects = desk.outbox(first)
    again = desk.later(hours=1).open(desk.item(reason=Reason.DEFECTIVE))
    assert again == first
    assert desk.outbox(first) == effects


def test_asking_for_part_of_a_return_gives_that_return(desk):
    first = desk.open(desk.item(1, quantity=2), desk.item(2))
    assert desk.open(desk.item(2)).rma == first.rma


def test_the_other_units_of_a_line_can_be_returned_by_name(desk):
    first = desk.open()
    second = desk.open(desk.item(quantity=2, units=(2, 3)))
    assert (first.lines[0].units, second.lines[0].units) == ((1,), (2, 3))
    assert first.refund.amount + second.refund.amount == Money(3 * 1299 + 322)


def test_units_that_are_partly_on_their_way_are_refused_with_their_rma(desk):
    first = desk.open()
    with pytest.raises(UnitTaken) as raised:
        desk.open(desk.item(quantity=3))
    assert raised.value.rma == first.rma
    assert raised.value.field == "quantity"
    with pytest.raises(UnitTaken):
        desk.open(desk.item(), desk.item(2))


def test_what_the_rules_forbid_is_not_opened_and_nothing_is_written(desk):
    item = desk.item()
    late = replace(item, decision=desk.later(days=300).decide())
    with pytest.raises(NotEligible) as raised:
        desk.open(late)
    assert raised.value.decision is late.decision
    with desk.db.read() as work:
        assert work.returns.list() == []


@pytest.mark.parametrize("change", [{"line_no": 2}, {"quantity": 2}, {"reason": Reason.DEFECTIVE}, {"order_number": "x"}])
def test_a_decision_opens_a_return_only_for_what_it_was_made_for(desk, change):
    item = desk.item()
    with pytest.raises(Conflict) as raised:
        desk.open(replace(item, decision=replace(item.decision, **change)))
    assert raised.value.field == "decision"


@pytest.mark.parametrize(
    ("change", "error", "field"),
    [
        ({"line_no": 9}, NotFound, "line_no"),
        ({"quantity": 0}, InvalidInput, "quantity"),
        ({"quantity": -1}, InvalidInput, "quantity"),
        ({"quantity": 10**9}, InvalidInput, "quantity"),
        ({"units": (1, 1)}, InvalidInput, "quantity"),
        ({"units": (4,)}, InvalidInput, "quantity"),
    ],
)
def test_what_the_order_has_not_is_named(desk, change, error, field):
    with pytest.raises(error) as raised:
        desk.open(replace(desk.item(), **change))
    assert raised.value.field == field


def test_nothing_and_a_line_named_twice_are_refused(desk):
    for items in ((), (desk.item(), desk.item(units=(2,)))):
        with pytest.raises(InvalidInput) as raised, desk.db.begin() as work:
            opening.open_items(work, order=desk.order, wanted=items, method=None, now=desk.now)
        assert raised.value.field == "lines"


def test_the_way_back_must_be_one_of_those_offered(desk):
    with pytest.raises(InvalidInput) as raised:
        desk.open(method=Method.STORE_COUNTER)
    assert raised.value.field == "method"
    assert desk.open(method=Method.PICKUP).method is Method.PICKUP


def test_without_a_wish_the_first_way_back_is_taken(desk):
    assert desk.open().method is Method.DROP_OFF_CODE


def test_several_lines_travel_by_a_way_that_all_of_them_offer(desk):
    one, other = desk.item(1), desk.item(2)
    bulky = replace(other, decision=replace(other.decision, methods=(Method.PICKUP,)))
    assert desk.open(one, bulky).method is Method.PICKUP


def test_lines_without_a_common_way_need_a_return_each(desk):
    one, other = desk.item(1), desk.item(2)
    elsewhere = replace(other, decision=replace(other.decision, methods=(Method.STORE_COUNTER,)))
    with pytest.raises(InvalidInput, match="do not travel the same way"):
        desk.open(one, elsewhere)


def test_what_the_customer_keeps_is_refunded_at_once_without_label_or_code(kept):
    desk, item = kept
    made = desk.open(item)
    assert (made.state, made.kind, made.method, made.drop_off_code) == (ReturnState.REFUNDED, Kind.CLAIM, None, None)
    assert (made.refund.state, made.refund.amount, made.refund.issued_at) == (RefundState.ISSUED, Money(5400), desk.now)
    assert desk.get(made) == made
    with desk.db.read() as work:
        assert work.labels.for_return(made.rma) == []
    assert desk.outbox(made) == [
        f"notify_created:{made.rma}",
        f"merchant_webhook:{made.rma}:created",
        f"merchant_webhook:{made.rma}:refund_issued",
        f"notify_refunded:{made.rma}",
        f"merchant_webhook:{made.rma}:refunded",
    ]


def test_what_is_kept_but_not_trusted_waits_for_a_person(kept):
    desk, item = kept
    made = desk.open(item, handling=Handling.PERSON)
    assert (made.state, made.refund.state) == (ReturnState.PENDING_REVIEW, RefundState.PENDING)


def test_kept_and_travelling_items_need_a_return_each(desk):
    item = desk.item(2)
    kept_item = replace(item, decision=replace(item.decision, outcome="keep_it"))
    with pytest.raises(InvalidInput, match="end differently"):
        desk.open(desk.item(1), kept_item)


def test_a_return_for_a_person_has_neither_code_nor_label_nor_reminders(desk):
    made = desk.open(handling=Handling.PERSON, risk_score=82, risk_signals=("returns", "late_wear"))
    assert (made.state, made.drop_off_code) == (ReturnState.PENDING_REVIEW, None)
    assert (made.risk_score, made.risk_signals) == (82, ("returns", "late_wear"))
    assert desk.outbox(made) == [f"notify_created:{made.rma}", f"merchant_webhook:{made.rma}:created"]
    assert desk.left() == (2, 3)


def test_an_item_that_can_only_be_exchanged_owes_no_money(desk_for):
    desk = desk_for(store="walmart", category="media", opened=True)
    made = desk.open()
    assert (made.kind, made.resolution, made.refund.amount) == (Kind.EXCHANGE, Resolution.EXCHANGE, Money(0))
    assert made.refund.state is RefundState.VOID


def test_an_item_that_can_only_be_exchanged_is_not_refunded(desk_for):
    with pytest.raises(InvalidInput) as raised:
        desk_for(store="walmart", category="media", opened=True).open(resolution=Resolution.REFUND)
    assert raised.value.field == "resolution"


@pytest.mark.parametrize(
    ("wish", "kind", "tender", "owed"),
    [
        (Resolution.REFUND, Kind.RETURN, Tender.CREDIT_CARD, True),
        (Resolution.STORE_CREDIT, Kind.RETURN, Tender.GIFT_CARD, True),
        (Resolution.REPLACEMENT, Kind.EXCHANGE, Tender.CREDIT_CARD, False),
        (Resolution.EXCHANGE, Kind.EXCHANGE, Tender.CREDIT_CARD, False),
    ],
)
def test_the_customer_gets_what_he_chose(desk, wish, kind, tender, owed):
    made = desk.open(resolution=wish)
    assert (made.resolution, made.kind, made.refund.tender) == (wish, kind, tender)
    assert bool(made.refund.amount.minor) is owed


def test_two_currencies_never_meet_in_one_return(db, world):
    lines = (world.line(), world.line(price=Money(100, "EUR"), tax=Money(0, "EUR")))
    order = world.order(*lines)
    wanted = [opening.Item(line.line_no, 1, Reason.DEFECTIVE, world.decide(line, Reason.DEFECTIVE)) for line in order.lines]
    with db.begin() as work:
        work.orders.add(order)
    with pytest.raises(InvalidInput) as raised, db.begin() as work:
        opening.open_items(work, order=order, wanted=wanted, method=None, now=world.now)
    assert raised.value.field == "currency"


def test_two_ways_of_payment_need_a_return_each(db, world):
    order = world.order(world.line(), world.line(tender=Tender.GIFT_CARD))
    wanted = [opening.Item(line.line_no, 1, Reason.DEFECTIVE, world.decide(line, Reason.DEFECTIVE)) for line in order.lines]
    with db.begin() as work:
        work.orders.add(order)
    with pytest.raises(InvalidInput, match="paid in different ways"), db.begin() as work:
        opening.open_items(work, order=order, wanted=wanted, method=None, now=world.now)


def test_a_decision_may_give_back_more_than_the_goods_cost(desk):
    item = desk.item()
    with_delivery = replace(item, decision=replace(item.decision, refund=Money(2000)))
    assert desk.open(with_delivery).paid == Money(2000)


@pytest.mark.parametrize(
    ("terms", "field"), [({"parcels": 0}, "parcels"), ({"parcels": 21}, "parcels"), ({"risk_score": 101}, "risk_score")]
)
def test_terms_out_of_bounds_are_named(desk, terms, field):
    with pytest.raises(InvalidInput) as raised:
        desk.open(**terms)
    assert raised.value.field == field


def test_who_filed_it_is_kept(desk_for):
    desk = desk_for(seller=Seller.STORE)
    made = desk.open(filed_by=FiledBy.API)
    assert desk.get(made).filed_by is FiledBy.API
    with desk.db.read() as work:
        assert work.events.of(made.rma)[0].by == "api"


def test_a_number_that_is_in_use_is_drawn_again(desk, monkeypatch):
    first = desk.open()
    numbers = iter([first.rma, first.rma, "RF-7K4M-92XC"])
    monkeypatch.setattr(opening, "new_rma", lambda: next(numbers))
    assert desk.open(desk.item(units=(2,))).rma == "RF-7K4M-92XC"


def test_a_code_that_is_in_use_is_drawn_again(desk, monkeypatch):
    first = desk.open()
    codes = iter([first.drop_off_code, "ABC123"])
    monkeypatch.setattr(opening, "new_drop_off_code", lambda: next(codes))
    assert desk.open(desk.item(units=(2,))).drop_off_code == "ABC123"


def test_when_no_number_is_free_nothing_is_written(desk, monkeypatch):
    first = desk.open()
    monkeypatch.setattr(opening, "new_rma", lambda: first.rma)
    with pytest.raises(Conflict, match="no free return number"):
        desk.open(desk.item(units=(2,)))
    with desk.db.read() as work:
        assert work.returns.list() == [first]
