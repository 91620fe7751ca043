import numpy as np

from returnflow.voice.stt.segments import KEPT_SILENCE, PRE_ROLL, WINDOW, Change, Segments


def window(value):
    return np.full(WINDOW, value, np.int16)


def feed(segments, probabilities, first=1):
    """Feed one window a probability; the windows carry their number. Returns the changes by position."""
    changes = {}
    for at, probability in enumerate(probabilities):
        change = segments.feed(window(first + at), probability)
        if change:
            changes[at] = change
    return changes


def numbers(audio):
    """The numbers of the windows in an audio."""
    return [round(float(value) * 32768) for value in audio[::WINDOW]]


def test_speech_starts_with_its_second_window_and_pauses_with_the_second_silent_one():
    assert feed(Segments(), [0, 0, 0.9, 0.9, 0.9, 0.1, 0.1, 0.1]) == {3: Change.STARTED, 6: Change.PAUSED}


def test_a_single_loud_window_is_no_speech():
    segments = Segments()
    assert feed(segments, [0, 0.9, 0, 0.9, 0]) == {}
    assert not segments.open


def test_the_audio_begins_with_the_pre_roll():
    segments = Segments()
    feed(segments, [0] * 20 + [0.9] * 4)
    assert numbers(segments.audio()) == list(range(21 - PRE_ROLL, 25))


def test_once_a_turn_is_open_one_window_is_enough_to_go_on():
    segments = Segments()
    feed(segments, [0.9, 0.9, 0.1, 0.1, 0.1])
    assert feed(segments, [0.9]) == {0: Change.STARTED}


def test_a_weak_window_keeps_speech_going_but_does_not_start_it():
    segments = Segments()
    assert feed(segments, [0.4] * 5) == {}
    assert feed(segments, [0.9, 0.9, 0.4, 0.4, 0.4]) == {1: Change.STARTED}


def test_segments_are_joined_with_a_little_of_the_silence_between_them():
    segments = Segments()
    feed(segments, [0.9] * 4 + [0] * 60 + [0.9] * 4)
    audio = numbers(segments.audio())
    assert audio[:4] == [1, 2, 3, 4]
    assert audio[-4:] == [65, 66, 67, 68]
    assert len(audio) == 8 + KEPT_SILENCE + PRE_ROLL


def test_taking_the_turn_starts_afresh():
    segments = Segments()
    feed(segments, [0.9] * 4 + [0] * 3)
    assert len(segments.take()) == 7 * WINDOW
    assert not segments.open
    assert len(segments.audio()) == 0


def test_speech_that_is_going_on_when_the_turn_is_taken_belongs_to_the_next():
    segments = Segments()
    feed(segments, [0.9] * 10)
    segments.take()
    assert segments.talking
    assert numbers(segments.audio()) == list(range(5, 11))
