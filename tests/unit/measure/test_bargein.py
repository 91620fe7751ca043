import pytest

from returnflow.measure.bargein import repeats

OURS = "Thanks. Please read me the order number, it has seventeen digits."


@pytest.mark.parametrize("heard", ["Please read me the order number.", "read me the order number it has", "the number it has"])
def test_a_piece_of_our_own_sentence_is_known_again(heard):
    assert repeats(heard, OURS)


@pytest.mark.parametrize("heard", ["", "The order number?", "It's the left side, it stopped working.", "One one four, two."])
def test_the_callers_words_are_his(heard):
    assert not repeats(heard, OURS)
