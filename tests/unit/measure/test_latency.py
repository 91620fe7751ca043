"""What becomes of judged turns in the report. The calls themselves are placed by `returnflow bench`."""

import numpy as np
import pytest

from returnflow.measure import latency
from returnflow.measure.site import Site
from returnflow.simulate.clip import Clip
from returnflow.simulate.ear import Verdict
from returnflow.simulate.result import CallResult, Turn


class Mute:
    """Voices whose clips have no pauses."""

    def say(self, words, **_):
        return Clip(words, np.full(4800, 0.5, np.float32))


@pytest.fixture
def site():
    return Site("http://127.0.0.1:1", Mute(), lambda number: number, 1)


def turn(said, verdict=Verdict.ANSWERED, milliseconds=400.0, expecting="open", pieces=1):
    return Turn("initial_router", said, said, "Yes.", milliseconds, {}, expecting, verdict, pieces=pieces)


def rows(report):
    return {row.what: row for row in report.rows}


@pytest.mark.parametrize("said", ["My zip code is nine four one oh seven.", "It's two oh six, five five five, oh one four two."])
def test_five_digits_in_a_line_make_it_a_number_turn(said):
    assert latency.is_number(turn(said))


def test_one_digit_is_no_number_but_whatever_answers_the_question_for_one_is():
    assert not latency.is_number(turn("It's the second one."))
    assert latency.is_number(turn("I have it here.", expecting="order_number"))


def test_number_turns_are_told_apart(site):
    results = [CallResult("a", "answered", turns=[turn("Yes."), turn("Long.", milliseconds=990.0, expecting="order_number")])]
    found = rows(latency.report(results, site, "latency"))
    assert "p50 400 ms" in found["voice to voice"].measured
    assert "p50 990 ms" in found["voice to voice, numbers"].measured


def test_cut_off_missed_and_split_turns_are_counted_and_never_averaged(site):
    turns = [
        turn("Yes."),
        turn("No, wait.", Verdict.CUT_OFF, None),
        turn("Hello?", Verdict.MISSED, None),
        turn("One two three four five.", pieces=2),
    ]
    found = rows(latency.report([CallResult("a", turns=turns)], site, "latency"))
    assert "1 of 4" in found["false cut-offs"].measured
    assert "1 of 4" in found["missed turns"].measured
    assert "1 of 1" in found["numbers heard in several turns"].measured
    assert "(n=1)" in found["voice to voice"].measured


def test_the_greeting_is_no_turn_of_the_caller():
    greeting = Turn("initial_router", "", "", "Hello.")
    assert latency.spoken([CallResult("a", turns=[greeting, turn("Yes.")])]) == [turn("Yes.")]
