import pytest

from returnflow.conversation.expecting import Expect, Expecting
from returnflow.voice.overlap import Overlap, Saying, judge

SENTENCE = "Thank you, I found it: the headphones. What's the reason for the return?"
OPEN = Saying(SENTENCE, 0.4, Expecting())
YES_NO = Saying("You'd get fifty dollars back. Shall I create the return?", 0.9, Expecting(Expect.YES_NO))


@pytest.mark.parametrize("text", ["Mm-hm.", "Mm-hmm.", "Uh-huh.", "Hmm.", "Mhm", "M. M. H. M..", "Oh.", "Ah.", "Uh,", "Um."])
def test_murmurs_are_back_channels_whatever_was_asked(text):
    assert judge(text, 0.4, OPEN) is Overlap.BACK_CHANNEL
    assert judge(text, 0.4, YES_NO) is Overlap.BACK_CHANNEL


@pytest.mark.parametrize("text", ["Okay.", "Yeah.", "Right.", "I see.", "Oh okay.", "Yeah, okay.", "Thank you."])
def test_short_agreement_is_a_back_channel_unless_it_answers_a_question(text):
    assert judge(text, 0.4, OPEN) is Overlap.BACK_CHANNEL


@pytest.mark.parametrize("text", ["Yes.", "Okay.", "Yeah.", "Sure."])
def test_agreement_answers_a_yes_or_no_question(text):
    assert judge(text, 0.4, YES_NO) is Overlap.TURN


@pytest.mark.parametrize("text", ["", "...", " - "])
def test_no_words_are_nothing(text):
    assert judge(text, 0.4, OPEN) is Overlap.NOTHING


@pytest.mark.parametrize("text", ["Amen.", "Who?", "The", "Bob."])
def test_one_short_word_that_says_nothing_is_nothing(text):
    assert judge(text, 0.3, OPEN) is Overlap.NOTHING


@pytest.mark.parametrize("text", ["Stop.", "No.", "Wait.", "Hello?", "What?", "Repeat."])
def test_one_short_word_that_means_to_interrupt_takes_the_turn(text):
    assert judge(text, 0.3, OPEN) is Overlap.TURN


def test_one_word_near_the_end_of_a_question_may_be_its_answer():
    late = Saying("And the ZIP code, or the last name on it?", 0.8, Expecting(Expect.SECOND_FACT, digits=(5,)))
    early = Saying(late.text, 0.2, late.expecting)
    assert judge("Carter.", 0.4, late) is Overlap.TURN
    assert judge("Carter.", 0.4, early) is Overlap.NOTHING


@pytest.mark.parametrize("text", ["I found it the headphones.", "found it: headphones.", "Thank you, I found it."])
def test_our_own_words_coming_back_are_an_echo(text):
    assert judge(text, 1.0, OPEN) is Overlap.ECHO


def test_our_words_from_before_or_after_what_is_heard_now_are_the_callers_own():
    assert judge("What's the reason for the return?", 1.5, OPEN) is Overlap.TURN


@pytest.mark.parametrize("text", ["I want to talk to a person.", "How long does it take?", "That is not my order."])
def test_a_sentence_takes_the_turn(text):
    assert judge(text, 1.2, OPEN) is Overlap.TURN
