"""The letters of a sentence as numbers: words, pairs of words and runs of letters, hashed into a fixed width.

What an embedding blurs ("return" and "refund") is sharp here; what is misspelled or misheard still shares most of its letters.
"""

import math
import zlib
from collections import Counter
from functools import lru_cache

import numpy as np
import numpy.typing as npt

WIDTH = 2048
SHORTEST, LONGEST = 3, 5
_STRESS = 0.5
"""Weight of a run of letters beside a whole word."""


def ngrams(plain: str) -> npt.NDArray[np.float32]:
    """A vector of WIDTH numbers of length 1 for plain words (`words.plain`); all 0 for none."""
    said = plain.split()
    seen: Counter[tuple[int, int, float]] = Counter()
    for word in said:
        seen.update(_of_word(word))
    seen.update((*_place(f"{one} {two}"), 1.0) for one, two in zip(["^", *said], [*said, "$"], strict=True))
    vector = np.zeros(WIDTH, np.float32)
    for (at, sign, weight), count in seen.items():
        vector[at] += sign * weight * (1 + math.log(count))
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector


@lru_cache(maxsize=4096)
def _of_word(word: str) -> tuple[tuple[int, int, float], ...]:
    framed = f"<{word}>"
    runs = [framed[at : at + size] for size in range(SHORTEST, LONGEST + 1) for at in range(len(framed) - size + 1)]
    return ((*_place(word), 1.0), *((*_place(run), _STRESS) for run in runs))


def _place(feature: str) -> tuple[int, int]:
    """Position and sign: features that fall on one place cancel out as often as they add up."""
    hashed = zlib.crc32(feature.encode())
    return hashed % WIDTH, 1 if hashed & 0x40000000 else -1
