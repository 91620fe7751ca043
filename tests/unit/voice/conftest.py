"""The real speech engines, loaded once a test run, and sound made with them."""

import numpy as np
import pytest

from returnflow.settings import Settings
from returnflow.voice import audio, engines


@pytest.fixture(scope="session")
def speech():
    return engines.load(Settings())


@pytest.fixture(scope="session")
def spoken(speech):
    """Words as a caller's microphone gives them: 16 kHz, 200 ms of a quiet room in front, 100 ms behind."""

    def say(words, pace=1.0):
        voice, ear = speech.voice.sample_rate, speech.recogniser.sample_rate
        clip = audio.resample(audio.to_floats(speech.voice.speak(words)), round(voice * pace), ear)
        clip = audio.core(clip, ear)
        return (clip + np.random.default_rng(1).standard_normal(len(clip)) * 3e-4).astype(np.float32)

    return say
