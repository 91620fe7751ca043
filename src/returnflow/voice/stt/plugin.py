"""The local recogniser as a LiveKit Agents plugin that listens ahead.

Owns when to recognise: 64 ms into a pause the turn so far is recognised in a thread (PREFLIGHT), is given up between two tokens
when the caller goes on, and is final as soon as somebody says so (`settle`, or the framework's flush). Must not know the
dialogue: the lengths of an expected number are asked through a function, and the end of a turn is decided elsewhere.
"""

import asyncio
import threading
import time
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from livekit.agents import stt
from livekit.agents.language import LanguageCode
from livekit.agents.types import DEFAULT_API_CONNECT_OPTIONS, NOT_GIVEN, APIConnectOptions, NotGivenOr
from livekit.agents.utils import AudioBuffer
from livekit.local_inference import VAD
from numpy.typing import NDArray

from returnflow.voice.stt.ears import TurnEars
from returnflow.voice.stt.recogniser import Recogniser, Transcript
from returnflow.voice.stt.segments import PAUSE_AFTER, RATE, WINDOW, WINDOW_S, Change, Segments

SURE = -0.3  # log-probability of the mark at the end


@dataclass(frozen=True, slots=True)
class Recognised:
    """What the turn so far seems to say. `started` and `done` are loop times of the recognition."""

    text: str
    started: float
    done: float
    transcript: Transcript
    scores: dict[str, float] = field(default_factory=dict)

    @property
    def sure(self) -> bool:
        """Whether the text ends with a full stop or question mark that was heard, not guessed."""
        return self.text.endswith((".", "?")) and self.transcript.log_probs[-2:-1] > (SURE,)


class Listener(Protocol):
    """Who is told what the caller does, at once and on the event loop. Times are loop times."""

    def speech_started(self, at: float) -> None:
        """The caller began, or went on, speaking."""

    def speech_paused(self, ended_at: float) -> None:
        """The caller has been silent for 64 ms; his last sound was at `ended_at`."""

    def silence(self, seconds: float) -> None:
        """So much silence has been heard since then; told with every window of it."""

    def recognised(self, what: Recognised) -> None:
        """The turn so far, recognised. The text may be empty."""


Clean = Callable[[NDArray[np.int16], float], NDArray[np.int16]]
"""Given the samples that arrived and the loop time: what is to be listened to (the caller without our echo)."""


class LocalSTT(stt.STT[Any]):
    """One per call. `digits` is asked at each recognition: how many digits the expected number may have, empty for words."""

    def __init__(self, recogniser: Recogniser, executor: Executor, *, digits: Callable[[], Collection[int]] = lambda: ()) -> None:
        super().__init__(capabilities=stt.STTCapabilities(streaming=True, interim_results=True, manual_flush=True))
        self.recogniser = recogniser
        self.executor = executor
        self.digits = digits
        self.listener: Listener | None = None
        self.clean: Clean = lambda samples, now: samples
        self.live: LocalStream | None = None

    @property
    def model(self) -> str:
        """For telemetry."""
        return "moonshine-base-en-int8"

    @property
    def provider(self) -> str:
        """For telemetry."""
        return "local"

    async def _recognize_impl(
        self, buffer: AudioBuffer, *, language: NotGivenOr[str] = NOT_GIVEN, conn_options: APIConnectOptions
    ) -> stt.SpeechEvent:
        frames = buffer if isinstance(buffer, list) else [buffer]
        pcm = np.concatenate([np.frombuffer(frame.data, np.int16) for frame in frames])
        transcript = await self.recognise(pcm.astype(np.float32) / np.float32(32768), lambda: False)
        return _event(stt.SpeechEventType.FINAL_TRANSCRIPT, transcript.text if transcript else "")

    def stream(
        self, *, language: NotGivenOr[str] = NOT_GIVEN, conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS
    ) -> stt.RecognizeStream:
        """The call's stream; `live` is the newest."""
        self.live = LocalStream(self, conn_options)
        return self.live

    async def recognise(
        self, audio: NDArray[np.float32], cancelled: Callable[[], bool], draft: Sequence[int] = ()
    ) -> Transcript | None:
        """Recognise in the call's own thread; None when it was cancelled.

        `draft` serves numbers only: they are recognised after the pause that ends them, words before it is over.
        """
        number = self.digits() or False
        known = draft if number else ()

        def work() -> Transcript | None:
            if cancelled():
                return None
            return self.recogniser.transcribe(audio, number=number, cancelled=cancelled, draft=known)

        return await asyncio.get_running_loop().run_in_executor(self.executor, work)


