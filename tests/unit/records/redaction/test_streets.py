"""Street addresses, and what only sounds like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnflow.records.redaction import Reading, redact

NAMES = st.sampled_from(("Main", "Oak Hill", "N Clark", "Martin Luther King", "5th", "West 34th", "O'Connor", "St. James"))
KINDS = st.sampled_from(
    ("Street", "St", "St.", "Avenue", "Ave", "Blvd", "Road", "Rd.", "Lane", "Drive", "Dr", "Court", "Place", "Way", "Pkwy")
)
UNITS = st.sampled_from(("", ", Apt 3B", " Unit 5", " #12", ", Suite 200", " apartment four c"))


@given(st.integers(1, 99_999), NAMES, KINDS, UNITS)
def test_every_written_address_is_hidden_whole(house, name, kind, unit):
    assert redact(f"send it to {house} {name} {kind}{unit}") in ("send it to [address]", "send it to [address].")


@pytest.mark.parametrize("said", [
    "twelve thirty four north clark street", "one two three main street apartment four", "three fifty fifth avenue",
    "twelve thousand three hundred forty five sunset boulevard", "1234 N. Clark Street, Apt 3B, Chicago, IL 60614-1234",
    "12B Baker Street",
    "P.O. Box 1234", "post office box twelve", "1600 Broadway", "one oh five west thirty fourth street", "99 Oak Ridge Trail",
])  # fmt: skip
def test_forms_that_callers_use(said):
    assert redact(f"I live at {said} okay") == "I live at [address] okay"


@pytest.mark.parametrize("text", [
    "I have 2 pairs of shoes this way", "a 500 gigabyte hard drive", "one more place to look", "3 days on the road",
    "it took 2 weeks anyway",
    "the first place", "I ordered 12 and they were in the wrong place",
])  # fmt: skip
def test_other_sentences_with_a_number_stay(text):
    assert redact(text) == text


def test_in_a_log_only_words_that_are_for_streets_count():
    assert redact("12 calls took place", reading=Reading.LOGGED) == "12 calls took place"
    assert redact("to 1234 Clark Street", reading=Reading.LOGGED) == "to [address]"
