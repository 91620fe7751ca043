"""The floor, driven by hand: what is heard goes in, what is to be done comes out."""

import pytest

from returnflow.voice.overlap import Overlap
from returnflow.voice.turns import DEAF_S, Caller, Do, Floor, Voice


def floor(wait=0.2, overlap=Overlap.TURN):
    return Floor(lambda text: wait, lambda text, seconds: overlap)


def done(steps):
    return [step.do for step in steps]


def say(on, text, start=1.0, end=2.0, silent=0.15):
    """The caller speaks from `start` to `end` and is recognised after so much silence."""
    steps = on.speech_started(start) + on.speech_paused(end) + on.silent(silent)
    return steps + on.recognised(text)


def test_an_answer_is_prepared_at_once_and_committed_when_the_pause_is_long_enough():
    on = floor()
    assert done(say(on, "Yes.")) == [Do.CONSIDER]
    assert on.silent(0.16) == []
    committed = on.silent(0.192)
    assert done(committed) == [Do.COMMIT]
    assert committed[0].text == "Yes."
    assert on.voice is Voice.SPEAKING


def test_a_recognition_that_comes_late_commits_without_further_waiting():
    on = floor()
    assert done(say(on, "Yes.", silent=0.5)) == [Do.COMMIT]


def test_a_caller_who_goes_on_keeps_his_turn():
    on = floor()
    say(on, "No,")
    assert on.speech_started(2.15) == []
    assert on.deadline is None
    assert on.tick(9.0) == []
    on.speech_paused(3.0)
    on.recognised("No, I said Walmart.")
    assert on.silent(0.2)[0].text == "No, I said Walmart."


def test_silence_that_has_not_been_heard_ends_no_turn():
    on = floor()
    say(on, "Hello, it's from Amazon.", silent=0.1)
    assert on.tick(2.5) == []
    assert on.silent(0.2)[0].do is Do.COMMIT


def test_when_nothing_is_heard_any_more_the_clock_decides_in_the_end():
    on = floor()
    say(on, "Yes.")
    assert on.deadline == pytest.approx(2.2 + DEAF_S)
    assert done(on.tick(2.2 + DEAF_S)) == [Do.COMMIT]


def test_a_recognition_that_arrives_after_the_caller_went_on_is_ignored():
    on = floor()
    on.speech_started(1.0)
    on.speech_paused(2.0)
    on.speech_started(2.1)
    assert on.recognised("No,") == []


def test_nothing_recognised_is_no_turn():
    on = floor()
    assert done(say(on, "")) == [Do.FORGET]
    assert on.free


def test_speech_over_the_voice_holds_it_at_once():
    on = floor()
    on.voice_started()
    assert done(on.speech_started(1.0)) == [Do.HOLD]
    assert on.voice is Voice.HELD


@pytest.mark.parametrize("overlap", [Overlap.BACK_CHANNEL, Overlap.ECHO, Overlap.NOTHING])
def test_what_is_no_turn_lets_the_voice_go_on_and_is_forgotten(overlap):
    on = floor(overlap=overlap)
    on.voice_started()
    assert done(say(on, "Mm-hm.")) == [Do.HOLD, Do.RELEASE]
    assert on.voice is Voice.SPEAKING
    assert on.caller is Caller.QUIET
    assert on.tick(9.0) == []


def test_words_over_the_voice_take_the_floor_and_become_a_turn():
    on = floor()
    on.voice_started()
    assert done(say(on, "Stop, I want a person.")) == [Do.HOLD, Do.TAKE, Do.CONSIDER]
    assert on.silent(0.2)[0].do is Do.COMMIT


def test_long_talk_over_the_voice_takes_the_floor_before_it_is_understood():
    on = floor()
    on.voice_started()
    on.speech_started(1.0)
    assert on.deadline == pytest.approx(3.0)
    assert done(on.tick(3.0)) == [Do.TAKE]
    on.speech_paused(4.0)
    assert done(on.recognised("I have been talking for a while")) == [Do.CONSIDER]


def test_closing_words_are_not_held_and_what_is_said_over_them_is_no_turn():
    on = floor()
    on.voice_started(may_be_held=False)
    assert done(say(on, "Thank you, bye.")) == [Do.FORGET]
    assert on.voice is Voice.SPEAKING


def test_speech_between_a_turn_and_its_answer_holds_the_answer():
    on = floor()
    say(on, "Yes.")
    on.silent(0.2)
    assert done(on.speech_started(2.3)) == [Do.HOLD]


def test_typing_cuts_the_voice_and_drops_what_was_being_heard():
    on = floor()
    on.voice_started()
    assert done(on.typed()) == [Do.TAKE]
    assert on.voice is Voice.SPEAKING
    quiet = floor()
    quiet.speech_started(1.0)
    assert quiet.typed() == []
    assert quiet.caller is Caller.QUIET


def test_when_the_voice_has_finished_and_nobody_speaks_the_floor_is_free():
    on = floor()
    on.voice_started()
    assert not on.free
    on.voice_finished()
    assert on.free
