"""Order numbers stay, cards go, and what looks like both is settled in that order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnflow.records.redaction import Known, Reading, found, never_kept, redact
from returnflow.records.redaction.cards import is_card

from . import strategies
from .strategies import digits


@given(strategies.sentences(strategies.said_orders()))
def test_no_order_number_is_lost_written_or_said(pair):
    text, _ = pair
    assert redact(text) == text
    assert never_kept(text) == text


@given(st.one_of(st.tuples(digits(3), digits(7), digits(7)), st.tuples(digits(7), digits(8))), st.data())
def test_a_known_number_is_never_lost_whatever_its_digits_are(groups, data):
    text = f"it is {data.draw(strategies.said(''.join(groups)))}."
    assert redact(text, Known(ids=frozenset({"-".join(groups)}))) == text


@given(st.one_of(st.tuples(digits(3), digits(7), digits(7)), st.tuples(digits(7), digits(8))))
def test_a_number_in_the_stores_own_groups_is_never_lost_though_nobody_knows_it(groups):
    for joint in ("-", " "):
        text = f"order {joint.join(groups)}"
        assert redact(text) == text


@given(strategies.cards().flatmap(strategies.said))
def test_every_card_is_hidden_whole_in_every_writing(said):
    assert redact(f"it's {said}, thanks") == "it's [card number], thanks"
    assert never_kept(f"it's {said}, thanks") == "it's [card number], thanks"


@given(strategies.cards().flatmap(strategies.said), strategies.orders().map("-".join))
def test_a_card_and_an_order_in_one_breath_are_told_apart(card, order):
    assert redact(f"order {order} and {card}") == f"order {order} and [card number]"


@given(strategies.cards().filter(lambda card: len(card) == 16), st.integers(4, 15), st.integers(1, 9))
def test_a_card_of_sixteen_digits_that_was_heard_wrong_is_hidden_too(card, place, shift):
    heard = card[:place] + str((int(card[place]) + shift) % 10) + card[place + 1 :]
    assert redact(" ".join(heard)) == "[card number]" or heard.startswith("2000", 1)  # a word and Walmart's fifteen digits


@pytest.mark.parametrize("text", [
    "cvv is 123", "CVC: 1234", "the security code is one two three", "my code on the back is 9 9 9", "c v v four five six",
])  # fmt: skip
def test_a_security_code_is_never_kept(text):
    assert never_kept(text).endswith("[security code]")


def test_what_is_said_in_the_same_breath_as_a_card_goes_with_it():
    assert redact("4111 1111 1111 1111 12/27 123 okay") == "[card number] okay"
    assert redact("four one one one one one one one one one one one one one one one, twelve twenty seven") == "[card number]"


def test_a_part_of_a_card_is_hidden_where_the_caller_says_what_it_is():
    assert redact("my card is four one one one one one one one one one one") == "my card is [card number]"
    assert redact("the card ends in one two three four") == "the card ends in one two three four"


@pytest.mark.parametrize(
    "text", ["078-05-1120", "my social is 078051120", "social security number, oh seven eight oh five one one two oh"]
)
def test_a_social_security_number_is_never_kept(text):
    assert never_kept(text).endswith("[social security number]")


@pytest.mark.parametrize("text", [
    "312-555-0101", "(312) 555-0101", "+1 312 555 0101", "312.555.0101", "3125550101", "1 800 555 0101",
    "three one two five five five oh one oh one",
    "eight hundred, five five five, oh one oh one", "one three one two, five five five, zero one zero one",
    "312-555-0101 ext. 12",
    "312-555-0101 x12",
])  # fmt: skip
def test_a_phone_is_hidden_with_its_extension(text):
    assert redact(f"call {text} please") == "call [phone] please"


def test_seven_digits_are_a_phone_only_where_somebody_says_so():
    assert redact("my phone is 555-0134") == "my phone is [phone]"
    assert redact("the middle is two eight three nine four oh seven") == "the middle is two eight three nine four oh seven"


def test_a_zip_code_is_hidden_where_somebody_says_so_and_with_four_more_digits_always():
    assert redact("my zip code is six oh six one four") == "my zip code is [zip]"
    assert redact("60614-1234") == "[zip]"
    assert redact("it has 60614 pieces") == "it has 60614 pieces"


@pytest.mark.parametrize("text", [
    "RF-7K4M-92XC", "R F seven K four M nine two X C", "1Z999AA10123456784", "9400111206206406260787",
    "9400 1112 0620 6406 2607 87",
    "420606149261290113185417468510", "9611020987654312345672", "TBA123456789012", "call 0193fe2a-7c1d-7e0a-8000-1234567890ab",
    "on 2026-11-23", "11/23/2026", "127.0.0.1", "took 1234567.8901234 ms", "$1,234.56", "the last four are 1111",
    "two pairs of size ten",
])  # fmt: skip
def test_the_trades_own_numbers_stay(text):
    assert redact(text) == text


@pytest.mark.parametrize(("stray", "digits"), [("one", "1"), ("four", "4"), ("two five", "25"), ("6", "6")])
@given(groups=strategies.orders())
def test_a_word_that_sounds_like_a_digit_before_an_order_number_costs_nothing(stray, digits, groups):
    text = f"number {stray} {' '.join(''.join(groups))}"
    assert redact(text) == text or is_card(digits + "".join(groups))


@given(strategies.orders(), st.integers(0, 12), st.integers(3, 9), st.booleans())
def test_a_piece_of_an_order_number_is_understood_before_anything_is_known(groups, start, size, spoken):
    piece = "".join(groups)[start : start + size]
    text = " ".join(strategies.WORDS[int(c)] for c in piece) if spoken else piece
    assert never_kept(text) == text


def test_in_a_log_a_bare_number_is_a_moment_or_a_size():
    text = "1764043200 9876543210 3125550101 123456789"
    assert redact(text, reading=Reading.LOGGED) == text
    assert redact("4111111111111111 (312) 555-0101", reading=Reading.LOGGED) == "[card number] [phone]"


def test_a_card_inside_a_word_is_found():
    assert redact("card4111111111111111x") == "card[card number]x"


def test_pieces_are_told_with_their_kind_and_place():
    assert [(one.what, one.start, one.end) for one in found("at 4111111111111111")] == [("card number", 3, 19)]
