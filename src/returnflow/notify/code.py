"""The effect behind `notify_code`: the one-time code, which is in no outbox row and no log.

It goes to the contact on file at any hour and whatever was opted out of: somebody waits for it on the line.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from returnflow.notify.catalogue import language_for, write
from returnflow.notify.facts import short, spaced
from returnflow.notify.ports import Row
from returnflow.notify.sending import Desk, send
from returnflow.notify.words import LANGUAGES, Words
from returnflow.returns.contact import Contact
from returnflow.returns.model import Store

TEMPLATE = "code"
VOID = "not sent: the code is void, used or too old"


class Letter(Protocol):
    """A code in clear, to whom, about which order."""

    @property
    def code(self) -> str: ...
    @property
    def contact(self) -> Contact: ...
    @property
    def name(self) -> str: ...
    @property
    def store(self) -> Store: ...
    @property
    def order_ending(self) -> str: ...
    @property
    def expires_at(self) -> datetime: ...


Reveal = Callable[[str, datetime], Letter | None]
"""By the code's id and the time: None when there is nothing to send any more."""


def effect(desk: Desk, reveal: Reveal) -> Callable[[Row], str]:
    """The effect. A code that is void by now is not sent."""

    def notify_code(row: Row) -> str:
        now = desk.clock()
        letter = reveal(row.payload["code_id"], now)
        if letter is None:
            return VOID
        language = language_for(TEMPLATE, desk.language)
        written = write(TEMPLATE, language, facts(letter, LANGUAGES[language], now=now, merchant=desk.merchant), why="why_code")
        return send(desk, row, letter.contact, letter.name, written)

    return notify_code


def facts(letter: Letter, words: Words, *, now: datetime, merchant: str) -> dict[str, Any]:
    """What the template may say; whole minutes, never more than there are."""
    return {
        "name": short(letter.name),
        "merchant": merchant,
        "store": words.store(letter.store),
        "order_ending": letter.order_ending,
        "code": spaced(letter.code),
        "minutes": max(1, int((letter.expires_at - now).total_seconds() // 60)),
        "unsubscribe": "",
    }
