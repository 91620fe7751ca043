"""Yes and no, in many wordings."""

import pytest

from returnflow.dialogue.understand.yes_no import is_clean_yes, is_pure, yes_or_no

YES = """yes|Yes.|yeah|yep|yup|sure|okay|ok|of course|go ahead|please do|yes please|that's right|correct|sounds good|absolutely
definitely|uh-huh|mm-hmm|right|do it|I guess so|why not|no problem|alright|that works|yes, go ahead
well, yes|oh yes|I do|let's do it|yes sir
perfect"""
NO = """no|No.|nope|nah|no thanks|no thank you|not really|I don't think so|uh-uh|no, that's all|that's all
nothing else|that's not right|never mind|I'm good|okay, no|well, no|not now|no, I don't
negative|that's wrong|no that will be all|not yet|don't|rather not"""
NEITHER = ["maybe", "the blue one", "94107", "what?", "", "headphones", "I bought it in May", "hmm"]


@pytest.mark.parametrize("text", YES.replace("\n", "|").split("|"))
def test_a_yes_is_a_yes(text):
    assert yes_or_no(text) is True


@pytest.mark.parametrize("text", NO.replace("\n", "|").split("|"))
def test_a_no_is_a_no(text):
    assert yes_or_no(text) is False


@pytest.mark.parametrize("text", NEITHER)
def test_what_is_neither_is_neither(text):
    assert yes_or_no(text) is None


def test_an_answer_with_something_behind_it_is_not_pure():
    assert is_pure("Yes, please, thank you.")
    assert is_pure("No, that's all.")
    assert not is_pure("No, it's the charger.")


@pytest.mark.parametrize("text", ["I don't know", "I'm not sure", "maybe", "no idea", "it depends", "I have no clue", "perhaps"])
def test_doubt_is_neither(text):
    assert yes_or_no(text) is None


@pytest.mark.parametrize(
    "text", ["Yes.", "Yes, please.", "yeah, go ahead and create it", "Sure, go ahead.", "okay", "that's right", "please"]
)
def test_a_clean_yes_may_change_something(text):
    assert is_clean_yes(text)


@pytest.mark.parametrize(
    "text",
    [
        "absolutely not",
        "I would prefer not to",
        "right, but what about the charger",
        "sure, but when do I get the money",
        "okay, let me think about it for a while",
        "I would like to know the amount",
        "that's the right one, isn't it",
        "no",
        "hm",
        "",
    ],
)
def test_anything_less_may_not(text):
    assert not is_clean_yes(text)
