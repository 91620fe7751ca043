"""The recogniser plugin with a recogniser that says how long it listened, and a voice detection that takes loud for speech."""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import pytest
from livekit import rtc
from livekit.agents import stt

from returnflow.voice.stt import plugin
from returnflow.voice.stt.plugin import LocalSTT
from returnflow.voice.stt.recogniser import Transcript

LOUD, QUIET = 5000, 0


class LoudIsSpeech:
    def predict(self, window):
        return 0.99 if abs(int(window[0])) > 1000 else 0.01

    def close(self):
        pass


@dataclass
class FakeRecogniser:
    """Says how long the audio is. `slow` makes it wait until it is cancelled or released."""

    slow: bool = False
    numbers: list[object] = field(default_factory=list)
    drafts: list[object] = field(default_factory=list)
    cancellations: int = 0
    release: threading.Event = field(default_factory=threading.Event)

    def transcribe(self, audio, *, number=False, cancelled=None, draft=()):
        self.numbers.append(number)
        self.drafts.append(draft)
        while self.slow and not self.release.is_set():
            if cancelled():
                self.cancellations += 1
                return None
            time.sleep(0.002)
        seconds = len(audio) / 16000
        return Transcript(f"{seconds:.1f} seconds", seconds, 1.0, 1.0, (5,), (0.0, 0.0), np.zeros((1, 2, 3)))

    def score(self, heard, texts):
        return [float(np.ndim(heard))] * len(texts)


class Told:
    def __init__(self):
        self.events = []
        self.silences = []

    def silence(self, seconds):
        self.silences.append(seconds)

    def speech_started(self, at):
        self.events.append("started")

    def speech_paused(self, ended_at):
        self.events.append("paused")

    def recognised(self, what):
        self.events.append(what.text)


class Rig:
    def __init__(self, recogniser, **how):
        self.recogniser = recogniser
        self.executor = ThreadPoolExecutor(1)
        self.stt = LocalSTT(recogniser, self.executor, **how)
        self.told = self.stt.listener = Told()
        self.stream = self.stt.stream()

    def hear(self, value, seconds):
        for _ in range(round(seconds / 0.02)):
            self.stream.push_frame(rtc.AudioFrame(np.full(320, value, np.int16).tobytes(), 16000, 1, 320))

    async def until(self, condition):
        async with asyncio.timeout(5):
            while not condition():  # noqa: ASYNC110  # the condition is on objects that know no event
                await asyncio.sleep(0.005)

    async def close(self):
        self.recogniser.release.set()
        await self.stream.aclose()
        self.executor.shutdown()


@pytest.fixture
async def rig(monkeypatch):
    monkeypatch.setattr(plugin, "VAD", LoudIsSpeech)
    rig = Rig(FakeRecogniser())
    yield rig
    await rig.close()


async def events_of(rig, count):
    """The framework's events, in order."""
    found = []
    async with asyncio.timeout(5):
        async for event in rig.stream:
            found.append(event)
            if len(found) == count:
                return found
    return found


async def test_a_pause_is_recognised_ahead_and_the_end_repeats_the_same_words(rig):
    rig.hear(QUIET, 0.5)
    rig.hear(LOUD, 1.0)
    rig.hear(QUIET, 0.2)
    await rig.until(lambda: len(rig.told.events) == 3)
    ears = rig.stream.settle()
    kinds = stt.SpeechEventType
    events = await events_of(rig, 4)
    assert [event.type for event in events] == [
        kinds.START_OF_SPEECH, kinds.END_OF_SPEECH, kinds.PREFLIGHT_TRANSCRIPT, kinds.FINAL_TRANSCRIPT,
    ]
    assert events[2].alternatives[0].text == events[3].alternatives[0].text == rig.told.events[2]
    assert rig.told.events[:2] == ["started", "paused"]
    assert ears.score(["one"]) == [3.0]  # the encoder's output is reused


async def test_silence_is_told_as_it_is_heard(rig):
    rig.hear(LOUD, 0.5)
    rig.hear(QUIET, 0.32)
    await rig.until(lambda: len(rig.told.silences) >= 7)
    assert rig.told.silences[:3] == pytest.approx([0.064, 0.096, 0.128])


