"""Cleaning: what is thrown away, what stays, and the loops a recogniser falls into."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnflow.dialogue.understand.understanding import Context, Problem, understand
from returnflow.dialogue.understand.words import MAX_CHARACTERS, clean, plain


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Agent agent agent agent", "agent"),
        ("O'connor O'connor", "o'connor"),
        ("Not really. Not really.", "not really"),
        ("zero zero zero", "zero zero zero"),
        ("five five", "five five"),
        ("uh-uh", "uh uh"),
        ("very, very good", "very very good"),
    ],
)
def test_a_loop_is_said_once_and_a_number_is_not_a_loop(text, said):
    assert plain(text) == said


def test_accents_and_odd_dashes_are_folded():
    assert clean("Núñez \u2013 it\u2019s") == "Nunez - it's"


def test_markup_and_control_characters_go():
    assert clean("a<b>c</b>\x00 d") == "a c d"


@given(st.text(max_size=3_000))
def test_any_text_can_be_cleaned_and_understood(text):
    assert len(clean(text)) <= MAX_CHARACTERS
    assert understand(text, Context()).text is not None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", Problem.EMPTY),
        ("\x00\x07", Problem.EMPTY),
        ("?!", Problem.NOT_WORDS),
        ("x" * 2001, Problem.TOO_LONG),
        ("<speak>hello</speak>", Problem.NOT_SPEECH),
        ("Robert'); DROP TABLE orders;--", Problem.NOT_SPEECH),
        ("I'd like to return my table", None),
        ("select one from the list", None),
    ],
)
def test_what_cannot_be_looked_into_is_named(text, problem):
    assert understand(text, Context()).problem is problem
