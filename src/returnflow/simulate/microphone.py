"""The caller's microphone: frames in real time, speech or a faint noise floor, and the exact moment at which a clip left.

A real microphone hands over a frame when its last sample has been recorded, so a sample's time is the push time of its frame
minus what lies behind it in the frame. When the machine is late, the lag is measured and the schedule moves; a latency taken
from the schedule instead of the real push would be wildly wrong.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable

import numpy as np
from livekit import rtc

from returnflow.simulate.clip import RATE, Clip, Samples
from returnflow.simulate.ear import Said
from returnflow.simulate.loudspeaker import Loudspeaker

PIECE = RATE // 100
"""An audio source without a queue takes 10 ms frames only; a queue would keep its first backlog for the whole call."""
NOISE = 2e-4
"""-74 dBFS: a quiet room. Digital silence is something no microphone sends."""
LATE_S = 0.2
"""More than this behind, the schedule gives up catching up."""

Sink = Callable[[float, Samples], None]
"""Called with the time and the samples of everything that was sent."""


class Microphone:
    """Sends one endless track. `say` returns when the clip's last sample has left."""

    def __init__(self, *, frame_ms: int = 10, seed: int = 0, noise: float = NOISE, sink: Sink | None = None) -> None:
        self.source = rtc.AudioSource(RATE, 1, queue_size_ms=0)
        self.lags: list[float] = []
        self.slips = 0
        self._samples = RATE * frame_ms // 1000
        self._period = frame_ms / 1000
        self._random = np.random.default_rng(seed)
        self._noise = noise
        self._sink = sink
        self._waiting = np.zeros(0, np.float32)
        self._span = (0, 0)
        self._loudspeaker = Loudspeaker()
        self._sent = 0
        self._first: float | None = None
        self._done: asyncio.Future[Said] | None = None
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to send."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End the track."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        if self._done is not None and not self._done.done():
            self._done.cancel()
        await self.source.aclose()

    def leak(self, samples: Samples) -> None:
        """What the caller's loudspeaker lets into the microphone: mixed into what is sent next."""
        self._loudspeaker.add(samples)

    @property
    def talking(self) -> bool:
        """Whether a clip is on its way."""
        return self._done is not None and not self._done.done()

    async def say(self, clip: Clip) -> Said:
        """Send a clip now; its first and last loud sample on the monotonic clock."""
        if self.talking:
            raise RuntimeError("one clip at a time")
        self._span = clip.span
        self._waiting, self._sent, self._first = clip.samples, 0, None
        self._done = asyncio.get_running_loop().create_future()
        return await self._done

    async def _run(self) -> None:
        due = time.monotonic()
        while True:
            due += self._period
            wait = due - time.monotonic()
            if wait > 0:
                await asyncio.sleep(wait)
            late = time.monotonic() - due
            self.lags.append(max(0.0, late))
            if late > LATE_S:
                due += late
                self.slips += 1
            await self._send(time.monotonic())

    async def _send(self, now: float) -> None:
        speech = self._waiting[: self._samples]
        self._waiting = self._waiting[self._samples :]
        frame = self._random.standard_normal(self._samples, np.float32) * np.float32(self._noise)
        frame[: len(speech)] += speech
        frame += self._loudspeaker.play(self._samples)
        start = now - self._period
        if len(speech):
            self._mark(start, len(speech))
        sent = (np.clip(frame, -1, 1) * 32767).astype(np.int16)
        if self._sink is not None:
            self._sink(start, frame)
        for at in range(0, self._samples, PIECE):
            await self.source.capture_frame(rtc.AudioFrame(sent[at : at + PIECE].tobytes(), RATE, 1, PIECE))

    def _mark(self, start: float, count: int) -> None:
        """Notes the first loud sample's time as it passes, and settles the clip with the last one's."""
        first, last = self._span
        if self._first is None and first < self._sent + count:
            self._first = start + (first - self._sent) / RATE
        if self._done is not None and not self._done.done() and not len(self._waiting):
            self._done.set_result(Said(self._first or start, start + (last - self._sent) / RATE))
        self._sent += count
