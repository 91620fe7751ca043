"""The caller's ear: the agent's track as blocks with arrival times, watched while the call runs.

Owns receiving and the question "is it quiet?". The judgement of what was heard belongs to `ear`.
"""

import asyncio
import bisect
import contextlib
import time

import numpy as np
from livekit import rtc

from returnflow.simulate import ear
from returnflow.simulate.clip import RATE, Samples
from returnflow.simulate.microphone import Sink

BLOCK = RATE // 100


class Earpiece:
    """Listens to every audio track it is given: after a crash a second agent may bring its own."""

    def __init__(self, *, frame_ms: int = 10, sink: Sink | None = None) -> None:
        self.blocks: list[ear.Block] = []
        self.last_loud = 0.0
        self._frame_ms = frame_ms
        self._sink = sink
        self._tasks: set[asyncio.Task[None]] = set()

    def listen(self, track: rtc.Track) -> None:
        """Receive this track until it ends."""
        task = asyncio.create_task(self._receive(track))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Stop receiving."""
        for task in list(self._tasks):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    def quiet_for(self) -> float:
        """Seconds since the last loud block; since ever when there was none."""
        return time.monotonic() - self.last_loud

    def first_loud(self, since: float) -> float | None:
        """When the first loud sound after `since` came, if any did."""
        if self.last_loud < since:
            return None
        recent = self.blocks[bisect.bisect_left(self.blocks, since, key=lambda block: block.at) :]
        return next((block.loud_at for block in recent if block.level > ear.LOUD_RMS), None)

    def bursts(self, since: float = 0.0) -> list[ear.Burst]:
        """The agent's sound from `since` on."""
        return ear.bursts([block for block in self.blocks if block.at >= since])

    async def _receive(self, track: rtc.Track) -> None:
        stream = rtc.AudioStream(track, sample_rate=RATE, num_channels=1, frame_size_ms=self._frame_ms)
        try:
            async for event in stream:
                samples: Samples = np.frombuffer(event.frame.data, np.int16).astype(np.float32) / np.float32(32768)
                self._take(samples, time.monotonic())
        finally:
            await stream.aclose()

    def _take(self, samples: Samples, now: float) -> None:
        if self._sink is not None:
            self._sink(now, samples)
        for at in range(0, len(samples), BLOCK):
            block = ear.block(samples[at : at + BLOCK], RATE, now + at / RATE)
            self.blocks.append(block)
            if block.level > ear.LOUD_RMS:
                self.last_loud = block.at
