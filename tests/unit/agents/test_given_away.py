"""Who said a fact first: the caller proves with it, the desk gives it away."""

import pytest

from returnflow.agents.given_away import is_given_away
from returnflow.conversation.state import Message
from returnflow.returns.verification import FactKind

ZIP, NAME = FactKind.ZIP, FactKind.LAST_NAME


def talk(*lines):
    """Messages from "D: …" and "C: …"."""
    return tuple(Message("assistant" if line.startswith("D") else "user", line[3:]) for line in lines)


@pytest.mark.parametrize(
    "said", ["It goes to ZIP code 94107, right?", "The ZIP is 9 4 1 0 7.", "nine four one oh seven?", "That's 94107-1234."]
)
def test_a_zip_code_that_the_desk_said_first_is_given_away(said):
    assert is_given_away(talk(f"D: {said}", "C: yes, 94107"), ZIP, "94107")


@pytest.mark.parametrize(
    "said", ["I have 941071 so far.", "You have 94 days and 107 cents.", "What's the ZIP code?", "Call 941 073 1234.", ""]
)
def test_other_digits_of_the_desk_give_nothing_away(said):
    assert not is_given_away(talk(f"D: {said}", "C: 94107"), ZIP, "94107")


def test_what_the_caller_said_first_still_counts_when_the_desk_repeats_it():
    assert not is_given_away(talk("C: my zip is 94107", "D: I have 94107. Is that right?", "C: 94107"), ZIP, "94107")
    assert not is_given_away(talk("C: it's Carter", "D: Thanks, Mr. Carter.", "C: Carter"), NAME, "Carter")


@pytest.mark.parametrize("said", ["The order is for Maria Carter.", "Is that Mr. Carter's order?", "Carter, is that right?"])
@pytest.mark.parametrize("value", ["Carter", "carter", "Maria Carter"])
def test_a_name_that_the_desk_said_first_is_given_away(said, value):
    assert is_given_away(talk(f"D: {said}", "C: yes"), NAME, value)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Day", "You can return it until the last day."),
        ("Carter", "What's the last name on the order?"),
        ("Order", "Order number, please."),
    ],
)
def test_the_desks_own_words_are_nobodys_name(name, said):
    assert not is_given_away(talk(f"D: {said}", "C: it's {name}"), NAME, name)


def test_one_of_the_desks_own_words_said_as_a_name_is_given_away():
    assert is_given_away(talk("D: It was sent to Mr. Day.", "C: Day"), NAME, "Day")


def test_accents_and_signs_make_no_other_name():
    assert is_given_away(talk("D: It is for Sofía Núñez.", "C: yes"), NAME, "Nunez")
    assert is_given_away(talk("D: It is for Kevin O\u2019Connor.", "C: yes"), NAME, "O'Connor")


@pytest.mark.parametrize(("kind", "value"), [(ZIP, ""), (ZIP, "941"), (NAME, ""), (NAME, "--")])
def test_nothing_said_is_never_given_away(kind, value):
    assert not is_given_away(talk("D: 94107 Carter"), kind, value)
