"""Whether a caller's line brings our own voice back. Pure.

Two kinds of evidence. A microphone that stays quiet while an echo of our voice is due says that the line is clear. That a line
thought clear echoes after all (a longer way, a loudspeaker turned on) is found in the sound itself: the phases of the microphone
are compared with those of what we said in the last two seconds (GCC-PHAT; Knapp and Carter, 1976). An echo of -10 to -30 dB
stands out of that correlation 29 times (median; 12 at the fifth percentile of 582 windows of 0.3 s), a caller's own words 7 times
(at most 11 in 181). The correlation alone can't call a line clear: a caller who speaks over a faint echo flattens it too.

Owns that judgement only; what follows from it is `echo`'s.
"""

from collections import deque
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from returnflow.voice.stt.segments import RATE

BLOCK = RATE // 100
STEP = 10  # blocks that are judged together
LAG = 6  # steps within which an echo comes back: 200 to 350 ms on one machine, twice that over a far network
ENOUGH = 3  # steps in which an echo was due and nothing came
OURS = 200  # blocks of our voice that are compared: an echo on a busy machine came 0.9 s late
THEIRS = 30  # blocks of the microphone, sounding at both ends: an echo that has just begun is as flat as a caller's words
SIZE = 1 << 15  # samples of the transform: two seconds fit in, and where a lag wraps round does not matter
LOW_HZ, HIGH_HZ = 200, 4000  # where a voice is
FOUND, TIMES = 12.0, 2  # peak over root mean square of the correlation, in so many looks in a row
SPEAKING = 1e-5  # mean power (full scale is 1) from which we are talking: -50 dB
HUSH = 1e-6  # below it a microphone is quiet (-60 dB), or below `ABOVE` times the least it ever sent
ABOVE = 4.0


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
        self._spoke: deque[bool] = deque(maxlen=LAG + 1)
        self._floor = 1.0
        self._sounding: deque[bool] = deque(maxlen=THEIRS // STEP)
        self._blocks = self._missing = self._found = 0

    def add(self, ours: NDArray[np.int16], theirs: NDArray[np.int16]) -> None:
        """One block of each."""
        if self.line is Line.ECHOES:
            return
        self._ours.append(ours)
        self._theirs.append(theirs)
        self._blocks += 1
        if self._blocks % STEP == 0:
            self._step(power(np.concatenate(list(self._ours)[-STEP:])), power(np.concatenate(list(self._theirs)[-STEP:])))

    def _step(self, ours: float, theirs: float) -> None:
        self._spoke.append(ours > SPEAKING)
        self._floor = min(self._floor, theirs)
        quiet = theirs < max(HUSH, ABOVE * self._floor)
        self._sounding.append(not quiet)
        if not quiet:
            self._missing = 0
            self._look()
        elif len(self._spoke) > LAG and self._spoke[0]:
            self._missing += 1
        if self._missing >= ENOUGH:
            self.line = Line.CLEAR

    def _look(self) -> None:
        if len(self._theirs) < THEIRS or not self._sounding[0] or not any(self._spoke):
            return
        peak = prominence(np.concatenate(self._ours), np.concatenate(self._theirs))
        self._found = self._found + 1 if peak >= FOUND else 0
        if self._found >= TIMES:
            self.line = Line.ECHOES


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
