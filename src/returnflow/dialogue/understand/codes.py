"""Return numbers, as spoken ("R F, seven K four M, nine two X C") and as typed."""

import re

from returnflow.dialogue.understand.letters import NATO
from returnflow.dialogue.understand.words import words
from returnflow.ids import parse_rma

_DIGITS = {
    "zero": "0", "oh": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9",
}  # fmt: skip
_LENGTH = 8
_TYPED = re.compile(r"\bRF[- ]?[0-9A-Z]{4}[- ]?[0-9A-Z]{4}\b", re.IGNORECASE)


def rma_in(text: str) -> str | None:
    """The return number in `text` when its check character agrees; None otherwise."""
    typed = _TYPED.search(text)
    if typed:
        return parse_rma(typed.group())
    said = "".join(_character(word.text) for word in words(text) if not word.is_mark)
    starts = (match.start() for match in re.finditer("(?=RF)", said))
    return next((rma for start in starts if (rma := parse_rma(said[start : start + 2 + _LENGTH]))), None)


def _character(word: str) -> str:
    if len(word) == 1 or word.isdigit():
        return word.upper()
    return _DIGITS.get(word) or NATO.get(word, "").upper()
