"""Numbers in a sentence, written or spoken, each digit with the characters it came from.

Owns the reading for redaction: positions are those of the text as it stands, and doubt goes towards a longer number. The dialogue
has a reading of its own, which cleans the text first and asks what the caller meant; the web, which shows records, must not load
it.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "naught": 0, "nought": 0, "niner": 9,
}  # fmt: skip
_TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SAID_ALONE = _TEENS | _TENS
_SAID_WITH_AND = _ONES | _TEENS | _TENS
_TIMES = {"double": 2, "triple": 3, "treble": 3, "quadruple": 4}
_SCALES = {"hundred": 100, "thousand": 1000}
_OH = frozenset({"oh", "o"})
_LIKE_DIGITS = {"for": "4", "fore": "4", "to": "2", "too": "2", "won": "1", "ate": "8"}  # only with a digit on either side
_FILLERS = frozenset({
    "um", "uh", "er", "erm", "hm", "hmm", "ah", "dash", "hyphen", "minus", "space", "comma", "then", "and", "point", "period",
    "followed",
    "by", "next", "so", "like",
})  # fmt: skip
_MARKS = frozenset("-\u2010\u2011\u2012\u2013\u2014,.()+/'\"")
_LIGHT = frozenset("-\u2010\u2011\u2012\u2013\u2014()+")

# O'Connor and it's; words, also with hyphens; marks
_BLOB = re.compile(r"[^\W_]+(?:['\u2019][^\W\d_]+)+|[^\W_]+(?:[-_][^\W_]+)*|[^\s\w]|_")
_PART = re.compile(r"[^\W_]+|[-_]")
_WHOLE = re.compile(r"['\u2019]|[^\W\d_]\d|\d[^\W\d_]")
_MIXED = re.compile(r"[^\W\d_]\d|\d[^\W\d_]")
NUMBER_WORD = re.compile(rf"(?i)\b(?:{'|'.join([*_ONES, *_TEENS, *_TENS])})\b")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Run:
    """Digits with nothing but separators and hesitations between them.

    `spans` has one entry a digit: the characters of the word that gave it. `groups` are the places in `digits` where a group
    begins, as it was written or as the speaker paused.
    """

    digits: str
    spans: tuple[Span, ...]
    groups: tuple[int, ...]
    spoken: bool

    def span(self, start: int, end: int) -> Span:
        """The characters of `digits[start:end]`."""
        return self.spans[start][0], self.spans[end - 1][1]

    def shape(self, start: int, end: int) -> tuple[int, ...]:
        """The lengths of the groups between two places; a group that reaches beyond is cut there."""
        inner = [start, *(place for place in self.groups if start < place < end), end]
        return tuple(after - before for before, after in zip(inner, inner[1:], strict=False))


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int


@dataclass(slots=True)
class _Collector:
    """Puts one run together."""

    digits: str = ""
    spans: tuple[Span, ...] = ()
    groups: tuple[int, ...] = ()
    spoken: bool = False
    parted: bool = True  # the next digits begin a group
    was_group: bool = False  # the last token was a group of its own

    def add(self, value: str, span: Span, written: bool) -> None:
        is_group = written and len(value) > 1
        if self.parted or is_group or self.was_group:
            self.groups = (*self.groups, len(self.digits))
        self.digits += value
        self.spans = (*self.spans, *[span] * len(value))
        self.spoken = self.spoken or not written
        self.parted, self.was_group = False, is_group

    def run(self) -> Run:
        return Run(self.digits, self.spans, self.groups, self.spoken)


def ascii_digits(text: str) -> str:
    """The same text with the digits of every script as 0 to 9, character for character."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if not c.isascii() and c.isdecimal() else c for c in text)


def runs(text: str) -> list[Run]:
    """The numbers of `text`. What mixes letters and digits (RMA numbers, call ids, "16GB") is none: see `mixed`."""
    tokens = list(_tokens(text))
    found, at, now = list[Run](), 0, _Collector()
    while at < len(tokens):
        value, used = _read(tokens, at, bool(now.digits))
        if used:
            span = (tokens[at].start, tokens[at + used - 1].end)
            now.add(value, span, tokens[at].text[0].isdecimal())
            at += used
            continue
        word = tokens[at].text
        if word in _MARKS or word in _FILLERS:
            now.parted = now.parted or word not in _LIGHT
        elif now.digits:
            found.append(now.run())
            now = _Collector()
        at += 1
    if now.digits:
        found.append(now.run())
    return found


