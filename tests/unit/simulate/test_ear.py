"""Synthetic sound with known answers."""

import numpy as np
import pytest

from returnflow.simulate import ear
from returnflow.simulate.ear import Block, Burst, Said, Verdict

RATE = 48_000


def tone(seconds, level=0.5):
    return (np.sin(2 * np.pi * 300 * np.arange(int(RATE * seconds)) / RATE) * level).astype(np.float32)


def silence(seconds):
    return np.zeros(int(RATE * seconds), np.float32)


def blocks(*spans, until=10.0, level=0.1):
    """Blocks of 10 ms that are loud within the spans."""
    return [
        Block(at, level if any(start <= at < end for start, end in spans) else 0.0002, at)
        for at in (n / 100 for n in range(round(until * 100)))
    ]


def test_the_loud_span_begins_and_ends_with_the_tone():
    sound = np.concatenate([silence(0.3), tone(0.5), silence(0.4)])
    first, last = ear.loud_span(sound, RATE)
    assert first / RATE == pytest.approx(0.3, abs=0.006)
    assert last / RATE == pytest.approx(0.8, abs=0.006)


def test_what_is_41_db_under_the_peak_is_no_speech_and_what_is_39_db_under_it_is():
    sound = np.concatenate([tone(0.3, 0.5), tone(0.3, 0.5 * 10 ** (-39 / 20)), tone(0.3, 0.5 * 10 ** (-41.5 / 20))])
    _, last = ear.loud_span(sound, RATE)
    assert last / RATE == pytest.approx(0.6, abs=0.006)


def test_silence_has_a_span_without_a_division_by_zero():
    assert ear.loud_span(silence(0.1), RATE) == (0, 4799)
    assert ear.loud_span(np.zeros(0, np.float32), RATE) == (0, 0)


def test_pauses_inside_a_clip_are_found_and_the_silence_around_it_is_not():
    sound = np.concatenate([silence(0.5), tone(0.3), silence(0.25), tone(0.2), silence(0.05), tone(0.2), silence(0.7)])
    assert ear.pauses(sound, RATE) == pytest.approx([0.25], abs=0.012)


def test_a_block_is_loud_from_its_first_loud_sample():
    samples = np.concatenate([silence(0.005), tone(0.005, 0.4)])
    block = ear.block(samples, RATE, 7.0)
    assert block.level > ear.LOUD_RMS
    assert block.loud_at == pytest.approx(7.005, abs=0.0005)


def test_comfort_noise_is_not_sound():
    noise = np.random.default_rng(1).standard_normal(480).astype(np.float32) * 0.001
    assert ear.block(noise, RATE, 0.0).level < ear.LOUD_RMS


def test_gaps_shorter_than_a_quarter_of_a_second_do_not_divide_a_burst():
    found = ear.bursts(blocks((1.0, 1.5), (1.7, 2.0), (2.6, 3.0)))
    assert [(burst.start, burst.end) for burst in found] == [(1.0, pytest.approx(2.0)), (2.6, pytest.approx(3.0))]


def test_an_answer_is_measured_from_the_last_sample_to_the_first_sound():
    judged = ear.judge(Said(1.0, 2.0), [Burst(2.45, 4.0)])
    assert judged.verdict is Verdict.ANSWERED
    assert judged.latency == pytest.approx(0.45)


def test_sound_of_an_earlier_sentence_is_no_answer():
    judged = ear.judge(Said(1.0, 2.0), [Burst(0.2, 0.9), Burst(2.5, 3.0)])
    assert judged.latency == pytest.approx(0.5)


def test_an_agent_that_begins_before_the_caller_ends_has_cut_him_off():
    assert ear.judge(Said(1.0, 2.0), [Burst(1.6, 3.0)]).verdict is Verdict.CUT_OFF


def test_an_answer_quicker_than_the_round_trip_was_decided_before_the_end():
    assert ear.judge(Said(1.0, 2.0), [Burst(2.05, 3.0)]).verdict is Verdict.CUT_OFF


def test_a_reply_begun_in_a_pause_and_withdrawn_unheard_is_a_cut_off_too():
    assert ear.judge(Said(1.0, 2.0), [Burst(2.5, 3.0)], committed=[1.5]).verdict is Verdict.CUT_OFF


def test_a_reply_begun_after_the_end_is_no_cut_off():
    assert ear.judge(Said(1.0, 2.0), [Burst(2.5, 3.0)], committed=[0.4, 2.4]).verdict is Verdict.ANSWERED


def test_no_sound_for_five_seconds_is_a_missed_turn():
    assert ear.judge(Said(1.0, 2.0), []).verdict is Verdict.MISSED
    assert ear.judge(Said(1.0, 2.0), [Burst(7.1, 8.0)]).verdict is Verdict.MISSED
    assert ear.judge(Said(1.0, 2.0), [Burst(6.9, 8.0)]).verdict is Verdict.ANSWERED


def test_the_time_to_silence_ends_at_the_last_loud_block_before_a_long_gap():
    heard = blocks((0.0, 2.3), (3.2, 5.0))
    assert ear.stop_time(2.0, heard) == pytest.approx(0.3, abs=0.011)


def test_the_agents_own_pauses_do_not_count_as_silence():
    heard = blocks((0.0, 2.2), (2.6, 4.0))
    assert ear.stop_time(2.0, heard) == pytest.approx(2.0, abs=0.011)


def test_an_agent_that_never_stops_has_no_time_to_silence():
    assert ear.stop_time(2.0, blocks((0.0, 10.0))) is None


def test_silence_that_was_watched_too_shortly_is_not_believed():
    assert ear.stop_time(2.0, blocks((0.0, 2.2), until=2.5)) is None
