import numpy as np
import pytest

from returnflow.voice.echo_meter import BLOCK, EchoMeter, Line, power, prominence

RATE = 16_000


def speech(seconds, seed):
    """Breath with a syllable's rhythm: what two people say is not alike."""
    at = np.arange(int(seconds * RATE)) / RATE
    noise = np.random.default_rng(seed).normal(0, 1, len(at))
    shaped = np.convolve(noise, np.ones(6) / 6, "same")
    return (shaped * (0.15 + np.abs(np.sin(2 * np.pi * 2.1 * at + seed))) * 4000).astype(np.int16)


def room(seconds, level=6):
    return np.random.default_rng(9).normal(0, level, int(seconds * RATE)).astype(np.int16)


def later(sound, lag, decibels, level=6):
    """What of it comes back, with the room."""
    delayed = np.concatenate([np.zeros(int(lag * RATE)), sound])[: len(sound)]
    return (delayed * 10 ** (decibels / 20) + room(len(sound) / RATE, level)).astype(np.int16)


def tell(meter, ours, theirs):
    for at in range(0, min(len(ours), len(theirs)) - BLOCK + 1, BLOCK):
        meter.add(ours[at : at + BLOCK], theirs[at : at + BLOCK])
    return meter


@pytest.mark.parametrize("decibels", [-6, -20])
@pytest.mark.parametrize("lag", [0.08, 0.3, 0.55])
def test_an_echo_that_comes_in_time_is_found(lag, decibels):
    ours = speech(3, 1)
    assert tell(EchoMeter(), ours, later(ours, lag, decibels)).line is Line.ECHOES


@pytest.mark.parametrize("lag", [0.08, 0.3, 0.55])
def test_a_faint_echo_is_never_called_a_clear_line(lag):
    ours = speech(6, 1)
    assert tell(EchoMeter(), ours, later(ours, lag, -32)).line is not Line.CLEAR


@pytest.mark.parametrize("lag", [0.9, 1.3])
def test_an_echo_from_far_away_is_found_once_it_is_there(lag):
    ours = speech(4, 1)
    meter = tell(EchoMeter(), ours[: RATE], room(1))
    assert meter.line is Line.CLEAR
    assert tell(meter, ours[RATE:], later(ours, lag, -20)[RATE:]).line is Line.ECHOES


def test_a_quiet_microphone_while_we_speak_shows_a_clear_line_within_a_second():
    assert tell(EchoMeter(), speech(0.9, 1), room(0.9)).line is Line.CLEAR


def test_a_noisy_room_is_quiet_by_its_own_measure():
    assert tell(EchoMeter(), speech(2, 1), room(2, level=200)).line is Line.CLEAR


def test_too_little_of_our_voice_says_nothing():
    assert tell(EchoMeter(), speech(0.5, 1), room(0.5)).line is Line.UNKNOWN


def test_a_quiet_microphone_says_nothing_while_we_are_silent():
    assert tell(EchoMeter(), np.zeros(3 * RATE, np.int16), room(3)).line is Line.UNKNOWN


def test_a_caller_says_nothing_about_the_line_while_we_are_silent():
    assert tell(EchoMeter(), np.zeros(3 * RATE, np.int16), speech(3, 2)).line is Line.UNKNOWN


def test_a_caller_over_an_echo_does_not_hide_it():
    ours = speech(3, 1)
    theirs = later(ours, 0.25, -14) + np.concatenate([np.zeros(RATE, np.int16), speech(2, 2) // 4])
    assert tell(EchoMeter(), ours, theirs).line is Line.ECHOES


def test_who_speaks_over_us_on_a_clear_line_is_no_echo():
    meter = tell(EchoMeter(), speech(1, 1), room(1))
    for seed in range(2, 8):
        tell(meter, speech(2, 10 + seed), speech(2, seed))
    assert meter.line is Line.CLEAR


def test_a_loudspeaker_turned_on_in_mid_call_is_found():
    meter = tell(EchoMeter(), speech(2, 1), room(2))
    ours = speech(3, 3)
    assert tell(meter, ours, later(ours, 0.4, -20)).line is Line.ECHOES


def test_a_line_that_echoes_is_not_taken_for_clear_again():
    ours = speech(2, 1)
    meter = tell(EchoMeter(), ours, later(ours, 0.2, -20))
    assert tell(meter, speech(3, 3), room(3)).line is Line.ECHOES


def test_an_echo_stands_out_of_the_correlation_and_other_words_do_not():
    ours = speech(2, 1)
    assert prominence(ours, later(ours, 0.3, -20)[-4800:]) > 12 > prominence(ours, speech(0.3, 2))


def test_power_is_one_at_full_scale():
    assert abs(power(np.full(BLOCK, -32768, np.int16)) - 1) < 1e-6