def mixed(text: str) -> Iterator[_Token]:
    """Words of letters and digits in one."""
    return (token for token in _tokens(text) if _MIXED.search(token.text))


def _tokens(text: str) -> Iterator[_Token]:
    for blob in _BLOB.finditer(text):
        word = blob.group()
        if word.isdecimal() or word.isalpha() or len(word) == 1 or _WHOLE.search(word):
            yield _Token(word.lower(), blob.start(), blob.end())
            continue
        for part in _PART.finditer(word):
            yield _Token(part.group().lower().replace("_", "-"), blob.start() + part.start(), blob.start() + part.end())


def _read(tokens: list[_Token], at: int, after_digits: bool) -> tuple[str, int]:
    """The digits that begin at `at` and the tokens they take; ("", 0) when none do."""
    word = tokens[at].text
    if word.isdecimal():
        return word, 1
    if word in _ONES or word in _TEENS or word in _TENS:
        return _cardinal(tokens, at)
    if word in _TIMES:
        return _repeated(tokens, at)
    if word in _OH and (after_digits or _is_digit(tokens, at + 1) or _word(tokens, at + 1) in _TIMES):
        return "0", 1
    if word in _LIKE_DIGITS and after_digits and _is_single(tokens, at - 1) and _is_single(tokens, at + 1):
        return _LIKE_DIGITS[word], 1
    return "", 0


def _is_digit(tokens: list[_Token], at: int) -> bool:
    if not 0 <= at < len(tokens):
        return False
    word = tokens[at].text
    return word.isdecimal() or word in _ONES or word in _TEENS or word in _TENS or word in _OH


def _is_single(tokens: list[_Token], at: int) -> bool:
    """A digit by itself: "one for one" is heard for 141, "2023 to 2025" is not heard for a number."""
    return _is_digit(tokens, at) and (len(tokens[at].text) == 1 or not tokens[at].text.isdecimal())


def _repeated(tokens: list[_Token], at: int) -> tuple[str, int]:
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    digit = "0" if following in _OH else str(_ONES.get(following, ""))
    if len(following) == 1 and following.isdecimal():
        digit = following
    return (digit * _TIMES[tokens[at].text], 2) if digit else ("", 0)


def _cardinal(tokens: list[_Token], at: int) -> tuple[str, int]:
    """One that is said as one: "twenty three", "eight hundred", "four hundred and twelve"; else one digit."""
    value, used = _below_hundred(tokens, at)
    scale = _SCALES.get(_word(tokens, at + used), 0)
    if not scale or not value:
        return str(value), used
    total, used = value * scale, used + 1
    if scale == 1000 and _word(tokens, at + used) in _ONES and _word(tokens, at + used + 1) == "hundred":
        total, used = total + 100 * _ONES[_word(tokens, at + used)], used + 2
    linked = _word(tokens, at + used) == "and"
    rest = at + used + linked
    if _word(tokens, rest) in (_SAID_WITH_AND if linked else _SAID_ALONE):
        more, taken = _below_hundred(tokens, rest)
        total, used = total + more, used + taken + linked
    return str(total), used


def _below_hundred(tokens: list[_Token], at: int) -> tuple[int, int]:
    word = tokens[at].text
    if word not in _TENS:
        return _ONES.get(word, _TEENS.get(word, 0)), 1
    ones_at = at + 1 + _is_hyphen(tokens, at + 1)
    ones = _ONES.get(_word(tokens, ones_at), 0)
    return (_TENS[word] + ones, ones_at - at + 1) if ones else (_TENS[word], 1)


def _is_hyphen(tokens: list[_Token], at: int) -> bool:
    """One that joins two words: "twenty-three", not "twenty - three"."""
    return (
        0 < at < len(tokens) - 1 and tokens[at].text == "-" and tokens[at - 1].end + 1 == tokens[at].end == tokens[at + 1].start
    )


def _word(tokens: list[_Token], at: int) -> str:
    return tokens[at].text if at < len(tokens) else ""
