from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from returnflow.errors import Conflict, InvalidInput, NotFound
from returnflow.ids import ALPHABET, parse_rma
from returnflow.returns import service
from returnflow.returns.lifecycle import IllegalTransition
from returnflow.returns.model import (
    Kind,
    Label,
    LabelState,
    Method,
    Money,
    NotEligible,
    Reason,
    RefundState,
    ReturnState,
    Store,
)
from returnflow.returns.ports import LabelUnreadable
from returnflow.returns.units import UnitTaken


@pytest.fixture
def order(db, world):
    order = world.order(world.line(quantity=3, price=Money(1299), tax=Money(322)))
    with db.begin() as work:
        work.orders.add(order)
    return order


def opened(db, world, order, *, quantity=1, reason=Reason.NO_LONGER_WANTED, method=None, decision=None, units=None, now=None):
    made = decision or world.decide(order.line(1), reason, quantity=quantity, units=units)
    with db.begin() as work:
        return service.open_return(
            work,
            call_id="call",
            order=order,
            line_no=1,
            quantity=quantity,
            reason=reason,
            decision=made,
            method=method,
            now=now or world.now,
            units=units,
        )


class Maker:
    """Makes labels out of nothing, and counts; `fails` makes it find them unreadable."""

    def __init__(self, fails=0):
        self.calls, self.fails = 0, fails

    def make(self, made, customer, items, now, parcel=1):
        self.calls += 1
        if self.fails:
            self.fails -= 1
            raise LabelUnreadable("the bars", meant="1", found=["2"])
        self.seen = (made, customer, items)
        return Label(made.rma, LabelState.RELEASED, "sample", "92", "RF1", made.drop_off_code, f"{made.rma}.pdf", now)


def test_an_order_is_found_however_its_number_is_written(db, order):
    with db.read() as work:
        assert service.find_order(work, Store.AMAZON, "11428394075561823") == order
        assert service.find_order(work, Store.AMAZON, "114") is None
        assert service.find_order(work, Store.WALMART, order.number) is None


def test_opening_a_return_writes_return_refund_label_and_effects_together(db, world, order):
    made = opened(db, world, order)
    assert parse_rma(made.rma) == made.rma
    assert (made.state, made.kind, made.refund.state) == (ReturnState.AUTHORIZED, Kind.RETURN, RefundState.PENDING)
    assert made.refund.amount == Money(1299 + 107)
    assert len(made.drop_off_code) == 6
    assert set(made.drop_off_code) <= set(ALPHABET)
    with db.read() as work:
        assert work.labels.get(made.rma).state is LabelState.PENDING
        assert [(row.kind, row.payload) for row in work.outbox.due(world.now)] == [
            ("make_label", {"rma": made.rma}),
            ("notify_created", {"rma": made.rma}),
        ]


def test_a_transaction_that_fails_after_opening_leaves_nothing(db, world, order):
    decision = world.decide(order.line(1))
    with suppress(ZeroDivisionError), db.begin() as work:
        service.open_return(
            work, call_id="c", order=order, line_no=1, quantity=1, reason=decision.reason, decision=decision, method=None,
            now=world.now,
        )  # fmt: skip
        _ = 1 / 0
    with db.read() as work:
        assert work.returns.list() == []
        assert work.outbox.due(world.now) == []


def test_asking_again_gives_the_same_return_whatever_the_reason_is_then(db, world, order):
    first = opened(db, world, order)
    again = opened(db, world, order, reason=Reason.DEFECTIVE, now=world.now + timedelta(hours=1))
    assert again == first
    with db.read() as work:
        assert len(work.outbox.due(world.now + timedelta(days=1))) == 2


def test_the_other_units_of_a_line_can_be_returned_by_name(db, world, order):
    first = opened(db, world, order)
    second = opened(db, world, order, quantity=2, units=(2, 3))
    assert (first.lines[0].units, second.lines[0].units) == ((1,), (2, 3))
    assert first.refund.amount + second.refund.amount == Money(3 * 1299 + 322)


def test_units_that_are_partly_on_their_way_are_refused_with_their_rma(db, world, order):
    first = opened(db, world, order)
    with pytest.raises(UnitTaken) as raised:
        opened(db, world, order, quantity=3)
    assert raised.value.rma == first.rma
    assert raised.value.field == "quantity"


def test_what_the_rules_forbid_is_not_opened_and_nothing_is_written(db, world, order):
    decision = world.decide(order.line(1), now=world.now + timedelta(days=300))
    with pytest.raises(NotEligible) as raised:
        opened(db, world, order, decision=decision)
    assert raised.value.decision is decision
    with db.read() as work:
        assert work.returns.list() == []


@pytest.mark.parametrize("change", [{"line_no": 2}, {"quantity": 2}, {"reason": Reason.DEFECTIVE}, {"order_number": "x"}])
def test_a_decision_opens_a_return_only_for_what_it_was_made_for(db, world, order, change):
    decision = replace(world.decide(order.line(1)), **change)
    with pytest.raises(Conflict) as raised:
        opened(db, world, order, decision=decision)
    assert raised.value.field == "decision"


def test_a_line_that_is_not_there_is_named(db, world, order):
    with pytest.raises(NotFound, match="no line 9"), db.begin() as work:
        service.open_return(
            work, call_id="c", order=order, line_no=9, quantity=1, reason=Reason.DEFECTIVE,
            decision=world.decide(order.line(1)), method=None, now=world.now,
        )  # fmt: skip


