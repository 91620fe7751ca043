"""How figures are written in messages, by language: money, dates, times, names of things. One module a language."""

from datetime import date
from typing import Protocol

from returnflow.notify.words import english
from returnflow.returns.model import Money, RefundTime, Store, Tender

ENGLISH = "en"


class Words(Protocol):
    """What each language's module offers."""

    def money(self, amount: Money) -> str: ...
    def day(self, value: date) -> str: ...
    def short_day(self, value: date) -> str: ...
    def days(self, count: int) -> str: ...
    def refund_time(self, time: RefundTime | None) -> str: ...
    def tender(self, paid_with: Tender) -> str: ...
    def store(self, name: Store) -> str: ...


LANGUAGES: dict[str, Words] = {ENGLISH: english}
"""A language is there when it is named here and has a folder of templates."""
