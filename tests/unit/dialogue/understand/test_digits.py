"""Spoken digits, as people say them and as the recogniser writes them."""

import pytest

from returnflow.dialogue.understand.digits import digit_runs, spoken_digits


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("one one four dash three nine four one", "1143941"),
        ("double five, triple oh, seven", "550007"),
        ("nine oh two one oh", "90210"),
        ("twenty-three forty five", "2345"),
        ("two thousand one two three", "2000123"),
        ("one fourteen", "114"),
        ("four hundred and twelve", "412"),
        ("114-3941689-1234567", "11439416891234567"),
        ("it's 1 1 4, um, 3 9", "11439"),
        ("double zero seven", "007"),
        ("niner fife", "95"),
        ("", ""),
        ("nothing here", ""),
        ("Oh, I see", ""),
        ("I'd like a refund for two", "2"),
    ],
)
def test_words_become_digits(said, digits):
    assert spoken_digits(said) == digits


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("for five to one", "4521"),
        ("one ate for free", "1843"),
        ("I'd like to return it for free", ""),
        ("for you to know", ""),
    ],
)
def test_homophones_are_digits_only_beside_digits_and_only_when_a_number_is_expected(said, digits):
    assert spoken_digits(said, homophones=True) == digits


def test_other_words_part_two_numbers_and_hesitation_does_not():
    runs = digit_runs("order one one four, um, three and the zip is nine four one oh seven")
    assert [run.digits for run in runs] == ["1143", "94107"]
