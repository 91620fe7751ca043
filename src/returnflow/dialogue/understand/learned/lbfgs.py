"""Minimising a smooth function of many numbers: L-BFGS, in numpy alone, so that training needs no package that the product lacks."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Function = Callable[[Numbers], tuple[float, Numbers]]
"""Value and gradient at a place."""

_MEMORY = 10
_ENOUGH_FALL = 1e-4
_SMALLEST_STEP = 1e-10


def minimise(function: Function, start: Numbers, *, steps: int, flat: float = 1e-6) -> Numbers:
    """The place reached after at most `steps` steps, or earlier where the gradient's largest entry falls below `flat`."""
    place, (value, slope) = start, function(start)
    past: list[tuple[Numbers, Numbers]] = []
    for _ in range(steps):
        if float(np.abs(slope).max()) < flat:
            break
        way = _direction(slope, past)
        length = 1.0 if past else 1.0 / max(1.0, float(np.abs(slope).sum()))
        while True:
            there = place + length * way
            value_there, slope_there = function(there)
            if value_there <= value + _ENOUGH_FALL * length * float(slope @ way):
                break
            length /= 2
            if length < _SMALLEST_STEP:
                return place
        moved, bent = there - place, slope_there - slope
        if float(moved @ bent) > 0:
            past = [*past[-_MEMORY + 1 :], (moved, bent)]
        place, value, slope = there, value_there, slope_there
    return place


def _direction(slope: Numbers, past: list[tuple[Numbers, Numbers]]) -> Numbers:
    """Downhill, bent by what the last steps taught about the curvature."""
    way, shares = -slope, []
    for moved, bent in reversed(past):
        share = float(moved @ way) / float(moved @ bent)
        way = way - share * bent
        shares.append(share)
    if past:
        moved, bent = past[-1]
        way = way * (float(moved @ bent) / float(bent @ bent))
    for (moved, bent), share in zip(past, reversed(shares), strict=True):
        way = way + moved * (share - float(bent @ way) / float(moved @ bent))
    return way
