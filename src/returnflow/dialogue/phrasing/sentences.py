"""From phrases to words: chooses a variant by seed, fills in values, writes it for the ear and for the eye.

The same state and the same phrases give the same words, so a speculative answer and the real one agree. A sentence that was in
the reply before is avoided when the phrase has another wording.
"""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from returnflow.conversation.moves import Phrase, Value
from returnflow.dialogue.phrasing.wordings import WORDINGS

BRAND = Value("Return Flow", "ReturnFlow")


@dataclass(frozen=True, slots=True)
class Spoken:
    """One sentence or more, written twice, with what stands behind it."""

    key: str
    text: str
    display: str
    sources: tuple[str, ...] = ()


def render(phrases: Iterable[Phrase], seed: int, turn: int, before: str = "", brand: Value = BRAND) -> tuple[Spoken, ...]:
    """The phrases in words. `before` is the text of the reply before, `brand` whose desk this is."""
    return tuple(_one(phrase, seed, turn, before, brand) for phrase in phrases)


def joined(spoken: Iterable[Spoken]) -> tuple[str, str]:
    """The reply for the ear and for the eye."""
    parts = list(spoken)
    return " ".join(part.text for part in parts), " ".join(part.display for part in parts)


def _one(phrase: Phrase, seed: int, turn: int, before: str, brand: Value) -> Spoken:
    variants = WORDINGS[phrase.key]
    first = zlib.crc32(f"{phrase.key}/{seed}/{turn}".encode()) % len(variants)
    ear = {name: value.ear for name, value in phrase.values.items()} | {"brand": brand.ear}
    eye = {name: value.eye for name, value in phrase.values.items()} | {"brand": brand.eye}
    chosen = variants[first]
    for step in range(len(variants)):
        candidate = variants[(first + step) % len(variants)]
        if _sentence(candidate, ear) not in before:
            chosen = candidate
            break
    return Spoken(phrase.key, _sentence(chosen, ear), _sentence(chosen, eye), phrase.sources)


def _sentence(template: str, values: dict[str, str]) -> str:
    filled = template.format(**values)
    return filled[:1].upper() + filled[1:]
