"""What a turn leaves behind: no card number, wherever in the call it was said."""

import re
import sqlite3

import pytest

from returnflow.agents.record import storable
from returnflow.conversation.hearing import Heard, Source

CARD = "four one one one, one one one one, one one one one, one one one one"
AMEX = "three seven eight two, eight two two four six three, one zero zero oh five"


def everything(db):
    """The whole database as text, without its hashes: among so many digits there is every short row of them."""
    with sqlite3.connect(db.url.removeprefix("sqlite:///")) as connection:
        return re.sub(r"\b[0-9a-f]{64}\b", "", "\n".join(connection.iterdump()))


@pytest.mark.parametrize("first", ["Amazon", "Walmart"])
def test_a_card_number_is_neither_stored_nor_repeated_nor_taken_for_an_order_number(talk, db, first):
    talk.says(first)
    for words in (f"It's {CARD}.", f"my amex is {AMEX}", "the security code is one two three, my social is 078-05-1120", "agent"):
        talk.says(words)
    left = everything(db)
    for secret in ("4111", "one one one one", "3782", "three seven eight", "one two three", "078-05", "0780"):
        assert secret not in left
    assert "[card number]" in left
    assert talk.state.order_number is None


def test_the_recogniser_is_not_asked_about_a_card_number():
    heard = Heard(f"it's {CARD}", Source.VOICE, ears=object())
    assert storable(heard) == Heard("it's [card number]", Source.VOICE)


def test_what_holds_no_card_is_the_same_thing():
    heard = Heard("one one four, two eight three nine four oh seven", Source.VOICE, ears=object())
    assert storable(heard) is heard
