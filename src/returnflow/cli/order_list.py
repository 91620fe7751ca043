"""The list of orders somebody can say: grouped by what the rules make of the sentence, decided for real, today."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from returnflow.returns.eligibility import decide
from returnflow.returns.model import Order, Outcome, Reason, Store
from returnflow.returns.policy import RuleBook
from returnflow.returns.replacements import origin_of

if TYPE_CHECKING:
    from returnflow.returns.ports import Work
    from returnflow.stores.demo import TryOrder

DEMO = "demo"
_STORES = {Store.AMAZON: "Amazon", Store.WALMART: "Walmart"}
_GROUPS = {
    Outcome.RETURNABLE: "Comes back",
    Outcome.EXCHANGE_ONLY: "Is exchanged for the same",
    Outcome.KEEP_IT: "Is refunded and kept",
    Outcome.NOT_RETURNABLE: "Is refused",
    Outcome.NEEDS_A_PERSON: "Goes to a person",
}


@dataclass(frozen=True, slots=True)
class Said:
    """An order and a sentence about one of its lines."""

    order: Order
    line_no: int
    reason: Reason
    sentence: str
    shows: str


@dataclass(frozen=True, slots=True)
class Row:
    """What the rules make of it."""

    said: Said
    outcome: Outcome


def with_sentences(orders: Iterable[Order], known: "Mapping[str, TryOrder]") -> list[Said]:
    """Each order with its own sentence; one that is not of the demo gets a plain one about its first line."""
    return [_said(order, known.get(order.number) if order.source == DEMO else None) for order in orders]


def _said(order: Order, known: "TryOrder | None") -> Said:
    if known is not None:
        return Said(order, known.line_no, known.reason, known.call, known.what_happens)
    first = order.lines[0]
    sentence = f"Hi, I'd like to return the {first.short_name} I bought at {_STORES[order.store]}, I changed my mind."
    return Said(order, first.line_no, Reason.NO_LONGER_WANTED, sentence, "")


def judged(said: Said, work: "Work", rules: RuleBook, now: datetime, zone: ZoneInfo) -> Row:
    """Decide as the desk would."""
    line = said.order.line(said.line_no)
    return Row(said, decide(line, said.reason, rules, now, zone, origin=origin_of(work, line)).outcome)


def shown(rows: Sequence[Row]) -> str:
    """For people: by outcome and store, three lines an order."""
    groups = [(title, [row for row in rows if row.outcome is outcome]) for outcome, title in _GROUPS.items()]
    parts = [f"{title}: {len(held)}\n\n" + "\n\n".join(_entry(row) for row in _sorted(held)) for title, held in groups if held]
    return "\n\n\n".join(parts) or "No such order."


def _sorted(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row.said.order.store, row.said.order.number))


def _entry(row: Row) -> str:
    order = row.said.order
    items = ", ".join(line.short_name for line in order.lines)
    proof = f"{order.customer.last_name}, {order.customer.zip}"
    lines = [
        f"  {_STORES[order.store]:<8} {order.number:<20} {proof:<20} {items}",
        f'    say this to try it: "{row.said.sentence}"',
    ]
    return "\n".join([*lines, *([f"    it shows: {row.said.shows}"] if row.said.shows else [])])


def document(row: Row) -> dict[str, Any]:
    """For programs."""
    said, order = row.said, row.said.order
    return {
        "store": order.store,
        "order_number": order.number,
        "items": [line.short_name for line in order.lines],
        "last_name": order.customer.last_name,
        "zip": order.customer.zip,
        "total": str(order.total),
        "purchased": order.purchased_at.date(),
        "what_happens": said.shows,
        "outcome": row.outcome,
        "say": said.sentence,
        "line_no": said.line_no,
        "reason": said.reason,
    }
