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


def caller_speaks(recording, start, seconds):
    """A tone from the microphone, 100 ms at a time."""
    sound = tone(16_000, seconds)
    for at in range(0, len(sound), 1_600):
        recording.caller(sound[at : at + 1_600], start + (at + 1_600) / 16_000)


def level(channel, start, end):
    return np.abs(channel[int(start * RATE) : int(end * RATE)]).max()


def test_what_must_not_be_kept_is_silent_and_the_rest_is_there(tmp_path):
    recording = Recording(tmp_path / "call.ogg", started=50.0)
    caller_speaks(recording, 51.0, 5.0)
    recording.agent(tone(RATE, 5.0).tobytes(), 51.0)
    recording.silence(52.0, 54.0)
    audio, _ = soundfile.read(recording.finish())
    assert level(audio[:, 0], 2.05, 3.95) < 0.01
    assert level(audio[:, 0], 1.2, 1.9) > 0.1
    assert level(audio[:, 0], 4.1, 5.9) > 0.1
    assert level(audio[:, 1], 2.0, 4.0) > 0.1


def test_a_card_is_silent_before_it_reaches_the_disk(tmp_path, monkeypatch):
    written = []
    monkeypatch.setattr(soundfile.SoundFile, "write", lambda file, block: written.append(block.copy()))
    recording = Recording(tmp_path / "call.ogg", started=0.0)
    caller_speaks(recording, 0.0, 12.0)
    recording.silence(0.0, 12.0)
    caller_speaks(recording, 12.0, 30.0)
    recording.finish()
    caller = np.concatenate(written)[:, 0] / 32_768
    assert len(caller) == pytest.approx(42 * RATE, rel=0.01)
    assert level(caller, 0.0, 11.9) == 0
    assert level(caller, 12.1, 41.0) > 0.1


def test_what_was_written_already_is_taken_out_at_the_end(tmp_path):
    recording = Recording(tmp_path / "call.ogg", started=0.0)
    caller_speaks(recording, 0.0, 40.0)
    recording.silence(1.0, 30.0)
    audio, _ = soundfile.read(recording.finish())
    assert level(audio[:, 0], 1.2, 29.8) < 0.01
    assert level(audio[:, 0], 0.2, 0.9) > 0.1
    assert level(audio[:, 0], 30.1, 39.5) > 0.1
    assert [path.name for path in tmp_path.iterdir()] == ["call.ogg"]


def test_a_silence_before_the_beginning_or_after_the_end_does_nothing(tmp_path):
    recording = Recording(tmp_path / "call.ogg", started=10.0)
    caller_speaks(recording, 10.0, 2.0)
    recording.silence(0.0, 9.0)
    recording.silence(13.0, 14.0)
    audio, _ = soundfile.read(recording.finish())
    assert level(audio[:, 0], 0.2, 1.8) > 0.1
