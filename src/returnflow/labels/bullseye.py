"""Finds MaxiCodes on a page by their bull's eye. The library that decodes them wants a picture of nothing else.

Owns the search. Only a symbol that stands upright is cut out as its decoder wants it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

_RUNS = re.compile(rb"\x00+|\xff+")
_RING, _EYE = 0.785, 1.155  # widths of a ring and of the white middle, in pitches (ISO/IEC 16023)
_SHAPE = (_RING,) * 5 + (_EYE,) + (_RING,) * 5
_ACROSS = sum(_SHAPE)  # the eye is nine pitches wide
_LEFT, _RIGHT, _HALF_HEIGHT = 14.5, 15.5, 14.43  # from the eye's middle to the symbol's edges
_SMALLEST = 4  # dots of a pitch: below, rings are not told apart
_STEP = 3  # every third line goes through the white middle of the smallest eye
_ALIKE = 0.45  # pitches by which a ring may be off: printing widens it by a dot or two, and the best candidate is taken
_BLACK, _WHITE = 0, 255


@dataclass(frozen=True, slots=True, order=True)
class _Eye:
    """One candidate; `error` is how far its rings are from what they should be, in pitches."""

    error: float
    x: float
    y: float
    pitch: float

    def near(self, other: "_Eye") -> bool:
        """Whether both would be of one symbol."""
        return abs(self.x - other.x) + abs(self.y - other.y) < other.pitch * _LEFT


def symbols(picture: Image.Image) -> Iterator[Image.Image]:
    """Each MaxiCode of a black and white picture (mode L), cut out; the best of several candidates in one place."""
    accepted: list[_Eye] = []
    for eye in sorted(_candidates(picture)):
        if not any(eye.near(better) for better in accepted):
            accepted.append(eye)
            yield _cut(picture, eye)


def _candidates(picture: Image.Image) -> Iterator[_Eye]:
    """Every place that looks like a bull's eye along a line and across it."""
    rows, columns = _lines(picture), _lines(picture.transpose(Image.Transpose.TRANSPOSE))
    for y in range(0, len(rows), _STEP):
        for x, pitch, error in _eyes(rows[y]):
            for centre, other, more in _eyes(columns[int(x)]):
                if abs(centre - y) <= pitch and abs(other - pitch) <= pitch * _ALIKE:
                    yield _Eye(error + more, x, centre, (pitch + other) / 2)


def _lines(picture: Image.Image) -> list[bytes]:
    raw, width = picture.tobytes(), picture.width
    return [raw[start : start + width] for start in range(0, len(raw), width)]


def _eyes(line: bytes) -> Iterator[tuple[float, float, float]]:
    """Middle, pitch and error of every bull's eye that this line goes through the middle of."""
    runs = [(match.start(), match.end() - match.start()) for match in _RUNS.finditer(line)]
    for first in range(len(runs) - len(_SHAPE) + 1):
        (start, length), (_, after) = runs[first], runs[first + 1]
        if line[start] != _BLACK or length < _SMALLEST * _RING - 1 or abs(length - after) > length:
            continue
        window = runs[first : first + len(_SHAPE)]
        end = window[-1][0] + window[-1][1]
        pitch = (end - start) / _ACROSS
        if pitch < _SMALLEST:
            continue
        off = [abs(size - shape * pitch) for (_, size), shape in zip(window, _SHAPE, strict=True)]
        if max(off) <= pitch * _ALIKE:
            yield (start + end) / 2, pitch, sum(off) / pitch


def _cut(picture: Image.Image, eye: _Eye) -> Image.Image:
    """The symbol with less white around it than must be there, then white enough."""
    spare = eye.pitch * 0.4
    left, right = round(eye.x - _LEFT * eye.pitch - spare), round(eye.x + _RIGHT * eye.pitch + spare)
    top, bottom = round(eye.y - _HALF_HEIGHT * eye.pitch - spare), round(eye.y + _HALF_HEIGHT * eye.pitch + spare)
    cut = picture.crop((left, top, right, bottom))
    framed = Image.new("L", (cut.width + 20, cut.height + 20), _WHITE)
    framed.paste(cut, (10, 10))
    return framed
