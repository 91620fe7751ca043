"""How the recogniser would have written another number in place of the one it wrote: the texts that are scored.

Keeps the words around the number ("it's ... thanks") and the manner: numerals or words, with or without commas, "oh" or "zero".
Pure text.
"""

from returnflow.dialogue.understand.digits import digit_runs
from returnflow.dialogue.understand.words import clean

_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def spellings(number: str, text: str = "") -> tuple[str, ...]:
    """Two manners of writing `number` (dashes part its groups) where `text` has its digits; without digits there, on its own."""
    runs = digit_runs(text, homophones=True)
    if not runs:
        return _words(number, ", ", "zero", opening=True) + ".", number
    written = clean(text)
    before, body, behind = written[: runs[0].start], written[runs[0].start : runs[-1].end], written[runs[-1].end :]
    zero = "oh" if "oh" in body.lower() and "zero" not in body.lower() else "zero"
    listed = before + _words(number, ", ", zero, opening=not before.strip()) + behind
    in_numerals = before + (number if "-" in body else number.replace("-", "")) + behind
    if sum(character.isdigit() for character in body) > len(body) / 3:
        return in_numerals, listed
    if body.count(",") > len(number) / 3:
        return listed, before + number + behind
    return before + _words(number, " ", zero, opening=not before.strip()) + behind, listed


def _words(number: str, between: str, zero: str, *, opening: bool) -> str:
    said = between.join(zero if digit == "0" else _WORDS[int(digit)] for digit in number if digit.isdigit())
    return said[:1].upper() + said[1:] if opening else said
