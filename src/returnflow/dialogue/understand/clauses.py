"""One utterance taken apart: several wishes in one breath, and what is said not to be wanted.

Pure text. Owns where a clause ends and how far a "not" reaches; must not know what any clause means.
"""

import re

from returnflow.dialogue.understand.words import clean, plain

MOST = 4
"""Clauses that are looked at; what follows belongs to the last one."""
_SHORTEST = 2
"""Words of a clause; a shorter one goes with its neighbour ("well, yes")."""
_MARKS = re.compile(r"(?<=[a-z\d])\s*[.?!;]+(?=\s|$)|\s[-\u2013\u2014]+\s")
_SUBJECT = (
    r"(?:i|i'd|i'm|i've|i'll|we|can|could|would|will|what|what's|how|where|where's|when|why|who|do|does|did|is|are|am|my|"
    r"please|let|tell|give|send|you)\b"
)
_JOINTS = re.compile(
    rf",?\s+(?:and|but|so|oh|also|plus|then|or|because|well|by the way|while i have you|another thing|one more thing)"
    rf"(?:\s+(?:also|then|and|so|by the way|um|uh|actually|first|another thing|one more thing))*,?\s+(?={_SUBJECT})|,\s+(?={_SUBJECT})"
)
_WISHES = (
    r"(?:refund\w*|money(?: back)?|return\w*|exchang\w+|replac\w+|store credit|gift card|credit|voucher|new one|another one|"
    r"swap\w*|cancel\w*|send(?:ing)? (?:it|them|this) back|complain\w*|track\w*)"
)
_NOT_WANTED = re.compile(
    rf"\b(?:(?:i|we|she|he|they) )?(?:just |really )?(?:don'?t|do not|didn'?t|did not|not) (?:really |just |actually )?"
    rf"(?:want|need|wanna|looking|look|asking|ask|interested|here|calling|after|trying)(?: (?:for|in|to|about))?(?: (?:a|an|any|my|the|to|get|have))*"
    rf" {_WISHES}(?: (?:it|them|this|or (?:a |an )?{_WISHES}))*"
    rf"|\b(?:not|instead of|rather than|and not|no) (?:for |about )?(?:a |an |the |my |any )?(?:getting |having )?{_WISHES}(?: or (?:a |an )?{_WISHES})*"
)


def clauses(text: str) -> tuple[str, ...]:
    """The clauses of `text` in order, as written; the whole when it is one."""
    parts: list[str] = []
    for sentence in _MARKS.split(clean(text)):
        parts += _JOINTS.split(sentence.lower())
    joined: list[str] = []
    for part in parts:
        if joined and (len(plain(part).split()) < _SHORTEST or len(joined) == MOST or len(plain(joined[-1]).split()) < _SHORTEST):
            joined[-1] = f"{joined[-1]}, {part}"
        elif plain(part):
            joined.append(part)
    return tuple(joined)


def wanted(text: str) -> str:
    """`text` in plain words without what is said not to be wanted: "not a refund, a replacement" wants a replacement.

    Where nothing else is said ("I don't want to return it") the negation is the message and stays.
    """
    said = plain(text)
    rest = " ".join(_NOT_WANTED.sub(" ", said).split())
    return rest if len(rest.split()) >= _SHORTEST and re.search(_WISHES, rest) else said
