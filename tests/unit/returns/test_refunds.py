from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnflow.errors import InvalidInput
from returnflow.returns.model import Money, Part
from returnflow.returns.policy.rows import FeeRule, InForce, Provenance, Trigger
from returnflow.returns.refunds import Charge, Terms, amounts, of_units, paid, tax_of_units
from returnflow.stores import demo

LINE = demo.orders(datetime(2026, 6, 15, tzinfo=UTC))[0].lines[0]


def charge(percent, trigger=Trigger.LATE):
    rule = FeeRule(
        id=f"fee.{percent}", trigger=trigger, percent=percent, at_most=None, up_to=False, late_from=None, late_to=None,
        categories=(), except_categories=(), price_over=None, seller=None, in_force=InForce(date(2025, 1, 1)),
        provenance=Provenance("", date(2025, 1, 1), "U"),
    )  # fmt: skip
    return Charge(rule, percent)


def parts(result):
    return [(line.part, line.amount.minor, line.rule_id) for line in result.lines]


def test_without_a_fee_price_and_tax_come_back(world):
    result = amounts(world.line(price=Money(5999), tax=Money(512)), (1,), [])
    assert (result.price, result.tax, result.refund, result.fees) == (Money(5999), Money(512), Money(6511), ())
    assert parts(result) == [(Part.GOODS, 5999, None), (Part.TAX, 512, None)]


def test_of_several_fees_the_largest_is_kept_back_and_never_their_sum(world):
    result = amounts(world.line(price=Money(10000), tax=Money(0)), (1,), [charge(20), charge(50, Trigger.DAMAGED_BY_CUSTOMER)])
    assert [f.rule_id for f in result.fees] == ["fee.50"]
    assert result.refund == Money(5000)
    assert parts(result) == [(Part.GOODS, 10000, None), (Part.FEE, -5000, "fee.50")]


def test_a_fee_of_everything_leaves_nothing_and_never_less(world):
    result = amounts(world.line(price=Money(5999), tax=Money(512)), (1,), [charge(100)])
    assert result.refund == Money(0)


def test_a_fee_that_was_assessed_at_nothing_is_none(world):
    assert amounts(world.line(), (1,), [charge(0)]).fees == ()


def test_tax_follows_the_part_of_the_price_that_is_paid(world):
    result = amounts(world.line(price=Money(10000), tax=Money(801)), (1,), [charge(20)])
    assert result.refund == Money(8000 + 641)


def test_the_last_unit_gets_the_penny_that_rounding_left(world):
    line = world.line(quantity=3, price=Money(1299), tax=Money(322))
    assert [tax_of_units(line, (unit,)).minor for unit in (1, 2, 3)] == [107, 107, 108]


def test_a_promotion_is_not_paid_back_and_names_its_row(world):
    line = world.line(quantity=3, price=Money(1000), tax=Money(200), promotion=Money(500))
    result = amounts(line, (3,), [], Terms("promotion"))
    assert parts(result) == [(Part.GOODS, 1000, None), (Part.PROMOTION, -166, "promotion"), (Part.TAX, 67, None)]
    assert result.refund == Money(901)
    assert amounts(line, (1, 2, 3), [], Terms("promotion")).refund == Money(2700)


def test_a_fee_is_taken_of_what_was_paid_and_not_of_what_a_promotion_took_off(world):
    result = amounts(world.line(price=Money(1000), tax=Money(0), promotion=Money(400)), (1,), [charge(50)])
    assert (result.fees[0].amount, result.refund) == (Money(300), Money(300))


def test_a_promotion_of_more_than_the_price_leaves_nothing_to_refund(world):
    assert amounts(world.line(price=Money(1000), tax=Money(0), promotion=Money(1500)), (1,), [charge(20)]).refund == Money(0)


def test_what_the_delivery_cost_comes_back_only_where_a_row_says_so(world):
    line = world.line(quantity=2, price=Money(1000), tax=Money(0), shipping=Money(499))
    assert amounts(line, (1,), []).refund == Money(1000)
    with_delivery = amounts(line, (2,), [], Terms(delivery="delivery"))
    assert parts(with_delivery) == [(Part.GOODS, 1000, None), (Part.DELIVERY, 250, "delivery")]
    assert paid(line, (1, 2)) == Money(2499)


def test_a_gift_of_the_house_has_nothing_to_refund(world):
    result = amounts(world.line(price=Money(0), tax=Money(0)), (1,), [charge(20)])
    assert (result.refund, parts(result)[0]) == (Money(0), (Part.GOODS, 0, None))


def test_two_currencies_never_meet_in_a_refund(world):
    with pytest.raises(InvalidInput) as refused:
        amounts(world.line(tax=Money(400, "CAD")), (1,), [])
    assert refused.value.field == "currency"


sums = {"price": st.integers(0, 10**7), "tax": st.integers(0, 10**6), "quantity": st.integers(1, 12)}


@given(
    **sums,
    promotion=st.integers(0, 10**6),
    shipping=st.integers(0, 10**5),
    percents=st.lists(st.integers(0, 100), max_size=4),
    data=st.data(),
)
def test_a_refund_lies_between_nothing_and_what_was_paid(price, tax, quantity, promotion, shipping, percents, data):
    line = replace(
        LINE, price=Money(price), tax=Money(tax), quantity=quantity, promotion=Money(promotion), shipping=Money(shipping)
    )
    chosen = tuple(data.draw(st.sets(st.integers(1, quantity), min_size=1)))
    result = amounts(line, chosen, [charge(p) for p in percents], Terms("p", "d"))
    assert Money(0) <= result.refund <= paid(line, chosen)
    assert sum((each.amount for each in result.lines), Money(0)) == result.refund
    assert len(result.fees) <= 1
    assert all(Money(0) <= fee.amount for fee in result.fees)


@given(**sums, promotion=st.integers(0, 10**6), percent=st.integers(0, 100))
def test_the_units_refunds_always_sum_to_the_lines(price, tax, quantity, promotion, percent):
    line = replace(LINE, price=Money(price), tax=Money(tax), quantity=quantity, promotion=Money(promotion))
    whole = amounts(line, tuple(range(1, quantity + 1)), [charge(percent)]).refund
    each = [amounts(line, (unit,), [charge(percent)]).refund for unit in range(1, quantity + 1)]
    assert sum(each, Money(0)) == whole


@given(small=st.integers(0, 10**6), more=st.integers(0, 10**6), quantity=st.integers(1, 40))
def test_of_a_larger_sum_no_unit_bears_less(small, more, quantity):
    """Why no unit is refunded more than it cost: the refund's sums are never larger than those that were paid."""
    for unit in range(1, quantity + 1):
        assert of_units(Money(small), (unit,), quantity) <= of_units(Money(small + more), (unit,), quantity)
