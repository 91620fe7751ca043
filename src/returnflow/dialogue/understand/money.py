"""Amounts of money, as spoken ("fifty nine dollars and ninety nine cents") and as written ("$59.99")."""

import re

from returnflow.dialogue.understand.cardinal import cardinal
from returnflow.dialogue.understand.words import clean, plain

_WRITTEN = re.compile(r"\$\s?(\d[\d,]*)(?:\.(\d{2}))?")
_DOLLARS = re.compile(r"(?P<number>[a-z\d -]+?) (?:dollars?|bucks?)\b(?: (?:and )?(?P<cents>[a-z\d -]+?)(?: cents?)?$)?")
_CENTS = re.compile(r"(?P<number>[a-z\d -]+?) cents?\b")


def money_in(text: str) -> int | None:
    """The first amount in `text`, in cents; None when there is none."""
    written = _WRITTEN.search(clean(text))
    if written:
        return int(written.group(1).replace(",", "")) * 100 + int(written.group(2) or 0)
    said = plain(text)
    dollars = _DOLLARS.search(said)
    if dollars:
        whole, cents = cardinal(dollars.group("number")), cardinal(dollars.group("cents") or "zero")
        return None if whole is None else whole * 100 + (cents or 0)
    alone = _CENTS.search(said)
    return cardinal(alone.group("number")) if alone else None
