import math

import numpy as np
import pytest

from returnflow.settings import Settings
from returnflow.voice.stt import prepare
from returnflow.voice.stt.decoding import Rules, log_total
from returnflow.voice.stt.tokenizer import END, Tokenizer


@pytest.fixture(scope="module")
def tokenizer():
    return Tokenizer.load(prepare.folder(Settings()) / prepare.TOKENIZER)


@pytest.fixture(scope="module")
def rules(tokenizer):
    return Rules.for_vocabulary(tokenizer, len(tokenizer))


@pytest.fixture
def logits(tokenizer):
    """All equally unlikely, but for the named pieces."""

    def give(**nats):
        row = np.full(len(tokenizer), -20.0, np.float32)
        for piece, value in nats.items():
            row[END if piece == "end" else tokenizer.encode(piece)[0]] = value
        return row

    return give


def word(tokenizer, token):
    return "end" if token == END else tokenizer.piece(token).strip()


def test_words_take_the_likeliest_token(rules, tokenizer, logits):
    assert word(tokenizer, rules.words.choose(logits(four=1.0, end=2.0), 0, first=True)) == "end"
    assert word(tokenizer, rules.words.choose(logits(four=2.5, end=2.0), 0, first=True)) == "four"


def test_insisting_forbids_only_an_empty_text(rules, tokenizer, logits):
    row = logits(four=1.0, end=2.0)
    assert word(tokenizer, rules.insist.choose(row, 0, first=True)) == "four"
    assert word(tokenizer, rules.insist.choose(row, 0, first=False)) == "end"


def test_a_digit_is_preferred_to_its_homophone_while_a_number_is_expected(rules, tokenizer, logits):
    row = logits(**{"four": 1.0, "for": 2.5})
    assert word(tokenizer, rules.words.choose(row, 0, first=False)) == "for"
    assert word(tokenizer, rules.number.choose(row, 0, first=False)) == "four"


def test_a_clear_word_stays_a_word_while_a_number_is_expected(rules, tokenizer, logits):
    assert word(tokenizer, rules.number.choose(logits(four=1.0, person=6.0), 0, first=False)) == "person"


def test_choosing_leaves_the_logits_as_they_are(rules, logits):
    row = logits(four=1.0)
    before = row.copy()
    rules.number.choose(row, 0, first=True)
    assert np.array_equal(row, before)


def test_digits_are_favoured_no_longer_when_the_number_is_complete(rules, tokenizer, logits):
    row, rule = logits(**{"four": 1.0, "for": 2.5}), rules.expecting((5,))
    assert word(tokenizer, rule.choose(row, 4, first=False)) == "four"
    assert word(tokenizer, rule.choose(row, 5, first=False)) == "for"


def test_a_number_may_take_more_tokens_a_second_than_words(rules):
    assert rules.number.limit(10.0) > rules.words.limit(10.0) > 60


def test_the_log_of_the_total_makes_probabilities_of_logits():
    row = np.array([0.0, math.log(3.0)], np.float32)
    assert np.exp(row - log_total(row)) == pytest.approx([0.25, 0.75])
