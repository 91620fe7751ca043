"""Risk: how much a return looks like the known ways of abuse, from 0 to 100, and how far it may go by itself. Pure.

Owns the signals and their sum. Weights are rows that somebody hands in (`stores/risk.yaml`), bounds are the merchant's. A signal
is kept for the merchant; a caller hears only of the routine that follows (`Tell`), never of a suspicion.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from returnflow.returns.model import Decision, Handling, Order, OrderLine, Outcome, Reason
from returnflow.returns.thresholds import Thresholds

MOST = 100
WINDOW = timedelta(days=90)
"""How far back the history of a customer is looked at."""


class Look(StrEnum):
    """What a row looks at."""

    RETURNS = "returns"  # many returns in the window
    RETURN_SHARE = "return_share"  # most of what was bought goes back
    REJECTED_BEFORE = "rejected_before"  # something came back that was not what was sent
    LATE_WEAR = "late_wear"  # something to wear, shortly before its last day
    VALUE_WITHOUT_SERIAL = "value_without_serial"  # dear electronics whose serial number is not known
    SECOND_RETURN = "second_return"  # the same item was in a return before
    SEVERAL_SIZES = "several_sizes"  # one thing bought in several sizes
    NEVER_ARRIVED = "never_arrived"  # said to be missing, though delivered by the carrier's word
    CHANGE_OF_CONTACT = "change_of_contact"  # an address, contact or destination was to be changed in the same call
    NEW_WITH_VALUE = "new_with_value"  # a dear item of somebody who has only begun to buy


class Tell(StrEnum):
    """What a caller may be told."""

    VALUE = "value"
    ITEM = "item"
    ROUTINE = "routine"
    DELIVERY = "delivery"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class RiskRow:
    """One row. `at_least` and `within_days` are bounds of what it looks at: a count, minor units, per cent; days.

    `categories` and `words` (of the title) say which items are meant; empty where every item is.
    """

    id: str
    look: Look
    weight: int
    tell: Tell
    at_least: int = 0
    percent: int = 0
    within_days: int = 0
    categories: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RiskTable:
    """The rows in force, and the merchant's limits."""

    rows: tuple[RiskRow, ...]
    thresholds: Thresholds = field(default_factory=Thresholds)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Units of a line that are to go back, and why. `deadline` is the last day to start it, when a rule gives one."""

    line_no: int
    quantity: int
    reason: Reason
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class History:
    """A customer's last 90 days at every store. `refunded_minor` in minor units; `first_order_at` is of all time."""

    orders: int = 0
    returns: int = 0
    rejected: int = 0
    refunded_minor: int = 0
    first_order_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """What is known besides the order: lines that were in a return before, lines whose serial number is known, and whether the
    caller wanted to change an address, a contact or where the money goes."""

    returned_before: frozenset[int] = frozenset()
    with_serial: frozenset[int] = frozenset()
    change_of_contact: bool = False


@dataclass(frozen=True, slots=True)
class Signal:
    """A row that was met."""

    id: str
    weight: int
    tell: Tell


@dataclass(frozen=True, slots=True)
class Risk:
    """The sum, 0 to 100, and what it is made of, the weightiest first."""

    score: int = 0
    signals: tuple[Signal, ...] = ()
    thresholds: Thresholds = field(default_factory=Thresholds)

    @property
    def handling(self) -> Handling:
        """How far the return may go by itself, by its score alone."""
        return self.thresholds.handling(self.score)

    @property
    def needs_code(self) -> bool:
        """Whether a one-time code is needed, whatever the amount."""
        return self.score >= self.thresholds.receive_from

    @property
    def tell(self) -> Tell:
        """What the caller may be told."""
        return self.signals[0].tell if self.signals else Tell.ROUTINE

    @property
    def ids(self) -> tuple[str, ...]:
        """The rows that were met."""
        return tuple(signal.id for signal in self.signals)

    def handling_of(self, decision: Decision) -> Handling:
        """The handling of what was decided: a large sum goes to a person; what the customer keeps can't be checked on arrival."""
        if self.thresholds.needs_a_person(decision.refund, self.score):
            return Handling.PERSON
        if decision.outcome is Outcome.KEEP_IT and self.handling is not Handling.AUTO:
            return Handling.PERSON
        return self.handling


