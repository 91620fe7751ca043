"""The last day. Pure calendar work: whole days in the customer's own zone, so that daylight saving moves nothing."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from returnflow.returns.model import OrderLine
from returnflow.returns.policy.rows import Anchor, SeasonRule, WindowRule


class Since(StrEnum):
    """The fact a window was counted from."""

    DELIVERED = "delivered"
    PROMISED = "promised"
    PURCHASED = "purchased"
    A_WEEK_AFTER_SHIPPING = "a_week_after_shipping"


@dataclass(frozen=True, slots=True)
class Deadline:
    """Last calendar day, inclusive, in the customer's zone, and how it was found: `start`, the window's own `end`, the season.
    `rule_id` is the row that gives the day.

    `known` is False when it rests on something assumed in the customer's favour (the promised day), `at_least` when only a day
    before which it cannot lie is known (nothing but the purchase).
    """

    day: date
    rule_id: str
    start: date
    since: Since
    end: date
    window_rule_id: str
    season: SeasonRule | None = None
    known: bool = True
    at_least: bool = False


def deadline(line: OrderLine, rule: WindowRule, season: SeasonRule | None, zone: ZoneInfo) -> Deadline:
    """The later of the row's window and the season's day. The row must have days."""
    if rule.days is None:
        raise ValueError(f"{rule.id} has no window to count")
    moment, since = _anchor(line, rule.anchor)
    start = moment.astimezone(zone).date() + timedelta(days=7 if since is Since.A_WEEK_AFTER_SHIPPING else 0)
    end = start + timedelta(days=rule.days)
    extended = season if season is not None and rule.season and season.deadline > end else None
    at_least = since is Since.PURCHASED and rule.anchor is not Anchor.PURCHASE
    return Deadline(
        day=extended.deadline if extended else end,
        rule_id=extended.id if extended else rule.id,
        start=start,
        since=since,
        end=end,
        window_rule_id=rule.id,
        season=extended,
        known=since is not Since.PROMISED and not at_least,
        at_least=at_least,
    )


def _anchor(line: OrderLine, anchor: Anchor) -> tuple[datetime, Since]:
    """The moment a window counts from: the one the row wants, else the best that is known, in the customer's favour."""
    if anchor is Anchor.PURCHASE:
        return line.purchased_at, Since.PURCHASED
    if anchor is Anchor.SHIPPED_PLUS_7 and line.shipped_at is not None:
        return line.shipped_at, Since.A_WEEK_AFTER_SHIPPING
    if line.delivered_at is not None:
        return line.delivered_at, Since.DELIVERED
    if line.promised_at is not None:
        return line.promised_at, Since.PROMISED
    return line.purchased_at, Since.PURCHASED