class LocalStream(stt.RecognizeStream):
    """Follows one caller's audio."""

    def __init__(self, owner: LocalSTT, conn_options: APIConnectOptions) -> None:
        self._owner = owner
        self._segments = Segments()
        self._vad = VAD()
        self._pending = np.zeros(0, np.int16)
        self._recognition: asyncio.Task[None] | None = None
        self._give_up = threading.Event()
        self._latest: Recognised | None = None
        self._draft: tuple[int, ...] = ()  # what the turn came to at its last pause
        super().__init__(stt=owner, conn_options=conn_options, sample_rate=RATE)

    @property
    def speaking(self) -> bool:
        """Whether the caller is speaking right now."""
        return self._segments.talking

    def ears(self) -> TurnEars:
        """The turn so far, for scoring."""
        audio, latest = self._segments.audio(), self._latest
        if latest is None:
            return TurnEars(self._owner.recogniser, audio)
        return TurnEars(self._owner.recogniser, audio, latest.transcript.encoded, latest.scores)

    def settle(self) -> TurnEars:
        """The turn is over: hand over its audio, tell the framework the final text, start afresh."""
        ears = self.ears()
        if self._latest and self._latest.text:
            self._event_ch.send_nowait(_event(stt.SpeechEventType.FINAL_TRANSCRIPT, self._latest.text))
        self.drop()
        return ears

    def drop(self) -> None:
        """What was heard is no turn (a cough, a back-channel): forget it."""
        self._abandon()
        self._draft = ()
        self._segments.take()

    async def _run(self) -> None:
        try:
            async for item in self._input_ch:
                if isinstance(item, self._FlushSentinel):
                    await self._flush()
                else:
                    self._push(np.frombuffer(item.data, np.int16))
        finally:
            self._abandon()
            self._vad.close()

    async def _flush(self) -> None:
        """The framework's own way to say that the turn is over."""
        if not self._segments.open:
            return
        if self._recognition is None:
            self._recognise()
        if self._recognition:
            await asyncio.wait([self._recognition])
        self.settle()

    def _push(self, samples: NDArray[np.int16]) -> None:
        self._pending = np.concatenate([self._pending, self._owner.clean(samples, self._now())])
        while len(self._pending) >= WINDOW:
            window, self._pending = self._pending[:WINDOW], self._pending[WINDOW:]
            change = self._segments.feed(window, self._vad.predict(window))
            if change is Change.STARTED:
                self._on_start()
            elif change is Change.PAUSED:
                self._on_pause()
            if self._owner.listener and self._segments.open and not self._segments.talking:
                self._owner.listener.silence(self._segments.silence * WINDOW_S)

    def _on_start(self) -> None:
        self._abandon()
        now = self._now()
        self._event_ch.send_nowait(_event(stt.SpeechEventType.START_OF_SPEECH))
        if self._owner.listener:
            self._owner.listener.speech_started(now)

    def _on_pause(self) -> None:
        silence = PAUSE_AFTER * WINDOW_S
        self._event_ch.send_nowait(_event(stt.SpeechEventType.END_OF_SPEECH, end=time.time() - silence))
        if self._owner.listener:
            self._owner.listener.speech_paused(self._now() - silence)
        self._recognise()

    def _recognise(self) -> None:
        self._give_up = threading.Event()
        self._recognition = asyncio.create_task(self._recognise_turn(self._segments.audio(), self._give_up))

    async def _recognise_turn(self, audio: NDArray[np.float32], give_up: threading.Event) -> None:
        started = self._now()
        transcript = await self._owner.recognise(audio, give_up.is_set, self._draft)
        if transcript is None or give_up.is_set():
            return
        self._draft = transcript.tokens
        self._latest = Recognised(transcript.text, started, self._now(), transcript)
        if transcript.text:
            self._event_ch.send_nowait(_event(stt.SpeechEventType.PREFLIGHT_TRANSCRIPT, transcript.text))
        if self._owner.listener:
            self._owner.listener.recognised(self._latest)

    def _abandon(self) -> None:
        """Whatever is being recognised is out of date: it stops within one token."""
        self._give_up.set()
        self._recognition = None
        self._latest = None

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()


def _event(kind: stt.SpeechEventType, text: str | None = None, **times: Any) -> stt.SpeechEvent:
    spoken = [] if text is None else [stt.SpeechData(language=LanguageCode("en"), text=text, confidence=0.9)]
    return stt.SpeechEvent(type=kind, alternatives=spoken, speech_end_time=times.get("end"))