def test_the_way_back_must_be_one_of_those_offered(db, world, order):
    with pytest.raises(InvalidInput) as raised:
        opened(db, world, order, method=Method.STORE_COUNTER)
    assert raised.value.field == "method"
    assert opened(db, world, order, method=Method.PICKUP).method is Method.PICKUP


def test_without_a_wish_the_first_way_back_is_taken(db, world, order):
    assert opened(db, world, order).method is Method.DROP_OFF_CODE


def test_what_the_customer_keeps_has_no_label_and_no_code(db, world):
    order = world.order(category="perishable")
    with db.begin() as work:
        work.orders.add(order)
    made = opened(db, world, order, reason=Reason.DAMAGED_IN_TRANSIT)
    assert (made.state, made.kind, made.method, made.drop_off_code) == (ReturnState.KEEP_ITEM, Kind.CLAIM, None, None)
    assert made.refund.amount == Money(5400)
    with db.read() as work:
        assert work.labels.get(made.rma) is None
        assert [row.kind for row in work.outbox.due(world.now)] == ["notify_created"]
    with pytest.raises(NotFound):
        service.issue_label(db.begin, Maker(), made.rma, world.now)


def test_an_exchange_refunds_nothing(db, world):
    order = world.order(store="walmart", category="media", opened=True)
    with db.begin() as work:
        work.orders.add(order)
    made = opened(db, world, order)
    assert (made.kind, made.refund.amount) == (Kind.EXCHANGE, Money(0))


def test_a_number_that_is_in_use_is_drawn_again(db, world, order, monkeypatch):
    first = opened(db, world, order)
    numbers = iter([first.rma, first.rma, "RF-7K4M-92XC"])
    monkeypatch.setattr(service, "new_rma", lambda: next(numbers))
    assert opened(db, world, order, quantity=1, units=(2,)).rma == "RF-7K4M-92XC"


def test_when_no_number_is_free_nothing_is_written(db, world, order, monkeypatch):
    first = opened(db, world, order)
    monkeypatch.setattr(service, "new_rma", lambda: first.rma)
    with pytest.raises(Conflict, match="no free return number"):
        opened(db, world, order, quantity=1, units=(2,))
    with db.read() as work:
        assert work.returns.list() == [first]


def test_a_label_is_issued_once_and_moves_the_return_on(db, world, order):
    made, maker = opened(db, world, order), Maker()
    label = service.issue_label(db.begin, maker, made.rma, world.now)
    again = service.issue_label(db.begin, maker, made.rma, world.now + timedelta(hours=1))
    assert label == again
    assert maker.calls == 1
    assert maker.seen == (made, order.customer, ["thing"])
    with db.read() as work:
        assert work.labels.get(made.rma) == label
        assert work.returns.get(made.rma).state is ReturnState.LABEL_ISSUED
        assert [row.kind for row in work.outbox.due(world.now)] == ["make_label", "notify_created", "notify_label"]


def test_a_label_that_cannot_be_read_is_not_released_and_may_be_made_again(db, world, order):
    made, maker = opened(db, world, order), Maker(fails=1)
    with pytest.raises(LabelUnreadable):
        service.issue_label(db.begin, maker, made.rma, world.now)
    with db.read() as work:
        label = work.labels.get(made.rma)
        assert label.state is LabelState.FAILED
        assert "reads ['2']" in label.error
        assert work.returns.get(made.rma).state is ReturnState.AUTHORIZED
    assert service.issue_label(db.begin, maker, made.rma, world.now).state is LabelState.RELEASED


def test_a_label_of_no_return_is_refused(db, world):
    with pytest.raises(NotFound) as raised:
        service.issue_label(db.begin, Maker(), "RF-0000-0000", world.now)
    assert raised.value.field == "rma"


def test_a_return_that_is_over_gets_no_label(db, world, order):
    made, maker = opened(db, world, order), Maker()
    with db.begin() as work:
        work.returns.save(replace(made, state=ReturnState.CANCELLED))
    with pytest.raises(IllegalTransition):
        service.issue_label(db.begin, maker, made.rma, world.now)
    assert maker.calls == 0


def test_a_return_cancelled_while_its_label_is_made_stays_cancelled(db, world, order):
    made = opened(db, world, order)

    class Slow(Maker):
        def make(self, made, customer, items, now, parcel=1):
            with db.begin() as work:
                work.returns.save(replace(made, state=ReturnState.CANCELLED))
            return super().make(made, customer, items, now)

    with pytest.raises(IllegalTransition):
        service.issue_label(db.begin, Slow(), made.rma, world.now)
    with db.read() as work:
        assert work.returns.get(made.rma).state is ReturnState.CANCELLED
        assert work.labels.get(made.rma).state is LabelState.PENDING


def test_two_who_make_the_same_label_at_once_release_it_once(db, world, order):
    made = opened(db, world, order)

    class Overtaken(Maker):
        def make(self, made, customer, items, now, parcel=1):
            service.issue_label(db.begin, Maker(), made.rma, now)
            return super().make(made, customer, items, now + timedelta(hours=1))

    label = service.issue_label(db.begin, Overtaken(), made.rma, world.now)
    assert label.released_at == world.now
    with db.read() as work:
        assert [row.kind for row in work.outbox.due(world.now)].count("notify_label") == 1
