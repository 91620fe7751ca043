"""E-mail addresses, as they are written and as they are said: "john dot doe at example dot com"."""

import re

from returnflow.records.redaction.digits import NUMBER_WORD
from returnflow.records.redaction.marks import Marks

EMAIL = "email"

_WRITTEN = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}\s?@\s?[\w-]{1,63}(?:\.[\w-]{1,63})+")
_DOT = r"(?:\s?\.|\s+(?:dot|point|period)\s+)"
_DOMAIN = re.compile(
    rf"(?i)(?:\s+at\s+|\s*@\s*)(?:the\s+rate\s+)?((?:[a-z0-9]+[\s-]+){{0,3}}?[a-z0-9-]+(?:{_DOT}[a-z0-9-]+)*){_DOT}"
    r"([a-z](?:[ .][a-z]){1,2}|[a-z]{2,24})\b(?:\s+dot\s+[a-z]{2}\b)?"
)
_WORD = re.compile(r"[\w'\u2019+]+|[._-]")
_JOINS = frozenset({"dot", "point", "period", "underscore", "dash", "hyphen", "minus", "plus", "under", "score", ".", "_", "-"})
# Words before "at" that say where something was bought or done, and so are no one's address.
_NOT_ADDRESSES = frozenset({
    "it", "them", "this", "that", "these", "those", "ones", "order", "orders", "ordered", "bought", "purchased", "purchase",
    "got", "online", "website", "site", "store", "shop", "shopping", "shopped", "look", "looking", "looked", "is", "was",
    "are", "were", "me", "us", "here", "available", "item", "items", "returns", "sold", "start", "again", "up", "page",
    "account", "and", "or", "be",
})  # fmt: skip
_BEFORE_ONE = frozenset({"the", "this", "that", "another", "other", "new", "old", "which"})  # "the one at …" is no address either
# Words that lead to an address and are not a part of it.
_LEADS = frozenset({
    "a", "the", "my", "your", "his", "her", "our", "their", "is", "it's", "its", "that's", "email", "e-mail", "mail",
    "address", "to", "at", "on", "under", "use", "using", "send", "sent", "for", "with", "by", "from", "please", "me",
    "you", "can", "could", "i", "am", "i'm", "would", "be", "yes", "yeah", "no", "okay", "ok", "um", "uh", "so", "well",
    "and", "or", "of", "in", "it", "was", "try", "write", "reach", "contact", "emailed", "spelled", "sure", "hi", "hello",
    "this", "not", "then", "as", "actually", "account", "but", "just", "label", "name",
})  # fmt: skip
_MOST_BEFORE = 2  # plain words before the last one that may belong to it: "john smith at …"


def hide_emails(marks: Marks) -> None:
    """Written ones first, then spoken ones."""
    text = marks.text
    if "@" in text:
        for found in _WRITTEN.finditer(text):
            marks.hide(found.span(), EMAIL)
    if " at " not in text.lower() and "@" not in text:
        return
    for found in _DOMAIN.finditer(text):
        start = _local_start(text, found.start())
        if start is not None:
            marks.hide((start, found.end()), EMAIL)


def _local_start(text: str, end: int) -> int | None:
    """Where the part before "at" begins; None when it is no address."""
    words = list(_WORD.finditer(text, max(0, end - 200), end))
    if not words or _lower(words[-1]) in _NOT_ADDRESSES | _JOINS:
        return None
    at = len(words) - 1
    if at and _lower(words[at]) == "one" and _lower(words[at - 1]) in _BEFORE_ONE:
        return None
    while at > 0 and _belongs(words, at):
        at -= 1
    plain = 0
    while at > 0 and plain < _MOST_BEFORE and _is_plain(words, at - 1, text):
        at, plain = at - 1, plain + 1
        while at > 0 and _belongs(words, at):
            at -= 1
    return words[at].start()


def _belongs(words: list[re.Match[str]], at: int) -> bool:
    """Whether the word before `at` is of one piece with it: joined by a dot, spelled, or a digit."""
    here, before = _lower(words[at]), _lower(words[at - 1])
    if here in _JOINS or before in _JOINS:
        return not (before == "." and words[at].start() - words[at - 1].end() > 0 and here not in _JOINS)
    if before in ("a", "i") and not _is_piece(here):  # an article, or the last letter of a name that is spelled
        return at > 1 and _is_piece(_lower(words[at - 2]))
    return _is_piece(before)


def _is_piece(word: str) -> bool:
    return len(word) == 1 or word.isdecimal() or bool(NUMBER_WORD.fullmatch(word)) or word in ("oh", "double", "triple")


def _is_plain(words: list[re.Match[str]], at: int, text: str) -> bool:
    word = _lower(words[at])
    gap = text[words[at].end() : words[at + 1].start()]
    return word.isalpha() and word not in _LEADS and word not in _NOT_ADDRESSES and gap.isspace()


def _lower(word: re.Match[str]) -> str:
    return word.group().lower().replace("\u2019", "'")