async def test_going_on_cancels_the_recognition_and_the_whole_turn_is_recognised_again(monkeypatch):
    monkeypatch.setattr(plugin, "VAD", LoudIsSpeech)
    rig = Rig(FakeRecogniser(slow=True))
    rig.hear(LOUD, 0.5)
    rig.hear(QUIET, 0.1)
    await rig.until(lambda: rig.recogniser.numbers)
    rig.hear(QUIET, 0.2)
    rig.hear(LOUD, 0.5)
    await rig.until(lambda: rig.recogniser.cancellations == 1)
    rig.recogniser.release.set()
    rig.hear(QUIET, 0.2)
    await rig.until(lambda: len(rig.told.events) == 5)
    assert rig.told.events[:4] == ["started", "paused", "started", "paused"]
    assert float(rig.told.events[4].split()[0]) > 1.0
    await rig.close()


async def test_digits_are_favoured_only_while_a_number_is_expected(monkeypatch):
    monkeypatch.setattr(plugin, "VAD", LoudIsSpeech)
    expected = iter([(), (17,)])
    rig = Rig(FakeRecogniser(), digits=lambda: next(expected))
    for _ in range(2):
        rig.hear(LOUD, 0.3)
        rig.hear(QUIET, 0.3)
        await rig.until(lambda: rig.told.events and rig.told.events[-1].endswith("seconds"))
        rig.told.events.clear()
    assert rig.recogniser.numbers == [False, (17,)]
    await rig.close()


@pytest.mark.parametrize(("lengths", "taken_up"), [((17,), (5,)), ((), ())])
async def test_a_number_is_taken_up_from_where_the_last_pause_was_until_the_turn_ends(monkeypatch, lengths, taken_up):
    monkeypatch.setattr(plugin, "VAD", LoudIsSpeech)
    rig = Rig(FakeRecogniser(), digits=lambda: lengths)
    for turn in range(2):
        for _ in range(2):
            rig.hear(LOUD, 0.3)
            rig.hear(QUIET, 0.2)
            await rig.until(lambda: rig.told.events and rig.told.events[-1].endswith("seconds"))
            rig.told.events.clear()
        assert rig.recogniser.drafts == [(), taken_up] * (turn + 1)
        rig.stream.settle()
    await rig.close()


async def test_what_is_dropped_leaves_no_trace_in_the_next_turn(rig):
    rig.hear(LOUD, 0.5)
    rig.hear(QUIET, 0.2)
    await rig.until(lambda: len(rig.told.events) == 3)
    rig.stream.drop()
    rig.hear(QUIET, 1.0)
    rig.hear(LOUD, 0.5)
    rig.hear(QUIET, 0.2)
    await rig.until(lambda: len(rig.told.events) == 6)
    assert float(rig.told.events[5].split()[0]) < 1.0
    assert len(rig.stream.settle().audio) > 0


async def test_the_frameworks_flush_makes_the_text_final(rig):
    rig.hear(LOUD, 0.5)
    rig.stream.flush()
    events = await events_of(rig, 3)
    assert events[-1].type is stt.SpeechEventType.FINAL_TRANSCRIPT
    assert events[-1].alternatives[0].text == "0.5 seconds"


async def test_a_flush_in_silence_says_nothing(rig):
    rig.hear(QUIET, 0.5)
    rig.stream.flush()
    rig.hear(LOUD, 0.2)
    events = await events_of(rig, 1)
    assert events[0].type is stt.SpeechEventType.START_OF_SPEECH


async def test_what_arrives_is_cleaned_before_it_is_listened_to(rig):
    rig.stt.clean = lambda samples, now: np.zeros_like(samples)
    rig.hear(LOUD, 0.5)
    rig.hear(QUIET, 0.3)
    await asyncio.sleep(0.05)
    assert rig.told.events == []


async def test_a_whole_clip_can_be_recognised_too(rig):
    frame = rtc.AudioFrame(np.full(16000, LOUD, np.int16).tobytes(), 16000, 1, 16000)
    event = await rig.stt.recognize(frame)
    assert event.alternatives[0].text == "1.0 seconds"


@pytest.mark.parametrize(
    ("text", "log_probs", "sure"),
    [
        ("Yes.", (-0.1, -0.2, 0.0), True),
        ("Why?", (-0.1, -0.1, 0.0), True),
        ("Yes.", (-0.1, -0.5, 0.0), False),
        ("Yes,", (-0.1, -0.1, 0.0), False),
        ("", (0.0,), False),
    ],
)
def test_a_mark_at_the_end_counts_as_heard_when_it_was_likely(text, log_probs, sure):
    transcript = Transcript(text, 1.0, 1.0, 1.0, (5,), log_probs, np.zeros((1, 2, 3)))
    assert plugin.Recognised(text, 0.0, 0.0, transcript).sure is sure
