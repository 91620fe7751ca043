"""How many units of a line go back: "both", "just one", "all three of them"."""

import re

from returnflow.dialogue.understand.digits import digit_runs
from returnflow.dialogue.understand.words import plain

ALL = 0
"""Stands for every unit of the line."""

_ALL = re.compile(r"\b(?:both|all(?: of (?:them|it))?|every(?:thing| one)|the (?:whole lot|lot)|each)\b")
_ONE = re.compile(r"\b(?:just|only) (?:the )?(?:one|1|a single)\b|\b(?:a single|one of (?:them|those|the|my)|single one)\b")


def quantity_in(text: str) -> int | None:
    """The number of units said: ALL for "both"; None when nothing of the kind was said."""
    said = plain(text)
    if _ONE.search(said):
        return 1
    if _ALL.search(said):
        return ALL
    runs = digit_runs(text)
    if len(runs) == 1 and len(runs[0].digits) == 1:
        return int(runs[0].digits) or None
    return None
