import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnflow.errors import InvalidInput
from returnflow.returns.money import Money

amounts = st.integers(-(10**9), 10**9).map(Money)


def test_money_adds_and_subtracts_in_minor_units():
    assert Money(250) + Money(49) - Money(100) == Money(199)


def test_two_currencies_never_mix():
    with pytest.raises(InvalidInput) as raised:
        Money(1, "USD") + Money(1, "CAD")
    assert raised.value.field == "currency"
    with pytest.raises(InvalidInput):
        _ = Money(1, "USD") < Money(1, "CAD")


def test_a_share_is_rounded_half_up():
    assert Money(5).share(1, 2) == Money(3)
    assert Money(-5).share(1, 2) == Money(-3)
    assert Money(4999).percent(20) == Money(1000)


def test_a_share_of_nothing_is_refused():
    with pytest.raises(InvalidInput):
        Money(1).share(1, 0)


def test_money_can_be_compared_and_the_largest_found():
    assert max(Money(3), Money(7), Money(5)) == Money(7)
    assert Money(3) <= Money(3)
    assert not Money(4) <= Money(3)


def test_money_reads_as_an_amount_and_a_currency():
    assert str(Money(5999)) == "59.99 USD"
    assert str(Money(-5)) == "-0.05 USD"


@given(amounts, amounts)
def test_subtracting_undoes_adding(one, other):
    assert one + other - other == one


@given(amounts, st.integers(1, 20))
def test_a_whole_share_is_everything(amount, whole):
    assert amount.share(whole, whole) == amount


@given(amounts)
def test_floored_money_is_never_negative(amount):
    assert amount.floored().minor == max(0, amount.minor)
