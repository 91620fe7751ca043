import numpy as np
import pytest

from returnflow.voice import audio

RATE = 16_000


def tone(seconds, level=0.5):
    return (level * np.sin(2 * np.pi * 440 * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)


def silence(seconds):
    return np.zeros(round(seconds * RATE), np.float32)


def test_pcm_comes_back_as_it_went_in():
    clip = tone(0.1)
    assert np.abs(audio.to_floats(audio.to_pcm(clip)) - clip).max() < 1e-4


def test_what_is_too_loud_is_clipped_and_not_wrapped_around():
    pcm = np.frombuffer(audio.to_pcm(np.array([2.0, -2.0], np.float32)), np.int16)
    assert pcm.tolist() == [32767, -32767]


def test_a_resampled_clip_keeps_its_length_in_seconds():
    assert len(audio.resample(tone(1.0), RATE, 24_000)) == pytest.approx(24_000, abs=2)


def test_a_clip_of_the_wanted_rate_is_not_touched():
    clip = tone(0.1)
    assert audio.resample(clip, RATE, RATE) is clip


def test_the_level_of_a_full_sine_is_three_decibels_below_full_scale():
    assert audio.level_dbfs(tone(1.0, level=1.0)) == pytest.approx(-3.01, abs=0.02)


def test_digital_silence_has_the_lowest_level_there_is():
    assert audio.level_dbfs(silence(0.1)) == -120.0
    assert audio.level_dbfs(silence(0.0)) == -120.0


def test_silence_is_cut_to_what_was_asked_for_on_both_sides():
    clip = np.concatenate([silence(0.3), tone(1.0), silence(0.4)])
    cut = audio.trim(clip, RATE, lead_s=0.01, tail_s=0.06, below_peak_db=45)
    assert len(cut) / RATE == pytest.approx(1.07, abs=0.02)


def test_nothing_but_silence_is_cut_to_nothing():
    assert len(audio.trim(silence(0.5), RATE, lead_s=0.01, tail_s=0.06, below_peak_db=45)) == 0


def test_the_core_of_an_utterance_always_has_200_ms_in_front_of_it():
    long_front = audio.core(np.concatenate([silence(2.0), tone(0.5), silence(1.0)]), RATE)
    no_front = audio.core(tone(0.5), RATE)
    assert len(long_front) / RATE == pytest.approx(0.8, abs=0.02)
    assert len(no_front) / RATE == pytest.approx(0.7, abs=0.02)
    assert not no_front[: RATE // 5].any()


def test_the_core_of_silence_is_the_silence():
    assert len(audio.core(silence(0.5), RATE)) == RATE // 2
