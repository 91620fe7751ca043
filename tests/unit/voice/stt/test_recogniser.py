import re

import numpy as np
import pytest

from returnflow.errors import SetupError
from returnflow.voice.stt.recogniser import Recogniser

SENTENCES = [
    "I would like to return a pair of headphones.",
    "No, I said Walmart, not Amazon.",
    "It stopped working after two days.",
    "Can I talk to a person, please?",
]


def words(text):
    return re.findall(r"[a-z0-9']+", text.lower())


def digits(text):
    return "".join(c for c in text if c.isdigit())


@pytest.mark.parametrize("sentence", SENTENCES)
def test_clear_speech_is_understood_word_by_word(speech, spoken, sentence):
    assert words(speech.recogniser.transcribe(spoken(sentence)).text) == words(sentence)


@pytest.mark.parametrize("answer", ["Yes.", "No.", "Yeah.", "Correct."])
@pytest.mark.parametrize("silence_s", [0.0, 0.8])
def test_short_answers_are_never_empty_however_much_silence_is_around(speech, spoken, answer, silence_s):
    silence = np.zeros(round(silence_s * 16_000), np.float32)
    assert speech.recogniser.transcribe(np.concatenate([silence, spoken(answer), silence])).text


def test_a_long_number_is_heard_digit_by_digit(speech, spoken):
    said = "one one four, three nine four one six eight nine, five five six one eight two three."
    heard = speech.recogniser.transcribe(spoken(said), number=(17,))
    names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    numerals = re.sub(r"[a-z]+", lambda m: str(names.index(m[0])) if m[0] in names else m[0], heard.text.lower())
    assert digits(numerals) == "11439416895561823"


@pytest.mark.parametrize("beginning", ["one one four, three nine four one six eight nine,", "one one four, four four."])
def test_an_earlier_piece_of_a_number_saves_steps_and_changes_nothing(speech, spoken, beginning):
    said = spoken("one one four, three nine four one six eight nine, five five six one eight two three.")
    draft = speech.recogniser.transcribe(spoken(beginning), number=(17,)).tokens
    steps = {(): 0, draft: 0}

    def heard(given):
        def asked():
            steps[given] += 1
            return False

        return speech.recogniser.transcribe(said, number=(17,), cancelled=asked, draft=given)

    assert heard(draft).tokens == heard(()).tokens
    assert steps[draft] < steps[()]


def test_words_are_still_words_while_a_number_is_expected(speech, spoken):
    assert words(speech.recogniser.transcribe(spoken("I want to talk to a person."), number=(17,)).text) == [
        "i", "want", "to", "talk", "to", "a", "person",
    ]  # fmt: skip


def test_a_transcript_tells_how_sure_it_is_of_every_token(speech, spoken):
    heard = speech.recogniser.transcribe(spoken("Thank you very much."))
    assert len(heard.log_probs) == len(heard.tokens) + 1
    assert all(-5 < nats <= 0 for nats in heard.log_probs)
    assert heard.audio_s > 1
    assert heard.encode_ms > 0
    assert heard.decode_ms > 0


def test_decoding_stops_between_two_tokens_when_it_is_cancelled(speech, spoken):
    asked = []

    def cancelled():
        asked.append(True)
        return len(asked) > 3

    assert speech.recogniser.transcribe(spoken(SENTENCES[0]), cancelled=cancelled) is None
    assert len(asked) == 4


def test_what_is_not_cancelled_is_finished(speech, spoken):
    assert speech.recogniser.transcribe(spoken("Thank you."), cancelled=lambda: False).text


@pytest.mark.parametrize("samples", [0, 1, 100, 1_600])
def test_next_to_nothing_is_no_reason_to_fail(speech, samples):
    assert isinstance(speech.recogniser.transcribe(np.zeros(samples, np.float32)).text, str)


def test_an_unprepared_folder_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(SetupError, match=r"manifest\.json is missing.*make setup"):
        Recogniser.load(tmp_path)
