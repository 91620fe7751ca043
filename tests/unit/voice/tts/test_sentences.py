import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnflow.voice.tts.sentences import sentences


def test_sentences_are_spoken_one_by_one():
    assert sentences("Thank you. Which item? The headphones!") == ["Thank you.", "Which item?", "The headphones!"]


def test_a_short_first_sentence_is_not_cut():
    assert sentences("Sure, I can do that. What is the order number?") == ["Sure, I can do that.", "What is the order number?"]


def test_a_long_first_sentence_begins_with_its_first_clause():
    said = "I have found the headphones, which were delivered on the third of November and cost fifty dollars."
    first, second = sentences(said)
    assert first == "I have found the headphones,"
    assert second.startswith("which were delivered")


def test_only_the_first_sentence_is_cut():
    long = "I have found the headphones, which were delivered on the third of November and cost fifty dollars."
    assert sentences(f"Thank you. {long}") == ["Thank you.", long]


def test_a_clause_of_one_word_is_not_torn_off():
    text = "Okay, I have put down that the blender leaks and will send the label."
    assert sentences(text) == [text]


@pytest.mark.parametrize("text", ["Dr. Miller sent it.", "It ships in the U.S. Only there.", "Ask for Mr. Jones at the desk."])
def test_abbreviations_do_not_end_a_sentence(text):
    assert sentences(text) == [text]


def test_lines_are_sentences_of_their_own():
    assert sentences("first line\nsecond line") == ["first line", "second line"]


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_nothing_to_say_has_no_pieces(text):
    assert sentences(text) == []


@given(st.text(alphabet=st.sampled_from("aB1 .,?!'\"\n"), max_size=120))
def test_no_word_is_lost_or_said_twice(text):
    assert " ".join(sentences(text)).split() == text.split()
