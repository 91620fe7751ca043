"""Whether the agent can be understood: its voice as it arrived at the caller, recognised, beside what it meant to say."""

import numpy as np
import pytest
import soundfile
import soxr

from returnflow import bootstrap
from returnflow.simulate import ear

from .wer import error_rate

pytestmark = pytest.mark.voice
RATE = 48_000
JOIN_S, AROUND_S = 0.35, 0.15


@pytest.fixture(scope="module")
def recogniser(desk):
    return bootstrap.engines(desk.settings).recogniser


def sentences(audio):
    """The agent's side cut at its pauses, resampled for the recogniser."""
    blocks = [ear.block(audio[at : at + 480], RATE, at / RATE) for at in range(0, len(audio) - 480, 480)]
    for burst in ear.bursts(blocks, join=JOIN_S):
        start, end = (max(0, int((burst.start - AROUND_S) * RATE)), int((burst.end + AROUND_S) * RATE))
        yield soxr.resample(audio[start:end], RATE, 16_000).astype(np.float32)


def test_fewer_than_12_percent_of_the_agents_words_are_misheard(desk, recogniser):
    result = desk.call("amazon_headphones")
    audio, _ = soundfile.read(result.recording, dtype="float32")
    heard = " ".join(recogniser.transcribe(part).text for part in sentences(audio[:, 1]))
    meant = " ".join(item["spoken"] for item in desk.timeline(result.call_id, "utterance") if item["role"] == "assistant")
    assert error_rate(meant, heard) < 0.12, f"\nmeant: {meant}\nheard: {heard}"
