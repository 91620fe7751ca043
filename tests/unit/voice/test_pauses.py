import pytest

from returnflow.conversation.expecting import Expect, Expecting
from returnflow.voice.pauses import DEFAULT, pause

ORDER = Expecting(Expect.ORDER_NUMBER, digits=(17,))
ZIP = Expecting(Expect.SECOND_FACT, digits=(5,))
YES_NO = Expecting(Expect.YES_NO)
OPEN = Expecting(Expect.OPEN)
STORE = Expecting(Expect.STORE, options=("Amazon", "Walmart"))
WHOLE = "one one four, two eight three nine four zero seven, five five six one eight two three"


def test_a_number_complete_in_form_ends_the_turn_soonest():
    assert pause(ORDER, WHOLE) == pause(ORDER, "114-2839407-5561823") == DEFAULT.shortest


def test_behind_a_short_number_a_word_of_thanks_may_follow():
    assert pause(ZIP, "The zip code is 94107") == DEFAULT.short_number > 0.3
    assert pause(ZIP, "94107.", sure=True) == DEFAULT.shortest


@pytest.mark.parametrize("text", ["one one four", "114-2839407", "It's one one four, two eight three"])
def test_in_the_middle_of_a_number_the_caller_may_take_his_time(text):
    assert pause(ORDER, text) == DEFAULT.digits


@pytest.mark.parametrize(("expecting", "text"), [(ORDER, "1142839407556182"), (ZIP, "9410")])
def test_a_number_short_of_a_digit_or_two_was_misheard_and_is_not_waited_for_as_long(expecting, text):
    assert pause(expecting, text) == DEFAULT.nearly


def test_an_answer_that_is_no_number_is_judged_like_any_other():
    assert pause(ZIP, "Carter.") == DEFAULT.complete
    assert pause(ORDER, "Can you find it by my name?") == DEFAULT.uncertain


@pytest.mark.parametrize(("expecting", "text"), [(YES_NO, "Yes, please."), (STORE, "It was Walmart."), (YES_NO, "That's right.")])
def test_a_whole_answer_ends_the_turn_quickly(expecting, text):
    assert pause(expecting, text) == DEFAULT.complete


@pytest.mark.parametrize("text", ["Yes.", "No.", "No", "Okay.", "Hi.", "Oh, yeah."])
def test_words_that_begin_an_answer_as_often_as_they_are_one_outlast_a_comma(text):
    assert DEFAULT.opener <= pause(YES_NO, text)
    assert pause(YES_NO, text) > 0.4 > DEFAULT.complete


@pytest.mark.parametrize(("expecting", "text"), [(STORE, "I bought it at Amazon,"), (YES_NO, "No,"), (ZIP, "Carter,")])
def test_a_comma_lengthens_the_pause_and_proves_nothing(expecting, text):
    assert pause(expecting, text) == DEFAULT.mark


@pytest.mark.parametrize("text", ["I would like to return the", "Well, I bought a", "My order number is", "It's because"])
def test_a_sentence_that_cannot_end_there_is_waited_for(text):
    assert pause(OPEN, text) == DEFAULT.incomplete


def test_an_open_sentence_takes_a_middling_pause():
    assert pause(OPEN, "I want my money back.") == DEFAULT.uncertain


def test_a_full_stop_that_was_heard_shortens_the_pause():
    assert pause(YES_NO, "That's right.", sure=True) == DEFAULT.shortest
    assert pause(OPEN, "I want my money back.", sure=True) == DEFAULT.sure < DEFAULT.uncertain


def test_a_full_stop_completes_nothing_that_its_words_leave_open():
    assert pause(OPEN, "My order number is.", sure=True) == DEFAULT.incomplete
    assert pause(YES_NO, "No.", sure=True) == DEFAULT.opener


def test_a_story_that_has_not_come_to_what_is_wanted_is_waited_for():
    assert pause(STORE, "Hello, I bought a blender at Walmart.", sure=True) == DEFAULT.story
    assert pause(STORE, "Hello, I bought a blender at Walmart. And I want to send it back.", sure=True) == DEFAULT.sure
    assert pause(STORE, "I bought it at Amazon.") == DEFAULT.complete
