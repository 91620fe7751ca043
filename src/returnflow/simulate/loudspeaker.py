"""The caller's loudspeaker as his microphone hears it: the agent's voice, later by a time that stays the same.

A device plays with a clock of its own out of a buffer, so a busy machine makes its sound no later; without the buffer the echo
jumped about with the machine's load, which no canceller can follow and no loudspeaker does. Knows nothing of levels.
"""

import numpy as np

from returnflow.simulate.clip import RATE, Samples

LEAD = RATE // 10
"""Samples kept in front before anything is played: pieces of the voice come up to this late."""
LONGEST = RATE // 2
"""Beyond so many it has fallen behind: it goes on from `LEAD`, and the echo's delay has changed."""


class Loudspeaker:
    """`add` what is received, `play` as many samples as the microphone takes in meanwhile."""

    def __init__(self) -> None:
        self._waiting = np.zeros(0, np.float32)
        self._playing = False

    def add(self, samples: Samples) -> None:
        """More of the voice."""
        self._waiting = np.concatenate([self._waiting, samples])
        if len(self._waiting) > LONGEST:
            self._waiting = self._waiting[-LEAD:]
        self._playing = self._playing or len(self._waiting) >= LEAD

    def play(self, count: int) -> Samples:
        """The next `count` samples; silence where nothing came in time."""
        out = np.zeros(count, np.float32)
        if self._playing:
            piece, self._waiting = self._waiting[:count], self._waiting[count:]
            out[: len(piece)] = piece
            self._playing = len(piece) == count
        return out
