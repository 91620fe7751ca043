"""Finds MaxiCodes on a page by their bull's eye. The library that decodes them wants a picture of nothing else.

Owns the search. Only a symbol that stands upright is cut out as its decoder wants it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from PIL import Image

Dots = NDArray[np.uint8]
_RING, _EYE = 0.785, 1.155  # widths of a ring and of the white middle, in pitches (ISO/IEC 16023)
_SHAPE = np.array((_RING,) * 5 + (_EYE,) + (_RING,) * 5)
_ACROSS = float(_SHAPE.sum())  # the eye is nine pitches wide
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
    dots = np.asarray(picture)
    along = list(_eyes(dots[::_STEP]))
    columns = sorted({int(x) for _, x, _, _ in along})  # bars look alike in each of their lines
    across = [(columns[place], y, pitch, error) for place, y, pitch, error in _eyes(dots[:, columns].T)]
    for line, x, pitch, error in along:
        for column, y, other, more in across:
            if column == int(x) and abs(y - line * _STEP) <= pitch and abs(other - pitch) <= pitch * _ALIKE:
                yield _Eye(error + more, x, y, (pitch + other) / 2)


def _eyes(lines: Dots) -> Iterator[tuple[int, float, float, float]]:
    """Number of the line, middle, pitch and error of every bull's eye that a line goes through the middle of.

    All lines at once, as runs of one shade: a loop over the runs of a label took 23 ms, this takes 4.
    """
    flat, width = lines.ravel(), lines.shape[1]
    starts = np.flatnonzero(np.append(True, flat[1:] != flat[:-1]) | (np.arange(flat.size) % width == 0))
    runs = np.diff(starts, append=flat.size)
    if runs.size < _SHAPE.size:
        return
    windows = sliding_window_view(runs, _SHAPE.size)
    start = starts[: len(windows)]
    end = start + windows.sum(axis=1)
    pitch = (end - start) / _ACROSS
    likely = np.flatnonzero((flat[start] == _BLACK) & (pitch >= _SMALLEST) & (start // width == (end - 1) // width))
    off = np.abs(windows[likely] - np.outer(pitch[likely], _SHAPE))
    alike = off.max(axis=1) <= pitch[likely] * _ALIKE
    for place, error in zip(likely[alike], off[alike].sum(axis=1), strict=True):
        line, left = divmod(int(start[place]), width)
        size = float(pitch[place])
        yield line, left + size * _ACROSS / 2, size, float(error) / size


def _cut(picture: Image.Image, eye: _Eye) -> Image.Image:
    """The symbol with less white around it than must be there, then white enough."""
    spare = eye.pitch * 0.4
    left, right = round(eye.x - _LEFT * eye.pitch - spare), round(eye.x + _RIGHT * eye.pitch + spare)
    top, bottom = round(eye.y - _HALF_HEIGHT * eye.pitch - spare), round(eye.y + _HALF_HEIGHT * eye.pitch + spare)
    cut = picture.crop((left, top, right, bottom))
    framed = Image.new("L", (cut.width + 20, cut.height + 20), _WHITE)
    framed.paste(cut, (10, 10))
    return framed
