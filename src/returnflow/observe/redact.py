"""Cuts secrets and contact data out of text that is meant for logs.

Owns the patterns. Works on text and on the values of a log line; order numbers stay, they are needed to help and open nothing
without a second fact.
"""

import re
from collections.abc import MutableMapping
from typing import Any

HIDDEN = "[hidden]"

_JWT = re.compile(r"\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]*")
_QUERY = re.compile(r"(?i)\b(access_token|token|api_key|secret|signature|password)=([^&\s\"']+)")
_BEARER = re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}")
_EMAIL = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
_PHONE = re.compile(r"(?<![\w-])(?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?![\w-])")
_CARD = re.compile(r"(?<![\w-])(?:\d[ -]?){12,18}\d(?![\w-])")
_SECRET_NAMES = re.compile(r"(?i)token|secret|password|authorization|api_?key|cookie|(^|_)zip$|last_name|email|phone")


def redact(text: str) -> str:
    """The text without tokens, secrets in query strings, card numbers, e-mail addresses and phone numbers."""
    text = _JWT.sub(HIDDEN, text)
    text = _QUERY.sub(lambda found: f"{found[1]}={HIDDEN}", text)
    text = _BEARER.sub(lambda found: f"{found[1]} {HIDDEN}", text)
    text = _EMAIL.sub(HIDDEN, text)
    text = _CARD.sub(lambda found: HIDDEN if _luhn(found[0]) else found[0], text)
    return _PHONE.sub(HIDDEN, text)


def redact_line(_: Any, __: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The same for every value of a log line; a value under a secret's name is hidden whole."""
    for name, value in line.items():
        line[name] = HIDDEN if _SECRET_NAMES.search(name) else _cleaned(value)
    return line


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, dict):
        return {name: HIDDEN if _SECRET_NAMES.search(str(name)) else _cleaned(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(each) for each in value]
    return value


def _luhn(text: str) -> bool:
    """Whether the digits could be a card number; one in ten other numbers passes too, and is hidden needlessly."""
    digits = [int(character) for character in text if character.isdigit()]
    if not 13 <= len(digits) <= 19:
        return False
    doubled = [digit if index % 2 == 0 else digit * 2 - 9 * (digit > 4) for index, digit in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0
