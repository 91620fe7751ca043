import pytest

from returnflow.voice.stt.graphs import Encoded


def test_the_truth_scores_best(speech, spoken):
    texts = ["My zip code is nine four one oh seven.", "My zip code is nine four one oh eight.", "I want to return a blender."]
    scores = speech.recogniser.score(spoken(texts[0]), texts)
    assert max(scores) == scores[0]
    assert scores[0] - scores[2] > 20


def test_audio_encoded_audio_and_transcript_score_alike(speech, spoken):
    audio = spoken("Yes, please.")
    transcript = speech.recogniser.transcribe(audio)
    encoded = speech.recogniser.encode(audio)
    assert isinstance(encoded, Encoded)
    scores = [speech.recogniser.score(heard, ["Yes, please."])[0] for heard in (audio, encoded, transcript)]
    assert scores == pytest.approx([scores[0]] * 3, abs=0.01)


def test_no_texts_have_no_scores(speech, spoken):
    assert speech.recogniser.score(spoken("Yes."), []) == []


def test_texts_of_different_length_score_in_one_batch_as_they_do_alone(speech, spoken):
    encoded = speech.recogniser.encode(spoken("No, I said Walmart."))
    texts = ["No, I said Walmart.", "No."]
    alone = [speech.recogniser.score(encoded, [text])[0] for text in texts]
    assert speech.recogniser.score(encoded, texts) == pytest.approx(alone, abs=1.5)  # int8 scales are taken over the batch


def test_a_low_log_probability_marks_the_digit_that_was_not_said(speech, spoken):
    pieces = speech.recogniser.by_position(spoken("one, two, three, four, five."), "One, two, three, nine, five.")
    worst = min(pieces, key=lambda piece: piece.log_prob)
    assert worst.text == " nine"
    assert "".join(piece.text for piece in pieces).strip() == "One, two, three, nine, five."
