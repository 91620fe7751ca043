"""What can be heard in a call, as numbers: pure functions on audio and on one clock, no room and no file.

The caller's side is known exactly (what was sent and when); the agent's side is a list of received blocks. Every time is in
seconds on one monotonic clock, so a latency contains the codec, the media server and both jitter buffers.

Voice is told from silence by energy alone: the detector that the product uses may be run only inside its framework.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

LOUD_RMS = 0.01
"""A received 10 ms block above this (-40 dBFS) is the agent's sound; the codec's comfort noise stays below 0.001."""
FLOOR_DB = -40.0
"""The caller's speech ends with the last sample above this level under the clip's peak."""
JOIN_S = 0.25
"""Loud blocks nearer than this are one burst: a stop consonant lasts up to 0.15 s, a sentence gap of the agent 0.1 s."""
STOPPED_S = 0.6
"""After an interruption the agent counts as silent when this long nothing was loud: its own pauses reach 0.5 s."""
MISSED_S = 5.0
"""A turn without any answer for this long is missed."""
ROUND_TRIP_S = 0.1
"""Sound heard sooner than this after the caller's last sample was decided before it: the bare round trip takes 113 ms."""


class Block(NamedTuple):
    """One received block: when it arrived, its RMS, and when its first loud sample can be heard."""

    at: float
    level: float
    loud_at: float


@dataclass(frozen=True, slots=True)
class Burst:
    """A stretch of the agent's sound."""

    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Said:
    """The caller's clip as it left: first and last loud sample."""

    start: float
    end: float


class Verdict(StrEnum):
    """What became of one turn of the caller."""

    ANSWERED = "answered"
    CUT_OFF = "cut_off"  # the agent began, audibly or not, before the caller had ended
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict; `latency` (seconds, voice to voice) only when answered."""

    verdict: Verdict
    latency: float | None


def envelope(samples: npt.NDArray[np.float32], rate: int) -> npt.NDArray[np.float32]:
    """RMS over a sliding 10 ms."""
    width = max(2, rate // 100)
    total = np.concatenate(([0.0], np.cumsum(samples.astype(np.float64) ** 2)))
    at = np.arange(len(samples))
    low, high = np.maximum(at - width // 2, 0), np.minimum(at + width // 2, len(samples))
    return np.asarray(np.sqrt(np.maximum(total[high] - total[low], 0) / width), dtype=np.float32)


def loud_span(samples: npt.NDArray[np.float32], rate: int, floor_db: float = FLOOR_DB) -> tuple[int, int]:
    """First and last sample whose envelope is above `floor_db` under its peak; (0, last) for silence."""
    level = envelope(samples, rate)
    top = float(level.max()) if len(level) else 0.0
    if top == 0:
        return 0, max(0, len(samples) - 1)
    loud = np.flatnonzero(level > top * 10 ** (floor_db / 20))
    return int(loud[0]), int(loud[-1])


def pauses(samples: npt.NDArray[np.float32], rate: int, least: float = 0.1) -> list[float]:
    """Lengths of the quiet stretches inside a clip: what an end of turn must not fall for."""
    level = envelope(samples, rate)
    first, last = loud_span(samples, rate)
    quiet = level[first : last + 1] <= level.max() * 10 ** (FLOOR_DB / 20)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], quiet.astype(np.int8), [0]))))
    lengths = (edges[1::2] - edges[::2]) / rate
    return [float(length) for length in lengths if length >= least]


def block(samples: npt.NDArray[np.float32], rate: int, at: float) -> Block:
    """One received block, measured."""
    level = float(np.sqrt(np.mean(samples**2))) if len(samples) else 0.0
    return Block(at, level, at + int(np.argmax(np.abs(samples) > LOUD_RMS)) / rate if level > LOUD_RMS else at)


def bursts(blocks: Sequence[Block], *, join: float = JOIN_S, width: float = 0.01) -> list[Burst]:
    """The agent's sound as stretches; quiet gaps shorter than `join` do not divide."""
    found: list[Burst] = []
    for item in blocks:
        if item.level <= LOUD_RMS:
            continue
        if found and item.at - found[-1].end < join:
            found[-1] = Burst(found[-1].start, item.at + width)
        else:
            found.append(Burst(item.loud_at, item.at + width))
    return found


def judge(said: Said, heard: Sequence[Burst], committed: Sequence[float] = (), limit: float = MISSED_S) -> Judged:
    """What became of a turn that started in silence.

    `committed` holds the moments at which the agent said of itself that it begins to speak or took the turn as over: one of
    these while the caller was still talking is a cut-off too, even if the reply was withdrawn before it could be heard.
    """
    if any(said.start < moment < said.end for moment in committed):
        return Judged(Verdict.CUT_OFF, None)
    first = next((burst for burst in heard if burst.start > said.start), None)
    if first is None or first.start - said.end > limit:
        return Judged(Verdict.MISSED, None)
    if first.start - said.end < ROUND_TRIP_S:
        return Judged(Verdict.CUT_OFF, None)
    return Judged(Verdict.ANSWERED, first.start - said.end)


def stop_time(onset: float, blocks: Sequence[Block], gap: float = STOPPED_S, width: float = 0.01) -> float | None:
    """Seconds from the caller's onset to the agent's last loud block, or None when it never was silent for `gap`."""
    last = onset
    for item in blocks:
        if item.at < onset or item.level <= LOUD_RMS:
            continue
        if item.at - last > gap:
            return last - onset
        last = item.at + width
    ended = blocks[-1].at + width if blocks else onset
    return last - onset if ended - last > gap else None
