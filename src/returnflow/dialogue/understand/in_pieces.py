"""A number with too many or too few digits, heard once more group by group: complete after all, or which group to ask for again.

By sound and form alone: what is on record must not show in what the caller is asked.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from returnflow.dialogue.understand.digits import spoken_digits
from returnflow.dialogue.understand.numbers import GROUPS

InPieces = Callable[[Sequence[int]], list[str]]
"""The turn cut into groups of so many digits at its longest pauses, each recognised by itself: `Ears.in_pieces`."""

_ANOTHER = 6  # digits too many or too few beyond which it is something else, or only a beginning


@dataclass(frozen=True, slots=True)
class Said:
    """Digits as understood from `text`. `doubtful`: positions [from, to) of a group of the form, or of the whole number."""

    digits: str
    text: str
    doubtful: tuple[int, int] | None = None


def heard_in_pieces(said: Said, store_kind: str, in_pieces: InPieces | None) -> Said:
    """`said` with the number completed, or with what is in doubt; unchanged when only a beginning was said."""
    groups = GROUPS[store_kind]
    total = sum(groups)
    if len(said.digits) < total - _ANOTHER:
        return said
    pieces = re.findall(r"\d+", said.text)
    if in_pieces is not None and abs(len(said.digits) - total) <= _ANOTHER and _wrong(pieces, groups) is None:
        pieces = [spoken_digits(text, homophones=True) for text in in_pieces(groups)]
    wrong = _wrong(pieces, groups)
    if wrong is None or len(wrong) > 1:
        return Said(said.digits, said.text, (0, total))
    if not wrong:
        return Said("".join(pieces), said.text)
    start = sum(groups[: wrong[0]])
    return Said("".join(pieces), said.text, (start, start + groups[wrong[0]]))


def _wrong(pieces: Sequence[str], groups: Sequence[int]) -> list[int] | None:
    """Which groups have a wrong length; None when there are not as many pieces as groups."""
    if len(pieces) != len(groups):
        return None
    return [place for place, (piece, length) in enumerate(zip(pieces, groups, strict=True)) if len(piece) != length]
