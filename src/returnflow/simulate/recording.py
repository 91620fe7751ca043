"""The caller's own recording: stereo at 48 kHz, left what was sent, right what was heard, on one clock.

It is the measurement at the ear; the worker's recording leaves out the network. Owns the arrangement in time and the WAV file.
"""

import wave
from pathlib import Path

import numpy as np

from returnflow.simulate.clip import RATE, Samples

SLACK = RATE * 6 // 100
"""Blocks that arrive up to 60 ms off their place are joined without a seam: arrival jitters by some milliseconds."""


class Channel:
    """One side, filled in the order of time; what is missing is silence."""

    def __init__(self) -> None:
        self._parts: list[Samples] = []
        self._filled = 0

    def put(self, at: int, samples: Samples) -> None:
        """Place samples at an index; a small disagreement keeps the sound whole, a large one becomes a gap or a cut."""
        if at - self._filled > SLACK:
            self._append(np.zeros(at - self._filled, np.float32))
        elif self._filled - at > SLACK:
            samples = samples[self._filled - at :]
        self._append(samples)

    def _append(self, samples: Samples) -> None:
        self._parts.append(samples)
        self._filled += len(samples)

    def whole(self, length: int) -> Samples:
        """The side, padded to `length`."""
        joined = np.concatenate(self._parts) if self._parts else np.zeros(0, np.float32)
        return np.pad(joined[:length], (0, max(0, length - len(joined))))

    def __len__(self) -> int:
        return self._filled


class Recording:
    """Both sides from `start` (monotonic seconds) on."""

    def __init__(self, start: float) -> None:
        self.start = start
        self._left, self._right = Channel(), Channel()

    def sent(self, at: float, samples: Samples) -> None:
        """What the caller sent."""
        self._left.put(round((at - self.start) * RATE), samples)

    def heard(self, at: float, samples: Samples) -> None:
        """What the caller heard."""
        self._right.put(round((at - self.start) * RATE), samples)

    def sides(self) -> tuple[Samples, Samples]:
        """Left and right, equally long."""
        length = max(len(self._left), len(self._right))
        return self._left.whole(length), self._right.whole(length)

    def write(self, path: Path) -> Path:
        """The WAV file, whole or not at all."""
        left, right = self.sides()
        stereo = (np.clip(np.stack([left, right], axis=1), -1, 1) * 32767).astype("<i2")
        path.parent.mkdir(parents=True, exist_ok=True)
        making = path.with_suffix(".making")
        with wave.open(str(making), "wb") as file:
            file.setnchannels(2)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(stereo.tobytes())
        making.replace(path)
        return path
