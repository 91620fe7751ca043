import pytest

from returnflow.measure.bargein import own_words, repeats
from returnflow.simulate.result import CallResult, Turn

OURS = "Thanks. Please read me the order number, it has seventeen digits."


@pytest.mark.parametrize("heard", ["Please read me the order number.", "read me the order number it has", "the number it has"])
def test_a_piece_of_our_own_sentence_is_known_again(heard):
    assert repeats(heard, OURS)


@pytest.mark.parametrize("heard", ["", "The order number?", "It's the left side, it stopped working.", "One one four, two."])
def test_the_callers_words_are_his(heard):
    assert not repeats(heard, OURS)


def test_the_callers_line_is_his_even_where_we_said_the_same():
    result = CallResult("a-call")
    result.turns = [
        Turn("amazon", "The zip code is nine four one.", "The zip code is 941.", "What's the ZIP code it was sent to?"),
        Turn("amazon", "It broke.", "zip code it was sent", "What's the reason?"),
    ]
    assert own_words(result) == ["zip code it was sent"]
