import numpy as np
import pytest

from returnflow.voice.echo_meter import BLOCK, EchoMeter, Line, power

RATE = 16_000


def speech(seconds, seed):
    """Breath with a syllable's rhythm: what two people say is not alike."""
    at = np.arange(int(seconds * RATE)) / RATE
    noise = np.random.default_rng(seed).normal(0, 1, len(at))
    shaped = np.convolve(noise, np.ones(6) / 6, "same")
    return (shaped * (0.15 + np.abs(np.sin(2 * np.pi * 2.1 * at + seed))) * 4000).astype(np.int16)


def room(seconds):
    return np.random.default_rng(9).normal(0, 6, int(seconds * RATE)).astype(np.int16)


def later(sound, lag, decibels):
    """What of it comes back, with the room."""
    delayed = np.concatenate([np.zeros(int(lag * RATE)), sound])[: len(sound)]
    return (delayed * 10 ** (decibels / 20) + room(len(sound) / RATE)).astype(np.int16)


def tell(meter, ours, theirs):
    for at in range(0, min(len(ours), len(theirs)) - BLOCK + 1, BLOCK):
        meter.add(ours[at : at + BLOCK], theirs[at : at + BLOCK])
    return meter


@pytest.mark.parametrize("decibels", [-6, -20])
@pytest.mark.parametrize("lag", [0.08, 0.3, 0.9])
def test_our_voice_is_found_whatever_its_delay(lag, decibels):
    ours = speech(3, 1)
    assert tell(EchoMeter(), ours, later(ours, lag, decibels)).line is Line.ECHOES


@pytest.mark.parametrize("lag", [0.08, 0.3, 0.9])
def test_an_echo_too_faint_to_judge_is_not_called_clear(lag):
    ours = speech(3, 1)
    assert tell(EchoMeter(), ours, later(ours, lag, -28)).line is Line.UNKNOWN


def test_a_caller_who_speaks_over_us_shows_that_the_line_is_clear():
    ours = speech(2, 1)
    theirs = np.concatenate([room(0.5), speech(1.5, 2)])
    assert tell(EchoMeter(), ours, theirs).line is Line.CLEAR


def test_a_caller_over_an_echo_does_not_hide_it():
    ours = speech(3, 1)
    theirs = later(ours, 0.25, -14) + np.concatenate([np.zeros(RATE, np.int16), speech(2, 2) // 4])
    assert tell(EchoMeter(), ours, theirs).line is Line.ECHOES


def test_a_quiet_microphone_says_nothing():
    assert tell(EchoMeter(), speech(3, 1), room(3)).line is Line.UNKNOWN


def test_a_caller_says_nothing_about_the_line_while_we_are_silent():
    assert tell(EchoMeter(), np.zeros(3 * RATE, np.int16), speech(3, 2)).line is Line.UNKNOWN


def test_a_loudspeaker_turned_on_in_mid_call_is_found():
    meter = tell(EchoMeter(), speech(2, 1), speech(2, 2))
    assert meter.line is Line.CLEAR
    ours = speech(3, 3)
    assert tell(meter, ours, later(ours, 0.4, -20)).line is Line.ECHOES


def test_a_line_that_echoes_is_not_taken_for_clear_again():
    ours = speech(2, 1)
    meter = tell(EchoMeter(), ours, later(ours, 0.2, -20))
    assert tell(meter, speech(3, 3), speech(3, 4)).line is Line.ECHOES


def test_the_moment_before_is_at_hand():
    theirs = speech(1, 2)
    meter = tell(EchoMeter(), np.zeros(RATE, np.int16), theirs)
    assert np.array_equal(meter.recent(), theirs[-len(meter.recent()) :])


def test_power_is_one_at_full_scale():
    assert abs(power(np.full(BLOCK, -32768, np.int16)) - 1) < 1e-6
