"""Whose desk this is, as far as a call tells it: the merchant's name for ear and eye, and when people answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from returnflow.conversation.moves import Value
from returnflow.dialogue.phrasing.sentences import BRAND


class Hours(Protocol):
    """When people answer; moments are aware."""

    def open_at(self, now: datetime) -> bool:
        """Whether they do at that moment."""
        ...

    def opens_next(self, now: datetime) -> datetime | None:
        """The next moment at which they begin to; None when they never do."""
        ...


@dataclass(frozen=True, slots=True)
class House:
    """One merchant's desk. Without hours people answer at any time."""

    name: Value = BRAND
    hours: Hours | None = None

    def back_at(self, now: datetime, zone: str | None = None) -> datetime | None:
        """When people are back, in that zone or the merchant's own; None while they are here, and when they never come."""
        back = None if self.hours is None or self.hours.open_at(now) else self.hours.opens_next(now)
        return back.astimezone(ZoneInfo(zone)) if back and zone else back
