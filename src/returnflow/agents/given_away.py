"""Whether the desk itself has said a fact before the caller did: then the fact proves nothing.

Looks at the conversation as it was heard. The desk's own sentences hold no facts of a customer, a language model's may, and a
caller who listens well must not get in with what he was told. Pure.
"""

import re
from collections.abc import Sequence
from functools import cache

from returnflow.conversation.state import Message
from returnflow.dialogue.phrasing.wordings import WORDINGS
from returnflow.dialogue.understand.digits import digit_runs
from returnflow.dialogue.understand.numbers import ZIP_LENGTH
from returnflow.dialogue.understand.words import clean
from returnflow.returns.verification import FactKind

_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)*")
_SENTENCE_START = re.compile(r"(?:^|(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)[.!?:]\s*)$")


def is_given_away(history: Sequence[Message], kind: FactKind, value: str) -> bool:
    """Whether the first one to say it was the desk. What the caller said first himself, and the desk repeated, still counts."""
    said = _zip_in if kind is FactKind.ZIP else _name_in
    first = next((message for message in history if said(message, value)), None)
    return first is not None and first.role == "assistant"


def _zip_in(message: Message, value: str) -> bool:
    wanted = "".join(c for c in value if c.isdigit())[:ZIP_LENGTH]
    if len(wanted) < ZIP_LENGTH:
        return False
    return any(run.digits[:ZIP_LENGTH] == wanted and len(run.digits) in (ZIP_LENGTH, 9) for run in digit_runs(message.content))


def _name_in(message: Message, value: str) -> bool:
    """The last word of the name, as a name: one of the desk's own words ("the last day") is no Mr. Day."""
    parts = [_folded(word) for word in _WORD.findall(clean(value))]
    if not parts:
        return False
    text = clean(message.content)
    found = [match for match in _WORD.finditer(text) if _folded(match.group()) == parts[-1]]
    return bool(found) if message.role != "assistant" else any(_is_a_name(text, match) for match in found)


def _is_a_name(text: str, match: re.Match[str]) -> bool:
    if _folded(match.group()) not in _own_words():
        return True
    return match.group()[0].isupper() and not _SENTENCE_START.search(text[: match.start()])


@cache
def _own_words() -> frozenset[str]:
    """Every word of the desk's own sentences."""
    return frozenset(_folded(word) for texts in WORDINGS.values() for text in texts for word in _WORD.findall(text))


def _folded(word: str) -> str:
    return word.lower().replace("'", "").removesuffix("s") if word.lower().endswith("'s") else word.lower().replace("'", "")
