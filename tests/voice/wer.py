"""Word error rate between what was to be spoken and what a recogniser hears, numbers written alike on both sides."""

import re
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {"first": "one", "second": "two", "third": "three", "fifth": "five", "eighth": "eight", "ninth": "nine"}


def number(value: int) -> str:
    """An integer in words, years and hundreds read as people do."""
    if value < 20:
        return _SMALL[value]
    if value < 100:
        return _TENS[value // 10] + (f" {_SMALL[value % 10]}" if value % 10 else "")
    if 1100 <= value < 10_000 and value % 1000 >= 10:
        return f"{number(value // 100)} {number(value % 100)}" if value % 100 else f"{number(value // 100)} hundred"
    if value < 1000:
        return f"{_SMALL[value // 100]} hundred" + (f" {number(value % 100)}" if value % 100 else "")
    return " ".join(_SMALL[int(digit)] for digit in str(value))


def words(text: str) -> list[str]:
    """Lower case, no punctuation, numbers in words, ordinals as their numbers; single letters run together."""
    plain = re.sub(r"\$(\d+)\.(\d\d)", r"\1 dollars and \2 cents", text.lower().replace(",", " " if "$" not in text else ""))
    plain = re.sub(r"(\d+)(st|nd|rd|th)\b", r"\1", plain)
    plain = re.sub(r"\d+", lambda found: f" {number(int(found.group()))} ", plain)
    found = [_ordinal(word) for word in re.findall(r"[a-z]+", plain.replace("'", "").replace("’", ""))]
    return _joined(found)


def _ordinal(word: str) -> str:
    if word in _ORDINALS:
        return _ORDINALS[word]
    if word.endswith("ieth"):
        return word[:-4] + "y"
    return word[:-2] if word.endswith("th") and word[:-2] in _SMALL else word


def _joined(found: Sequence[str]) -> list[str]:
    """"r f" and "rf" are the same letters."""
    out: list[str] = []
    single = False
    for word in found:
        letter = len(word) == 1 and word not in ("a", "i")
        if letter and single:
            out[-1] += word
        else:
            out.append(word)
        single = letter
    return out


def error_rate(reference: str, heard: str) -> float:
    """Edits of words over the words of the reference."""
    wanted = words(reference)
    return Levenshtein.distance(wanted, words(heard)) / len(wanted)
