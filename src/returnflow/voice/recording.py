"""The worker's recording of a call: stereo, the caller left, the agent right, only by consent.

It has what the worker heard and sent, so the network's part of a delay is missing from it; the measurement at the ear is made by
the caller's side. Written while the call runs, in a thread, so that a long call takes no memory.
"""

import contextlib
import queue
import threading
from pathlib import Path

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

RATE = 24_000
BEHIND_S = 1.0  # what is older than this is written; both sides have delivered it by then
CALLER, AGENT = 0, 1


class Recording:
    """One call's file. `caller` and `agent` are called on the event loop and only hand over."""

    def __init__(self, path: Path, started: float) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._started = started
        self._queue: queue.Queue[tuple[int, NDArray[np.int16], float] | None] = queue.Queue()
        self._resample = soxr.ResampleStream(16_000, RATE, 1, dtype="int16")
        self._next = [0, 0]
        self._window = np.zeros((0, 2), np.int16)
        self._offset = 0  # samples written
        self._deleted = threading.Event()
        self._thread = threading.Thread(target=self._write, name="recording", daemon=True)
        self._thread.start()

    def caller(self, samples: NDArray[np.int16], at: float) -> None:
        """What came from the microphone, 16 kHz; its last sample at loop time `at`."""
        self._queue.put((CALLER, samples, at - len(samples) / 16_000))

    def agent(self, pcm: bytes, at: float) -> None:
        """What was sent, 24 kHz, to be heard from `at` on."""
        self._queue.put((AGENT, np.frombuffer(pcm, np.int16), at))

    def finish(self) -> Path | None:
        """Complete the file. Blocking. None when it was deleted."""
        self._queue.put(None)
        self._thread.join()
        return None if self._deleted.is_set() else self.path

    def delete(self) -> None:
        """The caller does not want it: stop, and leave nothing. Blocking."""
        self._deleted.set()
        self.finish()
        with contextlib.suppress(FileNotFoundError):
            self.path.unlink()

    def _write(self) -> None:
        with soundfile.SoundFile(self.path, "w", RATE, 2, format="OGG", subtype="VORBIS") as file:
            while (item := self._queue.get()) is not None:
                if self._deleted.is_set():
                    continue
                self._place(*item)
                self._flush(file, int(BEHIND_S * RATE))
            self._flush(file, 0)

    def _place(self, side: int, samples: NDArray[np.int16], at: float) -> None:
        if side == CALLER:
            samples = self._resample.resample_chunk(samples)
        start = max(0, round((at - self._started) * RATE))
        # pieces follow each other; their times jitter by the machine's load, and only a real gap is one
        if abs(start - self._next[side]) < RATE // 5:
            start = self._next[side]
        self._next[side] = start + len(samples)
        low = max(start, self._offset)
        samples = samples[low - start :]
        missing = low + len(samples) - self._offset - len(self._window)
        if missing > 0:
            self._window = np.concatenate([self._window, np.zeros((missing, 2), np.int16)])
        self._window[low - self._offset : low - self._offset + len(samples), side] = samples

    def _flush(self, file: soundfile.SoundFile, keep: int) -> None:
        ready = len(self._window) - keep
        if ready > 0:
            file.write(self._window[:ready])
            self._window = self._window[ready:]
            self._offset += ready
