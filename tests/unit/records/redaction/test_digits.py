"""Numbers in a sentence: what is read, and from which characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnflow.dialogue.phrasing.ear import number
from returnflow.records.redaction.digits import ascii_digits, runs


def read(text):
    return [run.digits for run in runs(text)]


@pytest.mark.parametrize(("text", "expected"), [
    ("", []),
    ("four one one", ["411"]),
    ("Oh double five, triple zero", ["055000"]),
    ("oh, my card", []),
    ("twenty-three forty one", ["2341"]),
    ("twenty - three", ["203"]),
    ("eight hundred five five five", ["800555"]),
    ("four hundred and twelve", ["412"]),
    ("eight thousand eight hundred twenty four", ["8824"]),
    ("two thousand one thirty nine", ["2000139"]),
    ("(312) 555-0101", ["3125550101"]),
    ("four um one uh one", ["411"]),
    ("four apples and one pear", ["4", "1"]),
    ("one for one", ["141"]),
    ("2023 to 2025", ["2023", "2025"]),
    ("RF-7K4M-92XC and 16GB and 5th", []),
    ("call_0193fe2a-7c1d-7e0a-8000-1234567890ab", []),
    ("card-4111_1111", ["41111111"]),
    ("\u0664\u0661\u0661", ["411"]),
    ("x\u00b2 is 4", ["4"]),
])  # fmt: skip
def test_digits_are_read_as_they_are_written_or_said(text, expected):
    assert read(ascii_digits(text)) == expected


def test_each_digit_knows_its_characters_and_each_group_its_place():
    (run,) = runs("it is 312, five five five 0101 now")
    assert run.groups == (0, 3, 6)
    assert run.spoken
    assert run.shape(0, 10) == (3, 3, 4)
    assert run.span(3, 6) == (11, 25)


@given(st.text(max_size=80))
def test_any_text_is_read_without_a_fault_and_places_lie_within_it(text):
    for run in runs(ascii_digits(text)):
        assert len(run.spans) == len(run.digits) > 0
        assert run.groups[0] == 0
        assert all(0 <= start < end <= len(text) for start, end in run.spans)


@given(st.integers(1, 99_999).filter(lambda value: value % 100 > 9))
def test_what_the_desk_says_as_a_number_is_read_back(value):
    assert read(number(value)) == [str(value)]
