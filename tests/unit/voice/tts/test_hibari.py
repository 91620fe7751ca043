import numpy as np
import pytest

from returnflow.voice.tts.hibari import HibariVoice

RATE = 24_000


def samples(pcm):
    return np.frombuffer(pcm, np.int16)


def loud(pcm):
    """Seconds before and behind what is within 45 dB of the peak."""
    clip = np.abs(samples(pcm)).astype(float)
    at = np.flatnonzero(clip > clip.max() * 10 ** (-45 / 20))
    return at[0] / RATE, (len(clip) - at[-1]) / RATE


@pytest.mark.parametrize("text", ["Great.", "Thank you. I found that order.", "Which item would you like to return?"])
def test_speech_begins_and_ends_without_the_silence_that_would_be_delay(speech, text):
    front, behind = loud(speech.voice.speak(text))
    assert front < 0.03
    assert behind < 0.09


def test_the_same_words_sound_the_same(speech):
    other = HibariVoice(speech.voice._engine)
    assert other.speak("Your return is on its way.") == speech.voice.speak("Your return is on its way.")


def test_what_was_said_before_comes_from_the_cache(speech):
    voice = HibariVoice(speech.voice._engine)
    for _ in range(3):
        voice.speak("One moment, please.")
    voice.speak("One  moment,\nplease.")
    assert voice.cached() == (3, 1)


def test_the_cache_forgets_what_was_not_said_for_long():
    made = []

    class Engine:
        def __call__(self, text, seed):
            made.append(text)
            return np.ones(10, np.float32)

    voice = HibariVoice(Engine())
    for number in range(300):
        voice.speak(str(number))
    voice.speak("299")
    voice.speak("0")
    assert made[-2:] == ["299", "0"]


@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_to_say_is_no_sound(speech, text):
    assert speech.voice.speak(text) == b""


def test_pieces_are_cut_by_the_same_rule_everywhere(speech):
    assert speech.voice.sentences("Thank you. Goodbye.") == ["Thank you.", "Goodbye."]


def test_the_voice_speaks_at_its_own_rate(speech):
    assert speech.voice.sample_rate == RATE
    assert 0.4 < len(samples(speech.voice.speak("Thank you."))) / RATE < 2.0
