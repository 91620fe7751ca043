"""Cleaning and cutting: what arrives as text becomes plain lower-case words.

Owns what is thrown away (control characters, markup, anything beyond 2,000 characters). Knows nothing of meaning.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

MAX_CHARACTERS = 2_000

_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)*\.?(?=[a-z]\b)?|\d+|[^\sa-z\d]", re.ASCII)
_LOOP = re.compile(r"\b([a-z' ]{2,40}?)(?: \1){2,}\b")
_TWICE = re.compile(r"([a-z' ]{3,}?)(?: \1)+")
_DIGIT_WORDS = frozenset({
    "oh", "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "double", "triple",
})  # fmt: skip
_MARKUP = re.compile(r"<[^<>]{0,200}>")
_APOSTROPHES = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u2013": "-", "\u2014": "-", "\u2012": "-", "\u2011": "-"}
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word, number or mark of punctuation, lower case, with its place in the cleaned text."""

    text: str
    start: int
    end: int

    @property
    def is_mark(self) -> bool:
        """Punctuation, not speech."""
        return not self.text[0].isalnum()


def clean(text: str) -> str:
    """Printable characters only, accents folded away, white space single, at most 2,000 characters."""
    head = text[: MAX_CHARACTERS * 2]
    folded = unicodedata.normalize("NFKD", head.translate(_APOSTROPHES))
    kept = "".join(c if c.isprintable() else " " for c in folded if not unicodedata.combining(c))
    return " ".join(_MARKUP.sub(" ", kept).split())[:MAX_CHARACTERS]


def said_once(text: str) -> str:
    """`text` without the loops that a recogniser falls into on a short sound: "Agent agent agent agent" is said once.

    Words for digits are left alone: "zero zero zero" is a number.
    """
    whole = _TWICE.fullmatch(text)
    if whole and not set(whole.group(1).split()) <= _DIGIT_WORDS:
        return whole.group(1)
    return _LOOP.sub(lambda match: match.group() if match.group(1) in _DIGIT_WORDS else match.group(1), text)


@lru_cache(maxsize=256)
def words(text: str) -> tuple[Word, ...]:
    """The words and marks of `text` in order. Initials keep no full stop: "P. A." gives p and a."""
    lowered = clean(text).lower()
    found = []
    for match in _TOKEN.finditer(lowered):
        token = match.group().rstrip(".") or "."
        found.append(Word(token, match.start(), match.end()))
    return tuple(found)


def plain(text: str) -> str:
    """The words alone, one space between: the form that patterns and fuzzy scores are run on."""
    return said_once(" ".join(word.text for word in words(text) if not word.is_mark))
