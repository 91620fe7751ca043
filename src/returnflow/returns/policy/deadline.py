"""The last day. Pure calendar work: whole days in the customer's own zone, so that daylight saving moves nothing."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from returnflow.returns.model import OrderLine
from returnflow.returns.policy.rows import Anchor, SeasonRule, WindowRule


@dataclass(frozen=True, slots=True)
class Deadline:
    """Last calendar day, inclusive, in the customer's zone.

    `known` is False when it rests on something assumed in the customer's favour (the promised day), `at_least` when only a day
    before which it cannot lie is known (nothing but the purchase).
    """

    day: date
    rule_id: str
    season: SeasonRule | None = None
    known: bool = True
    at_least: bool = False


def deadline(line: OrderLine, rule: WindowRule, season: SeasonRule | None, zone: ZoneInfo) -> Deadline:
    """The later of the row's window and the season's day. The row must have days."""
    if rule.days is None:
        raise ValueError(f"{rule.id} has no window to count")
    start, known, at_least = _anchor_day(line, rule.anchor, zone)
    normal = Deadline(start + timedelta(days=rule.days), rule.id, None, known, at_least)
    if season is None or not rule.season or season.deadline <= normal.day:
        return normal
    return Deadline(season.deadline, season.id, season, known, at_least)


def _anchor_day(line: OrderLine, anchor: Anchor, zone: ZoneInfo) -> tuple[date, bool, bool]:
    """The day, whether it is known, and whether it is only the earliest possible one."""
    if anchor is Anchor.PURCHASE:
        return _local(line.purchased_at, zone), True, False
    if anchor is Anchor.SHIPPED_PLUS_7 and line.shipped_at is not None:
        return _local(line.shipped_at, zone) + timedelta(days=7), True, False
    if line.delivered_at is not None:
        return _local(line.delivered_at, zone), True, False
    if line.promised_at is not None:
        return _local(line.promised_at, zone), False, False
    return _local(line.purchased_at, zone), False, True


def _local(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()
