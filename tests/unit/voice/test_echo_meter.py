import numpy as np
import pytest

from returnflow.voice.echo_meter import EchoMeter

ROOM = 1e-8  # -80 dB
SPEECH = 1e-2


def told(ours, theirs):
    meter = EchoMeter()
    for our, their in zip(ours, theirs, strict=True):
        meter.add(our, their)
    return meter


def spoken(blocks, seed=1):
    """Power of something like speech, block by block."""
    syllables = np.abs(np.sin(np.arange(blocks) / 7 + seed)) + 0.05
    return SPEECH * syllables


def returned(ours, lag, decibels):
    """The microphone on a line that brings our voice back."""
    return np.concatenate([np.zeros(lag), ours])[: len(ours)] * 10 ** (decibels / 10) + ROOM


def test_a_quiet_microphone_while_we_speak_means_no_echo():
    ours = spoken(90)
    assert told(ours, np.full(90, ROOM)).absent


def test_a_loud_room_that_our_voice_does_not_change_means_no_echo():
    ours = np.concatenate([np.zeros(100), spoken(90)])
    assert told(ours, np.full(190, 1e-5)).absent


@pytest.mark.parametrize("lag", [8, 20, 35, 44])
@pytest.mark.parametrize("decibels", [-10, -20, -28])
def test_an_echo_is_never_taken_for_none(lag, decibels):
    ours = spoken(800)
    assert not told(ours, returned(ours, lag, decibels)).absent


def test_nothing_is_known_before_our_voice_could_have_come_back():
    assert not told(spoken(40), np.full(40, ROOM)).absent


def test_nothing_is_learned_while_we_are_silent():
    assert not told(np.zeros(300), np.full(300, ROOM)).absent


def test_words_over_our_voice_leave_the_judgement_as_it_was():
    meter = told(spoken(90), np.full(90, ROOM))
    for our in spoken(100):
        meter.add(our, SPEECH)
    assert meter.absent


def test_our_own_words_heard_again_take_it_back():
    meter = told(spoken(90), np.full(90, ROOM))
    meter.found()
    assert not meter.absent
