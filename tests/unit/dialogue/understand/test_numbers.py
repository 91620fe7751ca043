"""Which number is which, by form and by what is around it."""

import pytest

from returnflow.conversation.expecting import Expect, Expecting
from returnflow.dialogue.understand.numbers import find_numbers, grouped

ORDER = Expecting(Expect.ORDER_NUMBER, digits=(17,))
FACT = Expecting(Expect.SECOND_FACT, digits=(5,))


def test_an_order_number_and_a_zip_in_one_sentence_are_told_apart():
    found = find_numbers("order 114-2839407-5561823 and my zip is 94107", Expecting(), None)
    assert (found.order, found.order_store, found.zip) == ("114-2839407-5561823", "amazon", "94107")


def test_an_order_number_with_a_zip_right_behind_it_is_cut_by_length():
    found = find_numbers("1142839407556182394107", ORDER, "amazon")
    assert (found.order, found.zip) == ("114-2839407-5561823", "94107")


def test_the_store_is_known_by_the_length():
    assert find_numbers("2000139 64770733", Expecting(), None).order_store == "walmart"


def test_pieces_are_joined_with_what_was_said_before():
    assert find_numbers("five five six one eight two three", ORDER, "amazon", partial="1142839407").order == "114-2839407-5561823"


@pytest.mark.parametrize("restart", ["no wait,", "sorry,", "I mean", "scratch that,"])
def test_a_number_begun_anew_replaces_the_beginning(restart):
    found = find_numbers(f"one one five {restart} 1 1 4 2 8 3 9 4 0 7 5 5 6 1 8 2 3", ORDER, "amazon")
    assert found.order == "114-2839407-5561823"


def test_nine_digits_are_a_zip_with_its_extension_when_a_zip_was_asked_for():
    assert find_numbers("94107-1234", FACT, "amazon").zip == "94107"


def test_a_phone_number_may_have_the_country_code():
    phone = Expecting(Expect.PHONE, digits=(10, 11))
    assert find_numbers("1 415 555 0101", phone, None).phone == "4155550101"
    assert find_numbers("415 555 0101", phone, None).phone == "4155550101"


def test_digits_that_fit_nothing_stay_loose():
    assert find_numbers("one two three four", ORDER, "amazon").loose == "1234"


def test_groups_are_the_stores():
    assert grouped("11428394075561823", "amazon") == "114-2839407-5561823"
    assert grouped("200013964770733", "walmart") == "2000139-64770733"
