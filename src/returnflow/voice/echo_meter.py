"""Whether a caller's line brings our own voice back at all. Pure: told the power of each 10 ms, ours and the microphone's.

An echo is our voice again, later and weaker. So where we have been loud at every delay an echo can have, and the microphone is
still as quiet as the room, there is none. Owns that judgement only; what follows from it is `echo`'s.
"""

import numpy as np

SHORTEST, LONGEST = 5, 45  # blocks by which an echo may lag: the network's way there and back, and a loudspeaker's
WINDOW = 20  # blocks over which powers are compared: shorter ones fall into the gap between two words
HISTORY = WINDOW + LONGEST
LOUD = 1e-5  # power of full scale (-50 dB) that our voice must have had
LOSS = 10**-3.5  # an echo 35 dB below our voice was never found by the voice detection
ROOM = 1.6  # times the quietest moment while we were silent; an echo that adds less lies below the room's own noise


class EchoMeter:
    """One call's. `absent` stays as it is until there is evidence."""

    def __init__(self) -> None:
        self.absent = False
        self._ours = np.zeros(HISTORY)
        self._theirs = np.zeros(WINDOW)
        self._room: float | None = None
        self._heard = 0

    def add(self, ours: float, theirs: float) -> None:
        """One block: mean power (full scale is 1) of what was to be heard in it, and of what the microphone sent."""
        self._ours = np.append(self._ours[1:], ours)
        self._theirs = np.append(self._theirs[1:], theirs)
        self._heard += 1
        if self._heard < WINDOW:
            return
        level = float(self._theirs.mean())
        if not self._ours.any():
            self._room = min(self._room or level, level)
        least = self._least_of_ours()
        if least > LOUD and level < max(least * LOSS, (self._room or 0.0) * ROOM):
            self.absent = True

    def found(self) -> None:
        """Our own words came back: there is one after all (somebody turned the loudspeaker on)."""
        self.absent = False

    def _least_of_ours(self) -> float:
        """The quietest our voice was over a window, over all delays an echo can have."""
        sums = np.convolve(self._ours[: HISTORY - SHORTEST], np.ones(WINDOW), "valid")
        return float(sums.min()) / WINDOW
