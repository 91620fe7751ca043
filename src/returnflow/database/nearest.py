"""Edit distance from what was heard to every number there is, exactly.

All numbers of a store have the same length, so their digits are a matrix, and one pass over its columns computes every distance
at once (Myers 1999, in Hyyrö's form of 2003: the columns of the dynamic programme as bits of one machine word).

An index of fragments was considered and left out. It finds what lies within four digits; but whoever asks for the nearest four
needs the others too, to see by how much the first is better, and among 100,000 numbers the second lies six or seven away. It
would have paid for 500,000 index rows and read everything all the same.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LONGEST = 31
"""Digits that fit the bits used; what is longer is no order number, and is compared one by one."""


def nearest(wanted: str, stores: Iterable[str], limit: int) -> list[str]:
    """The `limit` numbers nearest to the digits `wanted`, ties by number. Each of `stores` is numbers in one text, by spaces."""
    ranked = sorted(pair for numbers in stores for pair in _nearest_of(wanted, numbers, limit))
    return [number for _, number in ranked[:limit]]


def _nearest_of(wanted: str, numbers: str, limit: int) -> list[tuple[int, str]]:
    if not numbers:
        return []
    table = _matrix(numbers)
    if table is None or not 0 < len(wanted) <= LONGEST:
        every = {(Levenshtein.distance(wanted, number.replace("-", "")), number) for number in numbers.split(" ")}
        return sorted(every)[:limit]
    return _best(distances(wanted, table[:, _digit_columns(table)] - ord("0")), table, limit)


def _matrix(numbers: str) -> "NDArray[np.uint8] | None":
    """One row a number, one column a character; None when they differ in form."""
    import numpy as np  # the worker has it loaded; who never asks for a near number need not

    width = numbers.find(" ") + 1 or len(numbers) + 1
    text = numbers.encode() + b" "
    if len(text) % width:
        return None
    table = np.frombuffer(text, np.uint8).reshape(-1, width)
    form = (table >= ord("0")) & (table <= ord("9"))
    same = bool((form == form[0]).all()) and bool((table[:, ~form[0]] == table[0, ~form[0]]).all())
    return table[:, :-1] if same else None


def _digit_columns(table: "NDArray[np.uint8]") -> "NDArray[np.bool_]":
    columns: NDArray[np.bool_] = (table[0] >= ord("0")) & (table[0] <= ord("9"))
    return columns


def distances(wanted: str, digits: "NDArray[np.uint8]") -> "NDArray[np.int16]":
    """The edit distance from `wanted` (1 to 31 digits) to each row of `digits` (values 0 to 9)."""
    import numpy as np

    word = np.uint32
    places = np.zeros(10, word)  # for each digit, the bits of the places where `wanted` has it
    for place, digit in enumerate(wanted):
        places[int(digit)] |= word(1 << place)
    last, one = word(1 << (len(wanted) - 1)), word(1)
    count = len(digits)
    more, less = np.full(count, (1 << len(wanted)) - 1, word), np.zeros(count, word)  # +1 and -1 down the column
    found = np.full(count, len(wanted), np.int16)
    for column in np.ascontiguousarray(digits.T):
        equal = places[column]
        diagonal = (((equal & more) + more) ^ more) | equal | less
        rising, falling = less | ~(diagonal | more), more & diagonal
        found += (rising & last) != 0
        found -= (falling & last) != 0
        rising, falling = (rising << one) | one, falling << one
        more, less = falling | ~(equal | less | rising), rising & (equal | less)
    return found


def _best(found: "NDArray[np.int16]", table: "NDArray[np.uint8]", limit: int) -> list[tuple[int, str]]:
    """The smallest distances with their numbers; a number that lies in two batches counts once."""
    best: list[tuple[int, str]] = []
    for distance in _rising(found):
        here = {row.tobytes().decode() for row in table[found == distance]}
        best += [(distance, number) for number in sorted(here - {number for _, number in best})]
        if len(best) >= limit:
            break
    return best[:limit]


def _rising(found: "NDArray[np.int16]") -> Iterator[int]:
    for distance in range(int(found.min()), int(found.max()) + 1):
        if (found == distance).any():
            yield distance
