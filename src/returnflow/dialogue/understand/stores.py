"""Which store is meant, also when the recogniser wrote what it sounds like ("amazing", "wall mart")."""

import re

from rapidfuzz import fuzz

from returnflow.dialogue.understand.words import plain
from returnflow.returns.model import Store

_PATTERNS = {
    Store.AMAZON: re.compile(
        r"\b(?:amazon'?s?|amazons|amazon dot com|ama ?zon\w*|amazin|amazone|amason|amaz[ae]n|emazon|prime "
        r"order)\b"
    ),
    Store.WALMART: re.compile(
        r"\b(?:wal ?-?mart'?s?|wall ?-?mart'?s?|walmarts|war ?mart|wool ?mart|wal marked|wallmart|well mart|"
        r"walmar|mall mart|wall mark)\b"
    ),
}
# Words that are heard for a store's name but mean something of their own: believed only when the store was asked for.
_WHEN_ASKED = {
    Store.AMAZON: re.compile(r"\b(?:amazing|the (?:first|former)(?: one)?|on the zone|a ?mason|amber zone|emma'?s on)\b"),
    Store.WALMART: re.compile(
        r"\b(?:wal|warm ?(?:art|heart)|mart|wall|the (?:second|latter|other)(?: one)?|while mart|wallmark|all "
        r"mart|walmer)\b"
    ),
}
_NEGATED = re.compile(r"\b(?:not|isn'?t|wasn'?t|instead of|rather than|no longer)(?:\s+(?:from|the|my|an?|at|on))*\s+$")
_CLOSE = 82
"""rapidfuzz ratio of a single word to a store's name from which it is taken for it, when the store was asked for."""


def store_in(text: str, asked: bool = False) -> Store | None:
    """The store named in `text`; the last one named wins ("Amazon, no, Walmart"), a negated one never does."""
    said = plain(text)
    found: list[tuple[int, Store]] = []
    for table in [_PATTERNS, _WHEN_ASKED] if asked else [_PATTERNS]:
        for store, pattern in table.items():
            found += [(m.start(), store) for m in pattern.finditer(said) if not _NEGATED.search(said[: m.start()])]
        if found:
            return max(found)[1]
    return _sounding_like(said) if asked else None


def _sounding_like(said: str) -> Store | None:
    best: tuple[float, Store] | None = None
    for word in said.split():
        for store in Store:
            score = fuzz.ratio(word, store.value)
            if score >= _CLOSE and (best is None or score > best[0]):
                best = (score, store)
    return best[1] if best else None
