"""Card numbers: prefix, length, check digit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnflow.records.redaction.cards import is_card, lengths, luhn

from . import strategies


@pytest.mark.parametrize(
    "digits",
    ["4111111111111111", "4222222222222", "378282246310005", "5555555555554444", "2223003122003222", "6011111111111117",
     "30569309025904",
     "3530111333300000", "6200000000000005"],
)  # fmt: skip
def test_the_networks_own_test_numbers_are_cards(digits):
    assert is_card(digits)


@pytest.mark.parametrize(
    "digits",
    ["4111111111111112", "11428394075561823", "200013964770733", "1111111111111117", "000000000000000", "41111111111111111"],
)
def test_a_wrong_check_digit_a_foreign_prefix_or_a_foreign_length_is_none(digits):
    assert not is_card(digits)


@given(strategies.orders())
def test_no_order_number_of_today_begins_as_a_card_does(groups):
    assert lengths("".join(groups)) == frozenset()


@given(strategies.cards(), st.integers(0, 14), st.integers(1, 9))
def test_every_single_wrong_digit_is_noticed(card, place, shift):
    changed = str((int(card[place]) + shift) % 10)
    assert not luhn(card[:place] + changed + card[place + 1 :])
