import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnflow.labels import checkdigits

USPS = ["9400111206206406260787", "9261290113185417468510", "9200190132607600833457", "92023999991043543415313958"]
UPS = ["1Z5R89390357567127", "1Z879E930346834440", "1Z410E7W0392751591", "1Z999AA10123456784"]
FEDEX_GROUND = ["9611020987654312345672"]


@pytest.mark.parametrize("number", USPS)
def test_the_published_usps_numbers_end_in_their_check_digit(number):
    assert checkdigits.usps(number[:-1]) == number[-1]
    assert checkdigits.is_usps(number)


@pytest.mark.parametrize("number", UPS)
def test_the_published_ups_numbers_end_in_their_check_digit(number):
    assert checkdigits.ups(number[2:-1]) == number[-1]
    assert checkdigits.is_ups(number)


@pytest.mark.parametrize("number", FEDEX_GROUND)
def test_the_published_fedex_ground_number_ends_in_its_check_digit(number):
    assert checkdigits.fedex_ground(number[:-1]) == number[-1]
    assert checkdigits.is_fedex_ground(number)


def test_gs1s_own_example_is_right():
    assert checkdigits.gs1("629104150021") == "3"


@pytest.mark.parametrize("place", [-1, -2, -5, -15])
def test_one_wrong_digit_of_a_fedex_number_is_noticed(place):
    digits = list(FEDEX_GROUND[0])
    digits[place] = str((int(digits[place]) + 1) % 10)
    assert not checkdigits.is_fedex_ground("".join(digits))


@given(st.text("0123456789", min_size=21, max_size=21), st.integers(0, 20), st.integers(1, 9))
def test_any_single_wrong_digit_of_a_usps_number_is_noticed(body, place, by):
    number = body + checkdigits.usps(body)
    wrong = list(number)
    wrong[place] = str((int(wrong[place]) + by) % 10)
    assert checkdigits.is_usps(number)
    assert not checkdigits.is_usps("".join(wrong))


@pytest.mark.parametrize("number", ["", "1Z", "1ZSAMPLE", "9400", "x" * 22, "1Z999AA1012345678É"])
def test_what_is_no_number_at_all_is_none(number):
    assert not checkdigits.is_usps(number)
    assert not checkdigits.is_ups(number)
    assert not checkdigits.is_fedex_ground(number)