NO_AROUND = Around()


def assess(
    order: Order, wanted: Sequence[Wanted], history: History, now: datetime, table: RiskTable, around: Around = NO_AROUND
) -> Risk:
    """Add up the weights of the rows that are met, at most 100. The same facts always give the same score."""
    facts = _Facts(order, tuple((order.line(each.line_no), each) for each in wanted), history, now, around)
    met = [Signal(row.id, row.weight, row.tell) for row in table.rows if _LOOKS[row.look](facts, row)]
    met.sort(key=lambda signal: -signal.weight)
    return Risk(min(MOST, sum(signal.weight for signal in met)), tuple(met), table.thresholds)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the rows look at."""

    order: Order
    wanted: tuple[tuple[OrderLine, Wanted], ...]
    history: History
    now: datetime
    around: Around

    def meant(self, row: RiskRow) -> list[tuple[OrderLine, Wanted]]:
        """What is to go back, of the items that the row is about."""
        return [(line, wanted) for line, wanted in self.wanted if _about(row, line)]


def _about(row: RiskRow, line: OrderLine) -> bool:
    if not row.categories and not row.words:
        return True
    return line.category in row.categories or bool(row.words & set(re.findall(r"[a-z]+", line.title.lower())))


def _many_returns(facts: _Facts, row: RiskRow) -> bool:
    return facts.history.returns >= row.at_least


def _large_share(facts: _Facts, row: RiskRow) -> bool:
    seen = facts.history
    return seen.returns >= row.at_least and seen.returns * 100 >= row.percent * seen.orders


def _rejected_before(facts: _Facts, row: RiskRow) -> bool:
    return facts.history.rejected >= row.at_least


def _late_wear(facts: _Facts, row: RiskRow) -> bool:
    latest = (facts.now + timedelta(days=row.within_days)).date()
    return any(wanted.deadline is not None and wanted.deadline <= latest for _, wanted in facts.meant(row))


def _without_serial(facts: _Facts, row: RiskRow) -> bool:
    return any(line.price.minor >= row.at_least and line.line_no not in facts.around.with_serial for line, _ in facts.meant(row))


def _second_return(facts: _Facts, row: RiskRow) -> bool:
    return any(line.line_no in facts.around.returned_before for line, _ in facts.meant(row))


def _several_sizes(facts: _Facts, row: RiskRow) -> bool:
    names = [_without_size(line.title) for line in facts.order.lines]
    return any(names.count(_without_size(line.title)) > 1 for line, _ in facts.meant(row))


def _never_arrived(facts: _Facts, row: RiskRow) -> bool:
    return any(wanted.reason is Reason.NEVER_ARRIVED and line.delivered_at is not None for line, wanted in facts.meant(row))


def _change_of_contact(facts: _Facts, row: RiskRow) -> bool:
    return facts.around.change_of_contact


def _new_with_value(facts: _Facts, row: RiskRow) -> bool:
    first = facts.history.first_order_at
    new = first is None or facts.now - first <= timedelta(days=row.within_days)
    return new and sum(line.price.minor * wanted.quantity for line, wanted in facts.meant(row)) >= row.at_least


_SIZE = re.compile(r"\bsize\b.*|\b(?:xxs|xs|s|m|l|xl|xxl|xxxl|small|medium|large)\b|\b\d+(?:\.\d+)?\b")


def _without_size(title: str) -> str:
    """A title as far as it names the thing: "running shoes, size 9" and "running shoes, size 10" are one."""
    return " ".join(re.findall(r"[a-z]+", _SIZE.sub(" ", title.lower())))


_LOOKS: dict[Look, Callable[[_Facts, RiskRow], bool]] = {
    Look.RETURNS: _many_returns,
    Look.RETURN_SHARE: _large_share,
    Look.REJECTED_BEFORE: _rejected_before,
    Look.LATE_WEAR: _late_wear,
    Look.VALUE_WITHOUT_SERIAL: _without_serial,
    Look.SECOND_RETURN: _second_return,
    Look.SEVERAL_SIZES: _several_sizes,
    Look.NEVER_ARRIVED: _never_arrived,
    Look.CHANGE_OF_CONTACT: _change_of_contact,
    Look.NEW_WITH_VALUE: _new_with_value,
}
