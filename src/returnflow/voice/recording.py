"""The worker's recording of a call: stereo, the caller left, the agent right, only by consent.

It has what the worker heard and sent, so the network's part of a delay is missing from it; the measurement at the ear is made by
the caller's side. Written while the call runs, in a thread, so that a long call takes no memory; but only some seconds later, so
that what must not be kept (a card number) is silent before it reaches the disk.
"""

import contextlib
import os
import queue
import threading
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

RATE = 24_000
BEHIND_S = 20.0  # what is older than this is written (2 MB a call wait): a card takes 6 to 12 s to say, and is judged 1 s later
CALLER, AGENT = 0, 1
_BLOCK = 10 * RATE


@dataclass(frozen=True, slots=True)
class _Piece:
    """Sound of one side; its first sample is of loop time `at`."""

    side: int
    samples: NDArray[np.int16]
    at: float


@dataclass(frozen=True, slots=True)
class _Silence:
    """The caller is not to be heard between these loop times."""

    start: float
    end: float


class Recording:
    """One call's file. `caller` and `agent` are called on the event loop and only hand over."""

    def __init__(self, path: Path, started: float) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._started = started
        self._queue: queue.Queue[_Piece | _Silence | None] = queue.Queue()
        self._resample = soxr.ResampleStream(16_000, RATE, 1, dtype="int16")
        self._next = [0, 0]
        self._window = np.zeros((RATE, 2), np.int16)
        self._filled = 0  # samples of the window in use
        self._offset = 0  # samples written
        self._too_late: list[tuple[int, int]] = []
        self._deleted = threading.Event()
        self._thread = threading.Thread(target=self._write, name="recording", daemon=True)
        self._thread.start()

    def caller(self, samples: NDArray[np.int16], at: float) -> None:
        """What came from the microphone, 16 kHz; its last sample at loop time `at`."""
        self._queue.put(_Piece(CALLER, samples, at - len(samples) / 16_000))

    def agent(self, pcm: bytes, at: float) -> None:
        """What was sent, 24 kHz, to be heard from `at` on."""
        self._queue.put(_Piece(AGENT, np.frombuffer(pcm, np.int16), at))

    def silence(self, start: float, end: float) -> None:
        """Take out what the caller said between two loop times; what was written already goes when the file is completed."""
        self._queue.put(_Silence(start, end))

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
                if isinstance(item, _Silence):
                    self._hush(item)
                else:
                    self._place(item)
                    self._flush(file, int(BEHIND_S * RATE))
            self._flush(file, 0)
        if self._too_late and not self._deleted.is_set():
            _rewrite(self.path, self._too_late)

    def _place(self, piece: _Piece) -> None:
        side, samples = piece.side, piece.samples
        if side == CALLER:
            samples = self._resample.resample_chunk(samples)
        start = self._sample(piece.at)
        # pieces follow each other; their times jitter by the machine's load, and only a real gap is one
        if abs(start - self._next[side]) < RATE // 5:
            start = self._next[side]
        self._next[side] = start + len(samples)
        low = max(start, self._offset)
        samples = samples[low - start :]
        end = low + len(samples) - self._offset
        if end > len(self._window):
            self._window = np.concatenate([self._window, np.zeros((max(end, len(self._window)), 2), np.int16)])
        self._window[low - self._offset : end, side] = samples
        self._filled = max(self._filled, end)

    def _hush(self, silence: _Silence) -> None:
        start, end = self._sample(silence.start), self._sample(silence.end)
        if start < self._offset:
            self._too_late.append((start, end))  # the codec lets a sound ring on beyond what is written
        self._window[max(0, start - self._offset) : max(0, end - self._offset), CALLER] = 0

    def _flush(self, file: soundfile.SoundFile, keep: int) -> None:
        ready = self._filled - keep
        if ready >= RATE or (ready > 0 and not keep):  # a second at a time: what waits is moved up each time
            file.write(self._window[:ready])
            self._window[: self._filled - ready] = self._window[ready : self._filled]
            self._window[self._filled - ready : self._filled] = 0
            self._filled -= ready
            self._offset += ready

    def _sample(self, at: float) -> int:
        return max(0, round((at - self._started) * RATE))


def _rewrite(path: Path, silences: list[tuple[int, int]]) -> None:
    """The same file with the caller silent between these samples."""
    draft = path.with_name(f".{path.name}.draft")
    with soundfile.SoundFile(path) as old, soundfile.SoundFile(draft, "w", RATE, 2, format="OGG", subtype="VORBIS") as new:
        at = 0
        for block in old.blocks(_BLOCK, dtype="int16"):
            for start, end in silences:
                block[max(0, start - at) : max(0, end - at), CALLER] = 0
            new.write(block)
            at += len(block)
    os.replace(draft, path)
