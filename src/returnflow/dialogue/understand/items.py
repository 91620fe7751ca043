"""What is being returned: a noun phrase before the order is known, a line of the order afterwards."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import jellyfish
from rapidfuzz import fuzz

from returnflow.dialogue.understand.words import plain

_AFTER_RETURN = re.compile(
    r"\b(?:return(?:ing)?|send(?:ing)?|giv(?:e|ing) back|exchang(?:e|ing)|refund (?:for|on|of)|"
    r"bring(?:ing)? back|get rid of|bought|ordered|purchased|got|"
    r"it'?s (?:about|for)|is (?:about|for)|the item is|item'?s) "
    r"(?:back )?(?:a pair of|pair of|a set of|one of (?:my|the)|my|the|a|an|some|these|those|this|that|two) (?P<item>[a-z' ]+)"
)
_STOP = re.compile(
    r"\b(?:can|could|you|help|from|that|which|because|since|i|we|to|at|on|for|it|they|is|are|was|were|with|and|but|please|"
    r"who|as|in|order|number|back|off|of mine|today|yesterday|last|"
    r"me|just|cause|so|if|there|here|has|have|had|doesn'?t|don'?t|amazon|walmart|by|via|through|online|"
    r"recently|a few|about|not|never|again|now|instead)\b"
)
_NO_ITEM = frozenset({
    "item", "items", "thing", "things", "something", "stuff", "product", "products", "order", "orders", "package",
    "purchase", "one", "ones", "it", "them", "refund", "return", "money", "label", "box", "parcel", "couple",
})  # fmt: skip
_FILLERS = frozenset({
    "the", "a", "an", "my", "it's", "its", "it", "is", "that", "this", "these", "those", "one", "ones", "i", "want",
    "to", "return", "would", "like", "please", "item", "um", "uh", "well", "yes", "yeah", "no", "not", "just", "only",
    "of", "them", "was", "pair", "some", "for", "back",
})  # fmt: skip
_ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}
_ENOUGH = 62.0
"""Score out of 100 from which a line is taken as meant; set on the demo store's names against their sound-alikes."""
_CLEAR = 8.0
"""Lead over the next line that makes it clear."""


@dataclass(frozen=True, slots=True)
class Line:
    """What matching needs of an order line."""

    line_no: int
    name: str
    title: str


def item_phrase(text: str) -> str | None:
    """The thing named in "I want to return my X", as said, or None."""
    match = _AFTER_RETURN.search(plain(text))
    if match is None:
        return None
    phrase = match.group("item").strip()
    cut = _STOP.search(phrase)
    kept = (phrase[: cut.start()] if cut else phrase).split()[:4]
    return " ".join(kept) if kept and not set(kept) <= _NO_ITEM else None


def lines_meant(text: str, lines: Sequence[Line], asked: bool = False) -> tuple[int, ...]:
    """The lines that `text` may mean, best first: one when it is clear, several when it is not, none when nothing fits."""
    said, _ = negation_split(plain(text))
    if asked:
        ordinal = next(
            (place for word, place in _ORDINALS.items() if re.search(rf"\b(?:the )?{word}(?: one| item)?\b", said)), None
        )
        if ordinal is not None and -1 <= ordinal < len(lines):
            return (lines[ordinal].line_no,)
    scores = {line.line_no: score_line(said, line) for line in _named(said, lines) or lines}
    ranked = sorted((number for number in scores if scores[number] >= _ENOUGH), key=lambda number: -scores[number])
    return tuple(number for number in ranked if scores[number] > scores[ranked[0]] - _CLEAR)


def _named(said: str, lines: Sequence[Line]) -> list[Line]:
    """The lines whose whole name was said, which leaves no doubt: "curtains" is not the curtain rod.

    A name within a longer one counts only when it was said besides: "curtain rod" is not the curtains.
    """
    heard = [word.rstrip("s") for word in said.split()]
    names = {line.line_no: [word.rstrip("s") for word in plain(line.name).split()] for line in lines}
    whole = [line for line in lines if names[line.line_no] and all(word in heard for word in names[line.line_no])]
    within = {
        line.line_no: sum(set(names[line.line_no]) < set(names[other.line_no]) for other in whole) for line in whole
    }  # fmt: skip
    return [line for line in whole if all(heard.count(word) > within[line.line_no] for word in names[line.line_no])]


def lines_negated(text: str, lines: Sequence[Line]) -> tuple[int, ...]:
    """Lines that are said not to be meant: "not the headphones, the charger"."""
    _, negated = negation_split(plain(text))
    if not negated:
        return ()
    meant = lines_meant(text, lines)
    return tuple(line.line_no for line in lines if line.line_no not in meant and score_line(negated, line) >= _ENOUGH)


def negation_split(said: str) -> tuple[str, str]:
    """What is affirmed and what is negated in "not the A, the B" / "the B, not the A" / "the B instead of the A"."""
    match = re.search(r"\b(?:not|instead of|rather than|isn'?t|wasn'?t)\s+((?:the|my|those|these|a)\s+[a-z' ]+)", said)
    if match is None:
        return said, ""
    negated = match.group(1)
    turn = re.search(r"\s(?:but|it'?s|it is|i mean|i meant|rather|the|my|those|these)\s", negated[4:])
    if turn:
        cut = 4 + turn.start()
        return said[: match.start()] + " " + negated[cut:], negated[:cut]
    return said[: match.start()], negated


def score_line(said: str, line: Line) -> float:
    """How well words fit a line, 0 to 100: words in common, close spellings, then how they sound."""
    heard = [word for word in said.split() if word not in _FILLERS]
    if not heard:
        return 0.0
    joined = "".join(heard)
    best = 0.0
    for name, weight in ((line.name, 1.0), (line.title, 0.9)):
        wanted = [word for word in plain(name).split() if word not in _FILLERS]
        if not wanted:
            continue
        compact = "".join(wanted)
        by_words = sum(max(_alike(word, other) for other in heard) for word in wanted) / len(wanted)
        by_head = max(_alike(wanted[-1], other) for other in heard)
        by_sound = fuzz.partial_ratio(compact, joined) if len(joined) >= len(compact) - 2 else fuzz.ratio(compact, joined)
        best = max(
            best,
            weight * max(by_words, 0.9 * by_head if name is line.name else 0.0, float(by_sound) if len(compact) > 5 else 0.0),
        )
    return best


def _alike(one: str, two: str) -> float:
    if one.rstrip("s") == two.rstrip("s"):
        return 100.0
    spelling = fuzz.ratio(one, two)
    if len(one) > 3 and len(two) > 3 and jellyfish.metaphone(one) == jellyfish.metaphone(two):
        return max(spelling, 88.0)
    return spelling if spelling >= 70 else 0.0
