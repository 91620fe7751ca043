"""Takes the agent's own voice out of what the caller's microphone brings back.

WebRTC's canceller, run here because not every caller has one (a phone on loudspeaker, a browser without). With an echo of -20 dB
and delays of 200 to 350 ms it left nothing for the voice detection to find, and words spoken over the voice kept their onset. It
costs 0.2-0.4 ms for 10 ms of sound, so it rests while the agent is silent.

Where there is nothing to cancel it does harm: not knowing yet, it takes the first half second of a caller who cuts in for an
echo ("Wait, sorry" came out as "Sorry"). So a line that `EchoMeter` finds clear passes untouched. Must not know what is said.
"""

from collections import deque

import numpy as np
import soxr
from livekit import rtc
from numpy.typing import NDArray

from returnflow.voice.echo_meter import BLOCK, EchoMeter, Line  # the canceller takes 10 ms at a time, too
from returnflow.voice.stt.segments import RATE

VOICE_RATE = 24_000
LINGERS_S = 0.8  # an echo comes back up to this long after the voice; beyond it the canceller rests
JITTER = RATE * 8 // 100  # samples by which the time of a chunk may be off before it counts as a gap
DRIFT = RATE * 3 // 10  # samples; arrivals jitter with the machine's load, and each new alignment must be learned again


class Played:
    """What was sent to the caller lately, by the moment at which it was to be heard."""

    def __init__(self) -> None:
        self._resample = soxr.ResampleStream(VOICE_RATE, RATE, 1, dtype="int16", quality="QQ")
        self._pieces: deque[tuple[int, NDArray[np.int16]]] = deque()
        self._next = 0
        self.until = 0.0

    def add(self, pcm: bytes, at: float) -> None:
        """A chunk of the voice that will be heard from `at` (loop time) on."""
        samples = self._resample.resample_chunk(np.frombuffer(pcm, np.int16))
        start = round(at * RATE)
        if abs(start - self._next) < JITTER:
            start = self._next  # chunks of one utterance follow each other; their times jitter
        self._pieces.append((start, samples))
        self._next = start + len(samples)
        self.until = self._next / RATE

    def read(self, start: int, count: int) -> NDArray[np.int16]:
        """What was heard in these samples of time; silence where nothing was."""
        out = np.zeros(count, np.int16)
        while self._pieces and self._pieces[0][0] + len(self._pieces[0][1]) < start:
            self._pieces.popleft()
        for begin, samples in self._pieces:
            low, high = max(begin, start), min(begin + len(samples), start + count)
            if low < high:
                out[low - start : high - start] = samples[low - begin : high - begin]
        return out


class EchoCanceller:
    """One call's. `clean` takes the microphone's samples as they arrive."""

    def __init__(self, played: Played) -> None:
        self._played = played
        self._apm = rtc.AudioProcessingModule(echo_cancellation=True)
        self._meter = EchoMeter()
        self._clock = 0

    def clean(self, samples: NDArray[np.int16], now: float) -> NDArray[np.int16]:
        """The same samples without our voice. Whole blocks of 10 ms; anything else passes as it is.

        Time is counted in samples, not read from the clock, so that the echo's delay stays what the canceller has learned.
        """
        if abs(round(now * RATE) - len(samples) - self._clock) > DRIFT:
            self._clock = round(now * RATE) - len(samples)
        if self._clock > (self._played.until + LINGERS_S) * RATE or len(samples) % BLOCK:
            self._clock += len(samples)
            return samples
        return np.concatenate([self._block(samples[at : at + BLOCK]) for at in range(0, len(samples), BLOCK)])

    def _block(self, samples: NDArray[np.int16]) -> NDArray[np.int16]:
        ours = self._played.read(self._clock, BLOCK)
        self._clock += BLOCK
        self._meter.add(ours, samples)
        if self._meter.line is Line.CLEAR:
            return samples
        self._apm.process_reverse_stream(_frame(ours))
        frame = _frame(samples)
        self._apm.process_stream(frame)
        return np.frombuffer(frame.data, np.int16)


def _frame(samples: NDArray[np.int16]) -> rtc.AudioFrame:
    return rtc.AudioFrame(samples.tobytes(), RATE, 1, len(samples))
