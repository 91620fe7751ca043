"""Where the caller's words begin and pause, window by window, and the audio of the turn they belong to.

Pure bookkeeping over 32 ms windows and their speech probability: no model, no clock, no framework. One turn may hold several
segments ("one one two ... four oh one ..."); they are kept joined, with no more silence between them than the recogniser needs.
"""

from collections import deque
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
WINDOW = 512  # samples the voice detection takes at once
WINDOW_S = WINDOW / RATE
PRE_ROLL = 6  # windows kept in front of an onset: 200 ms gave 0 of 60 empty short answers, 500 ms gave 9
PAUSE_AFTER = 2  # windows of silence (64 ms) after which a pause is reported and recognition may begin
KEPT_SILENCE = 6  # windows of silence kept behind a segment
ON, STAY = 0.5, 0.35  # probability that starts speech, and that keeps it going


class Change(StrEnum):
    """What one more window brought."""

    STARTED = "started"
    PAUSED = "paused"


class Segments:
    """Follows one caller. `feed` takes each window in order; `take` hands over the turn's audio and starts afresh."""

    def __init__(self) -> None:
        self.talking = False
        self.silence = 0  # windows since the last speech
        self.speech = 0  # windows of speech in this turn
        self._onset: list[NDArray[np.int16]] = []
        self._ring: deque[NDArray[np.int16]] = deque(maxlen=PRE_ROLL)
        self._turn: list[NDArray[np.int16]] = []

    @property
    def open(self) -> bool:
        """Whether the turn holds any speech."""
        return bool(self._turn)

    @property
    def seconds(self) -> float:
        """Length of the turn's audio as kept."""
        return len(self._turn) * WINDOW_S

    def feed(self, window: NDArray[np.int16], probability: float) -> Change | None:
        """Take one window in; say whether speech started or paused with it."""
        if probability > (STAY if self.talking else ON):
            return self._voiced(window)
        return self._silent(window)

    def audio(self) -> NDArray[np.float32]:
        """The turn so far, as the recogniser wants it."""
        if not self._turn:
            return np.zeros(0, np.float32)
        return np.concatenate(self._turn).astype(np.float32) / np.float32(32768)

    def take(self) -> NDArray[np.float32]:
        """The turn's audio; from here on a new turn is collected. Speech that is going on belongs to the new one."""
        audio = self.audio()
        self._ring.extend(self._turn[-PRE_ROLL:])
        self._turn = list(self._ring) if self.talking else []
        self.speech = 0
        return audio

    def _voiced(self, window: NDArray[np.int16]) -> Change | None:
        self.silence = 0
        if self.talking:
            self._turn.append(window)
            self.speech += 1
            return None
        self._onset.append(window)
        # a second window is asked for only when nobody was speaking: one loud click is no turn
        if len(self._onset) < 2 and not self.open:
            return None
        self._turn += [*self._ring, *self._onset]
        self.speech += len(self._onset)
        self._ring.clear()
        self._onset.clear()
        self.talking = True
        return Change.STARTED

    def _silent(self, window: NDArray[np.int16]) -> Change | None:
        self._ring.extend(self._onset)
        self._onset.clear()
        if not self.open or self.silence >= KEPT_SILENCE:
            self._ring.append(window)
        else:
            self._turn.append(window)
        self.silence += 1
        if self.talking and self.silence == PAUSE_AFTER:
            self.talking = False
            return Change.PAUSED
        return None
