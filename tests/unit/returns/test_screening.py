from dataclasses import replace
from datetime import timedelta

import pytest

from returnflow.returns.lifecycle import ReturnState
from returnflow.returns.model import Order, Reason, RefundState, Store
from returnflow.returns.risk import History, Wanted
from returnflow.returns.screening import screen
from returnflow.returns.service import open_return
from returnflow.stores import risk

WANTED = [Wanted(1, 1, Reason.DEFECTIVE)]


@pytest.fixture
def shop(db, world):
    order = world.order()
    with db.begin() as work:
        work.orders.add(order)
    return order


def sent_back(work, world, order, state, money=RefundState.PENDING, verdict=""):
    made = open_return(
        work, call_id=None, order=order, line_no=1, quantity=1, reason=Reason.DEFECTIVE,
        decision=world.decide(order.line(1), Reason.DEFECTIVE), method=None, now=world.now,
    )  # fmt: skip
    lines = tuple(replace(line, verdict=verdict) for line in made.lines)
    work.returns.save(replace(made, state=state, lines=lines, refund=replace(made.refund, state=money)))
    return made


def test_a_first_return_of_an_order_meets_no_row(db, world, shop):
    with db.read() as work:
        assert screen(work, shop, WANTED, world.now, risk.load()).score == 0


def test_a_return_that_ended_without_the_item_makes_the_next_one_a_second(db, world, shop):
    with db.begin() as work:
        sent_back(work, world, shop, ReturnState.EXPIRED)
        assert "risk.second_return" in screen(work, shop, WANTED, world.now, risk.load()).ids


def test_what_came_back_wrong_counts_against_the_next_one(db, world, shop):
    with db.begin() as work:
        sent_back(work, world, shop, ReturnState.REJECTED, verdict="an empty box")
        assert "risk.rejected_before.1" in screen(work, shop, WANTED, world.now, risk.load()).ids


def test_a_wish_to_change_the_address_is_handed_on(db, world, shop):
    with db.read() as work:
        assert "risk.change_of_contact" in screen(work, shop, WANTED, world.now, risk.load(), change_of_contact=True).ids


def test_a_history_is_of_one_customer_over_both_stores_and_ninety_days(db, world, shop):
    since = world.now - timedelta(days=90)
    walmart = world.order(store="walmart")
    old = replace(shop, number="114-2839407-5561824", purchased_at=world.now - timedelta(days=300), lines=())
    other = Order(Store.AMAZON, "114-2839407-5561825", replace(shop.customer, id="c-2"), (), world.now)
    with db.begin() as work:
        for order in (walmart, old, other):
            work.orders.add(order)
        sent_back(work, world, shop, ReturnState.REFUNDED, RefundState.ISSUED)
        sent_back(work, world, walmart, ReturnState.CANCELLED)
        assert work.returns.history("c-1", since) == History(2, 1, 0, 5400, old.purchased_at)
        assert work.returns.history("nobody", since) == History()
