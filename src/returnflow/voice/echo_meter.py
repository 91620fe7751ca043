"""Whether a caller's line brings our own voice back: found in the sound itself, whatever the delay. Pure.

Compares the phases of the microphone with those of what we said in the last two seconds (GCC-PHAT; Knapp and Carter, 1976).
An echo of -10 to -30 dB stands out of the correlation 29 times (median; 12 at the fifth percentile of 582 windows of 0.3 s), a
caller's own words 7 times (at most 11 in 181). Owns that judgement only; what follows from it is `echo`'s.
"""

from collections import deque
from collections.abc import Callable
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from returnflow.voice.stt.segments import RATE

BLOCK = RATE // 100
OURS = 200  # blocks of our voice that are compared: an echo on a busy machine came 0.9 s late
THEIRS = 30  # blocks of the microphone: with 0.2 s the two kinds overlap
EVERY = 10  # blocks between two looks; one costs 1 ms
SIZE = 1 << 15  # samples of the transform; the lags that are searched fit in
LOW_HZ, HIGH_HZ = 200, 4000  # where a voice is
FOUND, NOT_FOUND = 12.0, 10.5  # peak over root mean square of the correlation
AGREE = {FOUND: 2, NOT_FOUND: 3}  # looks in a row that must say the same
LOUD = 1e-5  # mean power of full scale (-50 dB) from which somebody is talking
NEAR = slice(-60, -10)  # blocks of our voice that must have been loud for silence in the correlation to mean anything


class Line(StrEnum):
    """What is known of the caller's line."""

    UNKNOWN = "unknown"
    CLEAR = "clear"
    ECHOES = "echoes"


class EchoMeter:
    """One call's. Told every 10 ms what was to be heard of us and what the microphone sent."""

    def __init__(self) -> None:
        self.line = Line.UNKNOWN
        self._ours: deque[NDArray[np.int16]] = deque(maxlen=OURS)
        self._theirs: deque[NDArray[np.int16]] = deque(maxlen=THEIRS)
        self._since = 0
        self._looks: deque[float] = deque(maxlen=max(AGREE.values()))

    def add(self, ours: NDArray[np.int16], theirs: NDArray[np.int16]) -> None:
        """One block of each."""
        self._ours.append(ours)
        self._theirs.append(theirs)
        self._since += 1
        if self._since >= EVERY and self.line is not Line.ECHOES and len(self._ours) >= THEIRS:
            self._since = 0
            self._look()

    def recent(self) -> NDArray[np.int16]:
        """What the microphone sent lately, for whoever listened to something else until now."""
        return np.concatenate(self._theirs)

    def _look(self) -> None:
        theirs = self.recent()
        if power(theirs) < LOUD or not any(power(block) > LOUD for block in self._ours):
            self._looks.clear()
            return
        self._looks.append(prominence(np.concatenate(self._ours), theirs))
        if self._agree(lambda peak: peak >= FOUND, AGREE[FOUND]):
            self.line = Line.ECHOES
        elif self._agree(lambda peak: peak < NOT_FOUND, AGREE[NOT_FOUND]) and self._spoke_lately():
            self.line = Line.CLEAR

    def _agree(self, says: Callable[[float], bool], times: int) -> bool:
        return len(self._looks) >= times and all(says(peak) for peak in list(self._looks)[-times:])

    def _spoke_lately(self) -> bool:
        return power(np.concatenate(list(self._ours)[NEAR] or [np.zeros(1, np.int16)])) > LOUD


def power(samples: NDArray[np.int16]) -> float:
    """Mean power; full scale is 1."""
    return float(np.square(samples, dtype=np.float32).mean()) / 32768**2


def prominence(ours: NDArray[np.int16], theirs: NDArray[np.int16]) -> float:
    """How far the best lag stands out of the correlation of phases: peak over root mean square."""
    windowed = theirs * np.hanning(len(theirs))
    cross = np.conj(np.fft.rfft(ours, SIZE)) * np.fft.rfft(windowed, SIZE)
    hertz = np.fft.rfftfreq(SIZE, 1 / RATE)
    cross[(hertz < LOW_HZ) | (hertz > HIGH_HZ)] = 0
    correlation = np.abs(np.fft.irfft(cross / (np.abs(cross) + 1e-9), SIZE))
    return float(correlation.max() / (np.sqrt(np.square(correlation).mean()) + 1e-12))
