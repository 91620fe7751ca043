"""When people answer: opening hours by weekday in the merchant's own zone, and the days on which nobody does."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MIDNIGHT = 24 * 60
_LOOK_AHEAD = timedelta(days=400)
_SPAN = re.compile(r"(\d{1,2}):(\d\d)\s*[-\u2013]\s*(\d{1,2}):(\d\d)")
_FIX = 'times of the day such as ["09:00-12:00", "13:00-18:00"], or [] for closed'

Span = tuple[int, int]
"""From one minute of the day to another, the second not included."""


def _spans(value: Any) -> tuple[Span, ...]:
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list | tuple):
        raise PydanticCustomError("hours", "hours are written as a list of times", {"fix": _FIX})
    spans = tuple(_span(text) for text in texts)
    for before, after in pairwise(spans):
        if after[0] < before[1]:
            raise PydanticCustomError(
                "hours", "two times overlap or are out of order", {"fix": "put them in order, without overlap"}
            )
    return spans


def _span(text: Any) -> Span:
    found = _SPAN.fullmatch(text.strip()) if isinstance(text, str) else None
    if found is None:
        raise PydanticCustomError("hours", "{text} is not a time from-to", {"text": str(text), "fix": _FIX})
    hour, minute, end_hour, end_minute = map(int, found.groups())
    start, end = hour * 60 + minute, end_hour * 60 + end_minute
    if minute > 59 or end_minute > 59 or not start < end <= MIDNIGHT:
        raise PydanticCustomError("hours", "{text} does not end after it begins, on one day", {"text": text, "fix": _FIX})
    return start, end


Day = Annotated[
    tuple[Span, ...],
    BeforeValidator(_spans),
    WithJsonSchema({"type": "array", "items": {"type": "string", "pattern": r"^\d{1,2}:\d\d-\d{1,2}:\d\d$"}}),
]


class Hours(BaseModel):
    """A day that is not named is closed. `closed` are holidays, by date, with their names."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    monday: Day = Field((), description="Times at which people answer on Mondays, such as 09:00-18:00.")
    tuesday: Day = ()
    wednesday: Day = ()
    thursday: Day = ()
    friday: Day = ()
    saturday: Day = ()
    sunday: Day = ()
    closed: dict[date, str] = Field(default_factory=dict, description="Holidays: date, and its name.")

    def on(self, day: date) -> tuple[Span, ...]:
        """The hours of a day, holidays considered."""
        spans: tuple[Span, ...] = getattr(self, WEEKDAYS[day.weekday()])
        return () if day in self.closed else spans

    def open_at(self, now: datetime, zone: ZoneInfo) -> bool:
        """Whether people answer at that moment (aware)."""
        local = now.astimezone(zone)
        minute = local.hour * 60 + local.minute
        return any(start <= minute < end for start, end in self.on(local.date()))

    def opens_next(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """The next moment at which people begin to answer, in that zone; None when there is none within a year."""
        return next((start for start in self._openings(now.astimezone(zone).date(), zone) if start > now), None)

    def _openings(self, day: date, zone: ZoneInfo) -> Iterator[datetime]:
        last = day + _LOOK_AHEAD
        while day < last:
            for start, _ in self.on(day):
                moment = datetime.combine(day, time(start // 60, start % 60), zone)
                yield moment.astimezone(UTC).astimezone(zone)  # an hour that the clock skips becomes the one after it
            day += timedelta(days=1)

    @property
    def is_empty(self) -> bool:
        """Whether nobody ever answers."""
        return not any(getattr(self, day) for day in WEEKDAYS)


def clock(minute: int) -> str:
    """A minute of the day as on a clock."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
