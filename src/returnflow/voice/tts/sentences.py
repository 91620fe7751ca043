"""Cutting what is to be said into pieces that are synthesised one by one, the first of them short.

A piece is spoken while the next is being made, so only the first one's length is heard as delay. Pure text.
"""

import re

# A reply's first piece. Synthesis takes about 7 ms a second of speech plus 3 ms: 40 characters are 2.5 s of speech, 20 ms.
_FIRST_SHORT_ENOUGH = 48
_FIRST_AT_LEAST = 12  # shorter clauses ("So," "Well,") sound torn off from what follows

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')]*\s+(?=[\"'(]?[A-Z0-9])")
_CLAUSE_END = re.compile(r"(?<=[,;:])\s+")
_ABBREVIATION = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|No|vs|etc|approx)|\b[A-Z](?:\.[A-Z])*)\.$")


def sentences(text: str) -> list[str]:
    """The pieces of `text` in order; joined with spaces they are the text again. Empty for empty text."""
    pieces = [sentence for line in text.split("\n") for sentence in _whole(" ".join(line.split())) if sentence]
    return [*_shortened(pieces[0]), *pieces[1:]] if pieces else []


def _whole(line: str) -> list[str]:
    found, start = [], 0
    for gap in _SENTENCE_END.finditer(line):
        if not _ABBREVIATION.search(line[start : gap.start()]):
            found.append(line[start : gap.start()] + gap.group().rstrip())
            start = gap.end()
    return [*found, line[start:]]


def _shortened(first: str) -> list[str]:
    """A long first sentence is cut behind its first clause, where a speaker would breathe too."""
    if len(first) <= _FIRST_SHORT_ENOUGH:
        return [first]
    for gap in _CLAUSE_END.finditer(first):
        if gap.start() >= _FIRST_AT_LEAST and len(first) - gap.end() >= _FIRST_AT_LEAST:
            return [first[: gap.start()], first[gap.end() :]]
    return [first]
