import numpy as np
import pytest
import soundfile

from returnflow.errors import InvalidInput
from returnflow.simulate import clip

RATE = clip.RATE


def tone(seconds, rate=RATE):
    return (np.sin(2 * np.pi * 300 * np.arange(int(rate * seconds)) / rate) * 0.25).astype(np.float32)


def test_any_rate_and_channel_count_becomes_mono_at_48_khz(tmp_path):
    path = tmp_path / "stereo.wav"
    soundfile.write(path, np.stack([tone(0.5, 22_050)] * 2, axis=1), 22_050)
    samples = clip.read(path)
    assert samples.ndim == 1
    assert len(samples) / RATE == pytest.approx(0.5, abs=0.001)


def test_what_is_no_sound_is_refused(tmp_path):
    path = tmp_path / "text.wav"
    path.write_text("not a sound")
    with pytest.raises(InvalidInput, match="cannot read"):
        clip.read(path)


def test_trimming_leaves_ten_milliseconds_in_front_and_nothing_behind():
    quiet = np.zeros(RATE // 2, np.float32)
    trimmed = clip.trimmed(np.concatenate([quiet, tone(0.4), quiet]))
    assert len(trimmed) / RATE == pytest.approx(0.42, abs=0.01)


def test_every_clip_gets_the_same_peak_and_silence_stays_silent():
    assert np.abs(clip.at_level(tone(0.1))).max() == pytest.approx(0.5)
    assert not clip.at_level(np.zeros(10, np.float32)).any()
    assert len(clip.at_level(np.zeros(0, np.float32))) == 0


def test_a_clip_knows_its_length():
    assert clip.Clip("", tone(0.25)).seconds == 0.25
