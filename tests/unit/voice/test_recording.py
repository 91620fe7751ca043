import numpy as np
import pytest
import soundfile

from returnflow.voice.recording import RATE, Recording


def tone(rate, seconds, frequency=440.0):
    return (np.sin(np.arange(int(rate * seconds)) * 2 * np.pi * frequency / rate) * 8000).astype(np.int16)


def loud(channel):
    """First and last loud moment in seconds."""
    at = np.flatnonzero(np.abs(channel) > 0.05)
    return at[0] / RATE, at[-1] / RATE


def test_the_caller_is_left_and_the_agent_right_at_their_times(tmp_path):
    recording = Recording(tmp_path / "sub" / "call.ogg", started=100.0)
    for at in range(100):  # one second of microphone, 10 ms at a time, from second 1 on
        recording.caller(tone(16_000, 1.0)[at * 160 : (at + 1) * 160], 101.0 + (at + 1) * 0.01)
    recording.agent(tone(RATE, 0.5).tobytes(), 103.0)
    path = recording.finish()
    audio, rate = soundfile.read(path)
    assert rate == RATE
    assert loud(audio[:, 0]) == pytest.approx((1.0, 2.0), abs=0.05)
    assert loud(audio[:, 1]) == pytest.approx((3.0, 3.5), abs=0.05)


def test_times_that_jitter_leave_no_holes(tmp_path):
    recording = Recording(tmp_path / "call.ogg", started=0.0)
    sound = tone(RATE, 1.0)
    for at in range(50):
        jitter = 0.03 if at % 2 else -0.03
        recording.agent(sound[at * 480 : (at + 1) * 480].tobytes(), 1.0 + at * 0.02 + jitter)
    audio, _ = soundfile.read(recording.finish())
    start, end = loud(audio[:, 1])
    assert end - start == pytest.approx(1.0, abs=0.02)
    blocks = audio[int(start * RATE) + 480 : int(end * RATE) - 480, 1]
    assert np.sqrt((blocks[: len(blocks) // 240 * 240].reshape(-1, 240) ** 2).mean(1)).min() > 0.1


def test_a_caller_who_does_not_want_it_leaves_nothing_behind(tmp_path):
    recording = Recording(tmp_path / "call.ogg", started=0.0)
    recording.agent(tone(RATE, 1.0).tobytes(), 0.5)
    recording.delete()
    assert list(tmp_path.iterdir()) == []
