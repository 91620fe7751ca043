from dataclasses import replace

import pytest

from returnflow.returns.model import Money, Reason, Refund, RefundState, ReturnState, Tender
from returnflow.returns.replacements import Origin, origin_of
from returnflow.returns.service import open_return

FIRST, SECOND, THIRD = "111-1111111-1111112", "112-2222222-2222223", "113-3333333-3333334"


@pytest.fixture
def chain(db, world):
    """An order, its replacement, and that one's; each a line of the same title among others."""

    def line(number, delivered, replaces=None, title="Shaver"):
        return world.line(order_number=number, delivered=delivered, replaces=replaces, title=title, short_name=title.lower())

    orders = [
        world.order(line(FIRST, 25, title="Razor"), line(FIRST, 25)),
        world.order(line(SECOND, 12, FIRST)),
        world.order(line(THIRD, 3, SECOND)),
    ]
    with db.begin() as work:
        work.orders.add_all(orders, "demo")
    return orders


def test_a_chain_leads_back_to_what_was_bought_first(db, chain):
    with db.read() as work:
        for order in chain[1:]:
            assert origin_of(work, order.line(1)) == Origin(chain[0].line(2), refunded=False)


def test_what_replaces_nothing_has_no_origin(db, chain):
    with db.read() as work:
        assert origin_of(work, chain[0].line(1)) is None


def test_an_unknown_order_or_a_circle_has_no_origin_either(db, world, chain):
    circle = world.order(world.line(order_number="114-4444444-4444445", replaces="114-4444444-4444445"))
    with db.begin() as work:
        work.orders.add(circle)
    with db.read() as work:
        assert origin_of(work, replace(chain[1].line(1), replaces="111-9999999-9999999")) is None
        assert origin_of(work, circle.line(1)) is None


@pytest.mark.parametrize(
    ("title", "category", "expected"), [("Razor", "default", 1), ("Clipper", "default", 1), ("Other", "baby", 1)]
)
def test_the_replaced_line_is_found_by_title_then_by_category_then_at_all(db, chain, title, category, expected):
    replacement = replace(chain[1].line(1), title=title, category=category)
    with db.read() as work:
        assert origin_of(work, replacement).line.line_no == expected


def refunded(db, world, order, line_no, reason=Reason.NO_LONGER_WANTED):
    """Open a return of that line, which refunds it."""
    decision = world.decide(order.line(line_no), reason)
    with db.begin() as work:
        return open_return(
            work,
            call_id=None,
            order=order,
            line_no=line_no,
            quantity=1,
            reason=reason,
            decision=decision,
            method=None,
            now=world.now,
        )


def test_money_that_went_back_for_any_link_is_noticed(db, world, chain):
    refunded(db, world, chain[0], 1)
    with db.read() as work:
        assert not origin_of(work, chain[2].line(1)).refunded  # that was the razor
    refunded(db, world, chain[0], 2)
    with db.read() as work:
        assert origin_of(work, chain[2].line(1)).refunded


@pytest.mark.parametrize(
    ("change", "counts"),
    [
        ({}, True),
        ({"refund": Refund(Money(0), Tender.CREDIT_CARD)}, False),  # an exchange pays nothing
        ({"refund": Refund(Money(5400), Tender.CREDIT_CARD, RefundState.FAILED)}, False),
        ({"refund": Refund(Money(5400), Tender.CREDIT_CARD, RefundState.REVERSED)}, False),
        ({"refund": Refund(Money(1), Tender.CREDIT_CARD, RefundState.SETTLED)}, True),
        ({"state": ReturnState.CANCELLED}, False),
        ({"state": ReturnState.EXPIRED}, False),
    ],
)
def test_only_money_that_went_or_will_go_counts(db, world, chain, change, counts):
    made = refunded(db, world, chain[0], 2)
    with db.begin() as work:
        work.returns.save(replace(made, **change))
    with db.read() as work:
        assert origin_of(work, chain[1].line(1)).refunded is counts
