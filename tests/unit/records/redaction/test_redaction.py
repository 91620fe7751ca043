"""The whole of it: recall on what people say, again is the same again, and whatever text comes in, text comes out."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnflow.measure import personal
from returnflow.records.redaction import Known, found, redact, redacted


def survives(said):
    """Whether a letter or digit of what is personal is left."""
    pieces = found(said.text)
    return any(
        said.text[at].isalnum() and not any(piece.start <= at < piece.end for piece in pieces)
        for at in range(said.start, said.end)
    )


@pytest.mark.parametrize("kind", personal.KINDS)
def test_of_what_is_personal_at_least_ninety_nine_in_a_hundred_are_hidden_to_the_last_character(kind):
    draw, tries = Random(20261123), 1_000
    missed = [said.text for said in (personal.KINDS[kind](draw) for _ in range(tries)) if survives(said)]
    assert len(missed) <= tries // 100, missed


def test_no_order_number_is_lost():
    draw = Random(20261123)
    lost = [said.text for said in (personal.order(draw) for _ in range(3_000)) if redact(said.text) != said.text]
    assert lost == []


@given(st.sampled_from([*personal.KINDS.values(), personal.order]), st.randoms(use_true_random=False))
def test_again_is_the_same_again(make, draw):
    once = redact(make(draw).text)
    assert redact(once) == once


@given(st.text(max_size=200))
def test_any_text_comes_out_whole_but_for_what_is_hidden(text):
    pieces, at = found(text), 0
    for piece in pieces:
        assert at <= piece.start < piece.end <= len(text)
        at = piece.end
    assert (redact(text) == text) == (not pieces)


@pytest.mark.parametrize(
    "text", ["a" * 20_000 + "@", "1 " * 5_000, "at " * 5_000, "a.b" * 5_000 + " at x", "1 main way " * 500, "-" * 20_000]
)
def test_a_long_text_is_no_way_to_hold_things_up(text):
    assert isinstance(redact(text), str)


def test_a_document_is_redacted_however_deep_and_proofs_whole():
    document = {
        "text": "call 312-555-0101", "n": 3, "none": None, "inner": [{"zip": "60614", "last_name": "given",
        "rma": "RF-7K4M-92XC"}],
        "number": "114-2839407-5561823",
    }  # fmt: skip
    assert redacted(document, Known()) == {
        "text": "call [phone]", "n": 3, "none": None, "inner": [{"zip": "[hidden]", "last_name": "given", "rma": "RF-7K4M-92XC"}],
        "number": "114-2839407-5561823",
    }  # fmt: skip
