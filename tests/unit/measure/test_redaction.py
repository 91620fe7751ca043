"""The measurement of redaction, and the made-up data it is made with."""

from random import Random

import pytest

from returnflow.measure import personal, redaction
from returnflow.records.redaction.cards import is_card


def test_a_row_for_each_kind_for_the_orders_and_for_the_time():
    report = redaction.run(20)
    whats = [row.what for row in report.rows]
    assert [what.rpartition(" ")[2] for what in whats[:-2]] == list(personal.KINDS)
    assert whats[-2:] == ["order numbers lost", "one utterance"]
    assert report.rows[-2].measured.startswith("0 of 20")


def test_what_is_left_over_counts_as_missed():
    assert redaction.survives(personal.Said("my word is secret", 11, 17))
    assert not redaction.survives(personal.Said("it is 4111 1111 1111 1111", 6, 25))


@pytest.mark.parametrize("make", [*personal.KINDS.values(), personal.order])
def test_the_same_seed_says_the_same_and_the_place_is_right(make):
    first, again = make(Random(5)), make(Random(5))
    assert first == again
    assert 0 <= first.start < first.end <= len(first.text)
    assert first.text[first.start : first.end].strip() != ""


def test_a_made_up_card_is_one():
    draw = Random(1)
    written = [said for said in (personal.card(draw) for _ in range(200)) if said.text[said.start : said.end].isdecimal()]
    assert written
    assert all(is_card(said.text[said.start : said.end]) for said in written)
