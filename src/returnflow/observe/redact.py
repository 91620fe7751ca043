"""Cuts secrets and personal data out of text that is meant for logs.

Owns the patterns of secrets; what is personal is `records.redaction`'s, in its stricter reading. Works on text and on the values
of a log line; order numbers stay, they are needed to help and open nothing without a second fact.
"""

import re
from collections.abc import MutableMapping
from typing import Any

from returnflow.records import redaction

HIDDEN = "[hidden]"

_JWT = re.compile(r"\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]*")
_QUERY = re.compile(r"(?i)\b(access_token|token|api_key|secret|signature|password)=([^&\s\"']+)")
_BEARER = re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}")
_SECRET_NAMES = re.compile(r"(?i)token|secret|password|authorization|api_?key|cookie|(^|_)zip$|last_name|email|phone")


def redact(text: str) -> str:
    """The text without tokens, secrets in query strings, card numbers, e-mail addresses, phone numbers and streets."""
    text = _JWT.sub(HIDDEN, text)
    text = _QUERY.sub(lambda found: f"{found[1]}={HIDDEN}", text)
    text = _BEARER.sub(lambda found: f"{found[1]} {HIDDEN}", text)
    return redaction.redact(text, reading=redaction.Reading.LOGGED)


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
