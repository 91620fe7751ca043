"""Spoken digits: "double five", "oh", "twenty three", "two thousand", with the recogniser's homophones where they fit.

Owns the reading of words as digits. Must not know which number is expected: `numbers` decides what a run of digits is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from returnflow.dialogue.understand.words import Word, words

_DIGITS = {
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9",
    "naught": "0", "nought": "0", "aught": "0", "niner": "9", "fife": "5", "fower": "4",
}  # fmt: skip
_TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {"twenty": 2, "thirty": 3, "forty": 4, "fourty": 4, "fifty": 5, "sixty": 6, "seventy": 7, "eighty": 8, "ninety": 9}
_OH = {"oh", "o", "ow"}
_TIMES = {"double": 2, "triple": 3, "treble": 3, "quadruple": 4}
# Heard by the recogniser for digits; read as digits only while a number is expected, and only beside another digit.
_HOMOPHONES = {
    "for": "4", "fore": "4", "to": "2", "too": "2", "free": "3", "tree": "3", "won": "1", "ate": "8", "sex": "6",
    "sicks": "6", "sics": "6",
    "nein": "9", "fine": "9", "hate": "8", "tu": "2", "zeros": "0", "hero": "0", "sven": "7", "fives": "5", "sixes": "6",
}  # fmt: skip
_SEPARATORS = {
    "-", ",", ".", "/", "#", ":", ";", "dash", "hyphen", "minus", "then", "um", "uh", "er", "erm", "hm", "hmm", "space",
    "slash", "point", "and", "followed", "by", "next", "ah", "mm", "(", ")", "so", "okay", "like",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """Digits said without other words in between; `start` and `end` are positions in the cleaned text."""

    digits: str
    start: int
    end: int


def spoken_digits(text: str, homophones: bool = False) -> str:
    """All digits of `text`, in order, other words left out."""
    return "".join(run.digits for run in digit_runs(text, homophones))


def digit_runs(text: str, homophones: bool = False) -> tuple[Run, ...]:
    """The runs of digits in `text`; dashes, commas and hesitations do not part a run, any other word does."""
    tokens = words(text)
    runs: list[Run] = []
    digits, start, end, position = "", 0, 0, 0
    while position < len(tokens):
        value, used = _value(tokens, position, homophones)
        if used:
            if not digits:
                start = tokens[position].start
            digits += value
            end = tokens[position + used - 1].end
            position += used
            continue
        if digits and tokens[position].text not in _SEPARATORS:
            runs.append(Run(digits, start, end))
            digits = ""
        position += 1
    if digits:
        runs.append(Run(digits, start, end))
    return tuple(runs)


def is_digit_word(word: str) -> bool:
    """Whether `word` alone is said for digits (no homophones, no "oh")."""
    return word.isdigit() or word in _DIGITS or word in _TEENS or word in _TENS


def _value(tokens: Sequence[Word], at: int, homophones: bool) -> tuple[str, int]:
    """The digits that begin at `at` and how many tokens they take; ("", 0) when none do."""
    word = tokens[at].text
    if word.isdigit():
        return word, 1
    if word in _TIMES:
        return _repeated(tokens, at, homophones)
    if word in _DIGITS or word in _TEENS or word in _TENS:
        return _cardinal(tokens, at)
    if word in _OH and _beside_a_digit(tokens, at, homophones):
        return "0", 1
    if homophones and word in _HOMOPHONES and _beside_a_digit(tokens, at, homophones):
        return _HOMOPHONES[word], 1
    return "", 0


def _repeated(tokens: Sequence[Word], at: int, homophones: bool) -> tuple[str, int]:
    if at + 1 >= len(tokens):
        return "", 0
    following = tokens[at + 1].text
    digit = _DIGITS.get(following) or ("0" if following in _OH else None)
    if digit is None and homophones:
        digit = _HOMOPHONES.get(following)
    if digit is None and len(following) == 1 and following.isdigit():
        digit = following
    return (digit * _TIMES[tokens[at].text], 2) if digit else ("", 0)


def _cardinal(tokens: Sequence[Word], at: int) -> tuple[str, int]:
    """A cardinal below 10,000 that is said as one ("two thousand", "four hundred and twelve", "twenty three"), else one digit."""
    value, used = _below_hundred(tokens, at)
    scale = tokens[at + used].text if at + used < len(tokens) else ""
    if scale not in {"hundred", "thousand"} or value == 0:
        return str(value), used
    total = value * (100 if scale == "hundred" else 1000)
    used += 1
    if scale == "thousand" and _is_hundreds(tokens, at + used):
        hundreds, more = _below_hundred(tokens, at + used)
        total, used = total + hundreds * 100, used + more + 1
    rest = at + used
    linked = rest < len(tokens) and tokens[rest].text == "and"
    rest += linked
    if rest < len(tokens) and (
        tokens[rest].text in _TEENS or tokens[rest].text in _TENS or (linked and tokens[rest].text in _DIGITS)
    ):
        value, more = _below_hundred(tokens, rest)
        total, used = total + value, used + more + linked
    return str(total), used


def _is_hundreds(tokens: Sequence[Word], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at].text in _DIGITS and tokens[at + 1].text == "hundred"


def _below_hundred(tokens: Sequence[Word], at: int) -> tuple[int, int]:
    word = tokens[at].text
    if word in _DIGITS:
        return int(_DIGITS[word]), 1
    if word in _TEENS:
        return _TEENS[word], 1
    ones_at = at + 1
    if ones_at < len(tokens) and tokens[ones_at].text == "-":
        ones_at += 1
    ones = _DIGITS.get(tokens[ones_at].text, "0") if ones_at < len(tokens) else "0"
    if ones == "0":
        return _TENS[word] * 10, 1
    return _TENS[word] * 10 + int(ones), ones_at - at + 1


def _beside_a_digit(tokens: Sequence[Word], at: int, homophones: bool) -> bool:
    """Whether the nearest word before or after, separators skipped, is surely said for a digit."""
    for step in (-1, 1):
        near = at + step
        while 0 <= near < len(tokens):
            word = tokens[near].text
            if is_digit_word(word) or word in _TIMES:
                return True
            if not (word in _OH or word in {"-", ",", "."} or (homophones and word in _HOMOPHONES)):
                break
            near += step
    return False
