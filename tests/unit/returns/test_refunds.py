from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from returnflow.returns.model import Money
from returnflow.returns.policy.rows import FeeRule, InForce, Provenance, Trigger
from returnflow.returns.refunds import amounts, tax_of_units
from returnflow.stores import demo

LINE = demo.orders(datetime(2026, 6, 15, tzinfo=UTC))[0].lines[0]


def fee(percent, trigger=Trigger.LATE):
    return FeeRule(
        f"fee.{percent}", trigger, percent, None, (), (), None, InForce(date(2025, 1, 1)), Provenance("", date(2025, 1, 1), "U")
    )


def test_without_a_fee_price_and_tax_come_back(world):
    result = amounts(world.line(price=Money(5999), tax=Money(512)), (1,), [])
    assert (result.price, result.tax, result.refund, result.fees) == (Money(5999), Money(512), Money(6511), ())


def test_of_several_fees_the_largest_is_kept_back_and_never_their_sum(world):
    result = amounts(world.line(price=Money(10000), tax=Money(0)), (1,), [fee(20), fee(50, Trigger.DAMAGED_BY_CUSTOMER)])
    assert [f.rule_id for f in result.fees] == ["fee.50"]
    assert result.refund == Money(5000)


def test_a_fee_of_everything_leaves_nothing_and_never_less(world):
    result = amounts(world.line(price=Money(5999), tax=Money(512)), (1,), [fee(100)])
    assert result.refund == Money(0)


def test_tax_follows_the_part_of_the_price_that_is_paid(world):
    result = amounts(world.line(price=Money(10000), tax=Money(801)), (1,), [fee(20)])
    assert result.refund == Money(8000 + 641)


def test_the_last_unit_gets_the_penny_that_rounding_left(world):
    line = world.line(quantity=3, price=Money(1299), tax=Money(322))
    parts = [tax_of_units(line, (unit,)).minor for unit in (1, 2, 3)]
    assert parts == [107, 108, 107]
    assert sum(parts) == 322


def test_a_gift_of_the_house_has_nothing_to_refund(world):
    assert amounts(world.line(price=Money(0), tax=Money(0)), (1,), [fee(20)]).refund == Money(0)


@given(
    price=st.integers(0, 10**7),
    tax=st.integers(0, 10**6),
    quantity=st.integers(1, 12),
    percents=st.lists(st.integers(1, 100), max_size=4),
    data=st.data(),
)
def test_a_refund_lies_between_nothing_and_what_was_paid(price, tax, quantity, percents, data):
    line = replace(LINE, price=Money(price), tax=Money(tax), quantity=quantity)
    chosen = tuple(data.draw(st.sets(st.integers(1, quantity), min_size=1)))
    result = amounts(line, chosen, [fee(p) for p in percents])
    assert Money(0) <= result.refund <= result.price + result.tax
    assert len(result.fees) <= 1


@given(tax=st.integers(0, 10**6), quantity=st.integers(1, 40))
def test_the_units_taxes_always_sum_to_the_lines(tax, quantity):
    line = replace(LINE, tax=Money(tax), quantity=quantity)
    assert sum(tax_of_units(line, (unit,)).minor for unit in range(1, quantity + 1)) == tax
