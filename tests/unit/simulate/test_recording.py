import wave

import numpy as np

from returnflow.simulate.clip import RATE
from returnflow.simulate.recording import Recording

FRAME = RATE // 100


def level(value, count=FRAME):
    return np.full(count, value, np.float32)


def test_both_sides_lie_on_one_clock():
    recording = Recording(start=100.0)
    for n in range(50):
        recording.sent(100.0 + n / 100, level(0.1))
    recording.heard(100.3, level(0.5))
    left, right = recording.sides()
    assert len(left) == len(right) == 50 * FRAME
    assert np.flatnonzero(right)[0] == round(0.3 * RATE)


def test_jitter_of_some_milliseconds_leaves_no_seam():
    recording = Recording(start=0.0)
    for n, jitter in enumerate((0.0, 0.004, -0.003, 0.02, 0.0)):
        recording.heard(n / 100 + jitter, level(0.5))
    _, right = recording.sides()
    assert len(right) == 5 * FRAME
    assert (right == 0.5).all()


def test_a_pause_in_what_arrives_is_silence_of_its_length():
    recording = Recording(start=0.0)
    recording.heard(0.0, level(0.5))
    recording.heard(1.0, level(0.5))
    _, right = recording.sides()
    assert np.flatnonzero(right[FRAME:])[0] + FRAME == RATE


def test_two_agents_at_once_do_not_stretch_the_clock():
    recording = Recording(start=0.0)
    for n in range(100):
        recording.heard(n / 100, level(0.5))
        recording.heard(n / 100, level(0.2))
    _, right = recording.sides()
    assert len(right) <= 1.1 * RATE


def test_the_file_is_stereo_16_bit_with_the_caller_on_the_left(tmp_path):
    recording = Recording(start=0.0)
    recording.sent(0.0, level(0.25))
    recording.heard(0.0, level(-0.5))
    path = recording.write(tmp_path / "deep" / "call.wav")
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (2, 2, RATE)
        samples = np.frombuffer(file.readframes(FRAME), "<i2").reshape(-1, 2)
    assert samples[0].tolist() == [8191, -16383]
    assert [each.name for each in path.parent.iterdir()] == ["call.wav"]


def test_what_is_louder_than_full_scale_is_clipped_and_does_not_wrap(tmp_path):
    recording = Recording(start=0.0)
    recording.sent(0.0, level(1.5))
    with wave.open(str(recording.write(tmp_path / "loud.wav"))) as file:
        assert np.frombuffer(file.readframes(1), "<i2")[0] == 32767
