"""What is written for the ear is read back by the normaliser: whatever number, amount, date or code it was."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnflow.conversation.moves import Value
from returnflow.dialogue.phrasing import ear
from returnflow.dialogue.understand.codes import rma_in
from returnflow.dialogue.understand.dates import date_in
from returnflow.dialogue.understand.digits import spoken_digits
from returnflow.dialogue.understand.money import money_in
from returnflow.dialogue.understand.numbers import LENGTHS, grouped
from returnflow.ids import new_rma
from returnflow.returns.contact import Channel, Masked
from returnflow.returns.model import Money

TODAY = date(2026, 6, 15)


@given(st.text("0123456789", min_size=1, max_size=24))
def test_digits_come_back(digits):
    assert spoken_digits(ear.digits(digits)) == digits
    assert spoken_digits(ear.loose_digits(digits).ear) == digits


@given(st.sampled_from(["amazon", "walmart"]), st.data())
def test_order_numbers_come_back(store, data):
    digits = data.draw(st.text("0123456789", min_size=LENGTHS[store], max_size=LENGTHS[store]))
    value = ear.order_number(grouped(digits, store), store)
    assert spoken_digits(value.ear) == digits
    assert value.eye == grouped(digits, store)


@given(st.integers(0, 99_999_999))
def test_amounts_come_back(minor):
    value = ear.money(Money(minor))
    assert money_in(value.ear) == minor
    assert money_in(value.eye) == minor
    assert value.fact


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.booleans())
def test_dates_come_back(when, weekday):
    value = ear.day(when, TODAY, weekday=weekday)
    assert date_in(value.ear, TODAY) == when
    assert date_in(value.eye, TODAY) == when
    assert value.fact


@given(st.randoms())
def test_return_numbers_come_back(choice):
    rma = new_rma(choice)
    assert rma_in(ear.code(rma).ear) == rma
    assert rma_in(f"it's {ear.code(rma).eye}") == rma


@given(st.text("0123456789", min_size=10, max_size=10))
def test_phone_numbers_come_back(number):
    assert spoken_digits(ear.phone(number).ear) == number


@pytest.mark.parametrize(
    ("value", "spoken", "shown"),
    [
        (ear.money(Money(5999)), "fifty nine dollars and ninety nine cents", "$59.99"),
        (ear.money(Money(100)), "one dollar", "$1.00"),
        (ear.money(Money(1)), "one cent", "$0.01"),
        (ear.money(Money(123_456_00)), "one hundred twenty three thousand four hundred fifty six dollars", "$123,456.00"),
        (ear.day(date(2026, 6, 3), TODAY), "June third", "June 3"),
        (ear.day(date(2026, 7, 22), TODAY, weekday=True), "Wednesday, July twenty second", "Wednesday, July 22"),
        (ear.day(date(2027, 1, 31), TODAY), "January thirty first, twenty twenty seven", "January 31, 2027"),
        (ear.code("RF-7K4M-92XC"), "R F, seven K four M, nine two X C", "RF-7K4M-92XC"),
        (ear.listed(["the speaker"]), "the speaker", "the speaker"),
        (ear.listed(["a", "b", "c"]), "a, b or c", "a, b or c"),
    ],
)  # fmt: skip
def test_the_forms(value, spoken, shown):
    assert (value.ear, value.eye) == (spoken, shown)


def test_an_order_number_is_said_in_groups_that_a_listener_can_follow():
    said = ear.order_number("114-2839407-5561823", "amazon").ear
    assert said == "one one four, two eight three nine, four zero seven, five five six one, eight two three"


def test_of_a_contact_only_its_end_is_said():
    assert ear.contact(Masked(Channel.EMAIL, "mail-box.example.com")) == Value(
        "the email ending in mail dash box dot example dot com", "the email ending in mail-box.example.com"
    )
    assert ear.contact(Masked(Channel.SMS, "01")) == Value("the phone ending in zero one", "the phone ending in 01")


@pytest.mark.parametrize(
    ("when", "spoken", "shown"),
    [
        ((2026, 6, 1, 9, 0), "today at nine in the morning", "today at 9:00 AM"),
        ((2026, 6, 2, 9, 30), "tomorrow at nine thirty in the morning", "tomorrow at 9:30 AM"),
        ((2026, 6, 6, 13, 5), "on Saturday at one oh five in the afternoon", "on Saturday at 1:05 PM"),
        ((2026, 6, 8, 17, 0), "on Monday, June eighth at five in the evening", "on Monday, June 8 at 5:00 PM"),
        ((2026, 6, 2, 12, 0), "tomorrow at noon", "tomorrow at 12:00 PM"),
        ((2026, 6, 2, 0, 0), "tomorrow at midnight", "tomorrow at 12:00 AM"),
        ((2026, 6, 2, 0, 15), "tomorrow at twelve fifteen in the morning", "tomorrow at 12:15 AM"),
    ],
)  # fmt: skip
def test_when_somebody_is_back(when, spoken, shown):
    value = ear.moment(datetime(*when), date(2026, 6, 1))
    assert (value.ear, value.eye, value.fact) == (spoken, shown, True)
