"""Last names: said plainly, within a sentence, or spelled out; and whether a name heard is the name on record."""

import re

import jellyfish
from rapidfuzz import fuzz

from returnflow.dialogue.understand.letters import spelled
from returnflow.dialogue.understand.words import plain

_INTRODUCED = re.compile(
    r"\b(?:last|family|sur) ?name(?: is|'s| on (?:it|the order|file)(?: is| should be)?| would be)?(?: it'?s)? (?P<name>[a-z']+)"
    r"|\b(?:surname|name)(?: on (?:it|the order|the account|file))?(?: is|'s| should be| would be| of| "
    r"under)? (?P<full>[a-z']+(?: [a-z']+)?)"
    r"|\bunder (?P<under>[a-z']+(?: [a-z']+)?)"
)
_CARRIERS = re.compile(
    r"^(?:(?:it'?s|it is|that'?s|that is|that would be|it would be|it should be|this is|i'?m|i am|my|the|"
    r"um|uh|well|oh|yes|yeah|sure|okay|ok|so|hi|hello|please|"
    r"try|mr|mrs|ms|miss|doctor|dr|sorry|no|and|last|name|is|under|maybe|actually|i said|said|i think) )+"
)
_NOT_NAMES = frozenset({
    "the", "a", "an", "is", "it", "its", "it's", "my", "name", "last", "first", "zip", "code", "order", "number",
    "amazon", "walmart", "yes", "no", "yeah", "what", "why", "how", "when", "where", "who", "i", "you", "we", "they",
    "don't", "know", "sure", "okay", "ok", "please", "sorry", "hello", "hi", "thanks", "thank", "not", "on", "in", "of",
    "for", "to", "and", "or", "but", "have", "has", "return", "item", "can't", "cannot", "with", "from", "that", "this",
    "there", "then", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "zero", "oh", "again",
    "repeat", "help", "person", "agent", "human", "wait", "hold", "spell", "spelled", "spelling", "as", "spelt",
})  # fmt: skip
_SPELLED = 3
"""Letters from which a word was spelled out."""
_WORDS = 3
"""Words of an answer that may be a name with first names."""
_SOUNDS_ALIKE = 84
"""rapidfuzz ratio from which a name with another sound code passes as heard right."""


def last_name_in(text: str, asked: bool = False) -> str | None:
    """The name in `text`, lower case, with a first name when one was said. Bare words count only when a name was asked for."""
    said, letters = plain(text), spelled(text)
    name = _introduced(said) or (_bare(said, letters) if asked else None)
    if len(letters) < _SPELLED or not (name or asked):
        return name
    # The letters are the better account, unless they are only the end of the name: "Parker, P" heard as "parker, p-day".
    return name if name and letters != name and letters in name else letters


def _introduced(said: str) -> str | None:
    """The name in "my last name is Parker"."""
    match = _INTRODUCED.search(said)
    if match is None:
        return None
    name = (match.group("name") or match.group("full") or match.group("under") or "").removesuffix("'s")
    return name if name and not _NOT_NAMES & set(name.split()) else None


def _bare(said: str, letters: str) -> str | None:
    """An answer that is nothing but a name; the first word of one that is spelled out behind it."""
    rest = _CARRIERS.sub("", said + " ").split()
    if letters:
        rest = rest[:1] if rest and len(rest[0]) > 1 else []
    whole = 1 <= len(rest) <= _WORDS and all(word.replace("'", "").isalpha() for word in rest)
    return " ".join(rest) if whole and not _NOT_NAMES & set(rest) else None


def same_name(heard: str, on_record: str, by_ear: bool = False) -> bool:
    """Whether `heard` is that last name, maybe behind a first name. Typed ones must be equal, heard ones may sound alike."""
    said = plain(heard).split()
    return any(_same(" ".join(said[at:]), on_record, by_ear) for at in range(len(said)))


def _same(heard: str, on_record: str, by_ear: bool) -> bool:
    one, two = _letters(heard), _letters(on_record)
    if one == two:
        return bool(one)
    if not by_ear or not one or not two or one[0] != two[0] and jellyfish.metaphone(one)[:1] != jellyfish.metaphone(two)[:1]:
        return False
    alike = jellyfish.metaphone(one) == jellyfish.metaphone(two)
    return alike and abs(len(one) - len(two)) <= 2 or (fuzz.ratio(one, two) >= _SOUNDS_ALIKE and min(len(one), len(two)) > 4)


def _letters(name: str) -> str:
    return "".join(c for c in plain(name) if c.isalpha())
