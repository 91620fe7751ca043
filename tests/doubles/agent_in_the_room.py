"""A minimal agent for tests of the caller: greets with a tone, answers with a tone, and keeps known times.

It speaks the room's contract (data messages, attributes, captions) over the real media server. Its end of turn is energy and a
fixed silence, so what the caller should measure is known within the network's time.
"""

import asyncio
import contextlib
import json
import time
from dataclasses import dataclass, field

import numpy as np
from livekit import rtc

RATE = 48_000
PIECE = 480


@dataclass
class ToneAgent:
    """`replies` are said in turn; after the last one the call is over."""

    replies: list[str]
    silence_s: float = 0.4
    tone_s: float = 0.8
    card: dict[str, object] = field(default_factory=dict)
    room: rtc.Room = field(default_factory=rtc.Room)
    committed: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.source = rtc.AudioSource(RATE, 1, queue_size_ms=0)
        self.done = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._interrupted = False

    async def join(self, url: str, token: str) -> None:
        """Into the room; greets when the caller is there."""
        self.room.on("track_subscribed", lambda track, *_: self._tasks.append(asyncio.create_task(self._attend(track))))
        await self.room.connect(url, token)
        track = rtc.LocalAudioTrack.create_audio_track("voice", self.source)
        await self.room.local_participant.publish_track(track, rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE))

    async def leave(self) -> None:
        """Out of the room."""
        for task in self._tasks:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        await self.room.disconnect()

    async def _attend(self, track: rtc.Track) -> None:
        await self._speak("hello")
        loud_at, talking = 0.0, False
        async for event in rtc.AudioStream(track, sample_rate=RATE, num_channels=1, frame_size_ms=10):
            level = float(np.sqrt(np.mean((np.frombuffer(event.frame.data, np.int16) / 32768.0) ** 2)))
            if level > 0.02:
                loud_at, talking, self._interrupted = time.monotonic(), True, True
            elif talking and time.monotonic() - loud_at > self.silence_s:
                talking = False
                self.committed.append(time.monotonic())
                await self._answer()

    async def _answer(self) -> None:
        if not self.replies:
            return
        reply = self.replies.pop(0)
        if not self.replies:
            for kind, data in self.card.items():
                await self._act("card", {"kind": kind, "data": data})
            await self._act("call_ended", {"reason": "completed", "outcome": "return_created"})
        await self._act("expecting", {"kind": "yes_no", "slot": None, "digits": [], "options": []})
        await self._act("turn", {"number": len(self.committed), "agent": "initial_router", "heard": "a tone", "reply": reply,
                                 "slots": {"store": "amazon"}, "stages": {"recognise_ms": 1}})
        await self._speak(reply)
        if not self.replies:
            self.done.set()

    async def _act(self, action: str, payload: dict[str, object]) -> None:
        raw = json.dumps({"type": "client_action", "action": action, "payload": payload})
        await self.room.local_participant.publish_data(raw, reliable=True, topic="client_actions")

    async def _speak(self, words: str) -> None:
        await self.room.local_participant.set_attributes({"lk.agent.state": "speaking", "rf.agent": "initial_router"})
        writer = await self.room.local_participant.stream_text(topic="lk.transcription", attributes={"lk.segment_id": words})
        await writer.write(words)
        await writer.aclose()
        self._interrupted = False
        tone = (np.sin(2 * np.pi * 440 * np.arange(int(RATE * self.tone_s)) / RATE) * 0.3 * 32767).astype(np.int16)
        due = time.monotonic()
        for at in range(0, len(tone), PIECE):
            if self._interrupted:
                break
            due += 0.01
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            await self.source.capture_frame(rtc.AudioFrame(tone[at : at + PIECE].tobytes(), RATE, 1, PIECE))
        await self.room.local_participant.set_attributes({"lk.agent.state": "listening"})
