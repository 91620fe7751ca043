"""Against the plain way: the distance to each number, one after the other."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from returnflow.database.nearest import LONGEST, distances, nearest
from returnflow.returns.model import Store
from returnflow.returns.numbers import canonical, length

DIGITS = st.text("0123456789", max_size=LONGEST + 4)


def numbers_of(store):
    """Numbers that are much alike, as well as others: a small alphabet makes near ones frequent."""
    size = length(store)
    alike, any_ = st.text("01", min_size=size, max_size=size), st.text("0123456789", min_size=size, max_size=size)
    return st.lists(st.one_of(alike, any_).map(lambda digits: canonical(store, digits)), max_size=40)


def brute(wanted, numbers, limit):
    ranked = sorted({(Levenshtein.distance(wanted, number.replace("-", "")), number) for number in numbers})
    return [number for _, number in ranked[:limit]]


@given(DIGITS, numbers_of(Store.AMAZON), numbers_of(Store.WALMART), st.integers(1, 8))
def test_the_nearest_are_those_that_the_plain_way_finds(wanted, amazon, walmart, limit):
    assert nearest(wanted, [" ".join(amazon), " ".join(walmart)], limit) == brute(wanted, {*amazon, *walmart}, limit)


@st.composite
def _misheard(draw):
    """A number and what was heard of it: up to four digits wrong, dropped or added."""
    number = draw(st.text("0123456789", min_size=17, max_size=17))
    heard = list(number)
    for _ in range(draw(st.integers(0, 4))):
        place, digit = draw(st.integers(0, len(heard) - 1)), draw(st.sampled_from("0123456789"))
        heard[place : place + draw(st.integers(0, 1))] = [digit] if draw(st.booleans()) else []
    return number, "".join(heard)


@given(_misheard(), st.lists(st.text("0123456789", min_size=17, max_size=17), min_size=30, max_size=60))
def test_a_number_that_was_misheard_in_up_to_four_places_is_found_as_the_plain_way_finds_it(pair, others):
    meant, heard = pair
    known = {canonical(Store.AMAZON, digits) for digits in (meant, *others)}
    assert nearest(heard, [" ".join(known)], 4) == brute(heard, known, 4)
    assert Levenshtein.distance(heard, meant) <= 4


@given(st.text("0123456789", min_size=1, max_size=LONGEST), st.lists(st.text("0123456789", min_size=15, max_size=15), min_size=1))
def test_all_distances_at_once_are_each_distance(wanted, known):
    table = np.array([[int(digit) for digit in number] for number in known], np.uint8)
    assert distances(wanted, table).tolist() == [Levenshtein.distance(wanted, number) for number in known]


@pytest.mark.parametrize("wanted", ["", "1" * (LONGEST + 1)])
def test_what_cannot_be_a_number_is_still_compared(wanted):
    known = ["111-1111111-1111111", "222-2222222-2222222"]
    assert nearest(wanted, [" ".join(known)], 1) == brute(wanted, known, 1)


def test_numbers_of_another_form_are_compared_one_by_one():
    mixed = ["111-1111111-1111111", "2000139-64770733", "11-11111111-1111111"]
    assert nearest("11111111111111111", [" ".join(mixed)], 3) == brute("11111111111111111", mixed, 3)


def test_a_number_in_two_batches_counts_once():
    twice = "111-1111111-1111111 222-2222222-2222222 111-1111111-1111111"
    assert nearest("1", [twice, ""], 4) == ["111-1111111-1111111", "222-2222222-2222222"]
