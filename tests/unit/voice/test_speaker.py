"""The agent's mouth with an audio source that plays in real time but makes no sound."""

import asyncio

import numpy as np
import pytest
from livekit import rtc

from returnflow.voice import speaker as module
from returnflow.voice.speaker import RATE, REWIND, Speaker


class FakeSource:
    """Plays ten times faster than real time, with a queue of 100 ms."""

    def __init__(self, rate, channels, queue_size_ms):
        self.heard = []
        self._ends = 0.0

    @property
    def queued_duration(self):
        return max(0.0, (self._ends - asyncio.get_running_loop().time()) * 10)

    async def capture_frame(self, frame):
        while self.queued_duration > 0.1:  # noqa: ASYNC110  # a queue of time, not of things
            await asyncio.sleep(0.001)
        self._ends = max(self._ends, asyncio.get_running_loop().time()) + frame.samples_per_channel / RATE / 10
        self.heard.append(np.frombuffer(frame.data, np.int16).copy())

    def clear_queue(self):
        self._ends = 0.0

    async def aclose(self):
        pass


class FakeRoom:
    def __init__(self):
        self.local_participant = self

    async def publish_track(self, track, options):
        return self

    async def wait_for_subscription(self):
        pass


@pytest.fixture
async def mouth(monkeypatch):
    monkeypatch.setattr(module.rtc, "AudioSource", FakeSource)
    monkeypatch.setattr(module.rtc.LocalAudioTrack, "create_audio_track", staticmethod(lambda name, source: source))
    tapped = []
    mouth = Speaker(FakeRoom(), lambda pcm, at: tapped.append((len(pcm) // 2, at)))
    mouth.tapped = tapped
    mouth.ended = []
    mouth.on("playback_finished", mouth.ended.append)
    await mouth.publish()
    yield mouth
    await mouth.aclose()


async def put(mouth, seconds, value=7):
    samples = np.full(int(RATE * seconds), value, np.int16)
    for at in range(0, len(samples), 1200):
        piece = samples[at : at + 1200]
        await mouth.capture_frame(rtc.AudioFrame(piece.tobytes(), RATE, 1, len(piece)))


def heard(mouth):
    return sum(len(piece) for piece in mouth._source.heard)


async def test_an_utterance_is_played_whole_and_its_end_is_told(mouth):
    await put(mouth, 1.0)
    mouth.flush()
    event = await asyncio.wait_for(mouth.wait_for_playout(), 5)
    assert heard(mouth) == RATE
    assert event.playback_position == pytest.approx(1.0)
    assert not event.interrupted
    assert sum(count for count, _ in mouth.tapped) == RATE


async def test_the_first_sound_leaves_before_the_rest_has_arrived(mouth):
    started = []
    mouth.on("playback_started", started.append)
    await put(mouth, 0.2)
    await asyncio.sleep(0.02)
    assert started
    assert not mouth.complete


async def test_holding_stops_the_sound_at_once_and_going_on_repeats_the_cut_word(mouth):
    await put(mouth, 3.0)
    mouth.flush()
    await asyncio.sleep(0.1)
    mouth.pause()
    at_hold, position = heard(mouth), mouth.played
    await asyncio.sleep(0.1)
    assert heard(mouth) - at_hold <= 480  # the chunk that was on its way
    assert mouth.ended == []
    mouth.resume()
    await asyncio.wait_for(mouth.wait_for_playout(), 5)
    assert 0 < position < 3.0
    assert heard(mouth) >= 3 * RATE + REWIND


async def test_a_cut_utterance_tells_how_far_it_came(mouth):
    await put(mouth, 3.0)
    mouth.flush()
    await asyncio.sleep(0.1)
    mouth.clear_buffer()
    event = await asyncio.wait_for(mouth.wait_for_playout(), 5)
    assert event.interrupted
    assert 0 < event.playback_position < 3.0


async def test_a_held_utterance_can_be_cut_and_the_next_one_is_heard_from_its_start(mouth):
    await put(mouth, 3.0, value=1)
    mouth.flush()
    await asyncio.sleep(0.05)
    mouth.pause()
    mouth.clear_buffer()
    await asyncio.wait_for(mouth.wait_for_playout(), 5)
    await asyncio.sleep(0.05)  # a chunk may have been on its way
    mouth._source.heard.clear()
    await put(mouth, 0.5, value=2)
    mouth.flush()
    await asyncio.wait_for(mouth.wait_for_playout(), 5)
    assert heard(mouth) == RATE // 2
    assert {int(piece[0]) for piece in mouth._source.heard} == {2}


async def test_an_utterance_that_begins_while_held_waits(mouth):
    mouth.pause()
    await put(mouth, 0.5)
    mouth.flush()
    await asyncio.sleep(0.1)
    assert heard(mouth) == 0
    mouth.resume()
    await asyncio.wait_for(mouth.wait_for_playout(), 5)
    assert heard(mouth) == RATE // 2


async def test_cutting_silence_is_nothing(mouth):
    mouth.clear_buffer()
    mouth.flush()
    assert mouth.ended == []
