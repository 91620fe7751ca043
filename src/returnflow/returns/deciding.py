"""Deciding with all that the records know: where a replacement began, how closely a return is looked at, what may be kept.

The one way to a decision that may open a return, whichever door it comes through and however many lines it has. What is decided
is `eligibility`'s, what is risky is `screening`'s. Only their order is settled here: what may be kept depends on the risk, and
the risk on the deadline.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from returnflow.errors import InvalidInput
from returnflow.returns.carrying import Advance
from returnflow.returns.eligibility import decide
from returnflow.returns.model import Decision, Handling, Money, Order, OrderLine, Reason
from returnflow.returns.opening import Item
from returnflow.returns.policy.rulebook import RuleBook
from returnflow.returns.ports import Work
from returnflow.returns.replacements import origin_of
from returnflow.returns.risk import Risk, RiskTable, Wanted
from returnflow.returns.screening import screen
from returnflow.returns.units import checked
from returnflow.returns.zones import zone_of


@dataclass(frozen=True, slots=True)
class Book:
    """What returns are judged by: the stores' rows, the risk rows with the merchant's limits, who refunds at the first scan."""

    rules: RuleBook
    risk: RiskTable
    advance: Advance = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """One line as it is asked for. Without `units` the first `quantity` are meant, whether or not they are free: the same request
    again must be the same return."""

    line_no: int
    quantity: int
    reason: Reason
    units: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What would become of it: a decision for each line, the risk of all, how far it goes by itself, whether a code is needed."""

    items: tuple[Item, ...]
    risk: Risk
    handling: Handling
    needs_code: bool

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """One for each line, in the order asked."""
        return tuple(item.decision for item in self.items)


def judge(
    work: Work, order: Order, asked: Sequence[Asked], book: Book, now: datetime, *, change_of_contact: bool = False
) -> Judged:
    """Decide every line as of `now`, in the customer's zone, and look at the risk of all of them together. Writes nothing.

    Decided twice where the merchant lets cheap items be kept: without that for the risk, then with what the risk allows.
    `change_of_contact`: the caller has asked for another contact. Raises InvalidInput, NotFound for no such line.
    """
    places(order, asked)
    items = tuple(_item(work, order, each, book, now, among=asked) for each in asked)
    risk, limits = Risk(thresholds=book.risk.thresholds), book.risk.thresholds
    if opens := _opening(items):
        wanted = [Wanted(each.line_no, each.quantity, each.reason, each.deadline) for each in opens]
        risk = screen(work, order, wanted, now, book.risk, change_of_contact=change_of_contact)
    if opens and limits.keep_below.minor:
        items = tuple(
            _item(work, order, each, book, now, among=asked, keep_below=limits.keep_below, handling=risk.handling)
            for each in asked
        )
        opens = _opening(items)
    total = _total(opens)
    code = total is not None and limits.needs_code(total, risk.score)
    return Judged(items, risk, _handling(risk, opens, total), code)


def places(order: Order, asked: Sequence[Asked]) -> list[tuple[int, tuple[int, ...]]]:
    """Lines and the units of them that are asked for. Raises InvalidInput, NotFound for no such line."""
    if not asked:
        raise InvalidInput("nothing is to be returned", field="lines", fix="name at least one line")
    return [(each.line_no, checked(order.line(each.line_no), each.quantity, each.units)) for each in asked]


def _item(
    work: Work,
    order: Order,
    asked: Asked,
    book: Book,
    now: datetime,
    *,
    among: Sequence[Asked],
    keep_below: Money | None = None,
    handling: Handling = Handling.AUTO,
) -> Item:
    line, zone = order.line(asked.line_no), zone_of(order.customer.zip)
    decision = decide(
        line,
        asked.reason,
        book.rules,
        now,
        zone,
        quantity=asked.quantity,
        units=asked.units,
        together=_whole_bundle(order, among, line),
        origin=origin_of(work, line),
        keep_below=keep_below if keep_below is not None and keep_below.currency == line.price.currency else None,
        handling=handling,
    )
    return Item(asked.line_no, asked.quantity, asked.reason, decision, asked.units)


def _whole_bundle(order: Order, asked: Sequence[Asked], line: OrderLine) -> bool:
    """Whether everything that was sold together with the line is to go back with it."""
    whole = {each.line_no for each in asked if each.quantity == order.line(each.line_no).quantity}
    return line.bundle is not None and {each.line_no for each in order.lines if each.bundle == line.bundle} <= whole


def _opening(items: Sequence[Item]) -> list[Decision]:
    return [item.decision for item in items if item.decision.opens_a_return]


def _total(decisions: Sequence[Decision]) -> Money | None:
    """The refund of all; None when nothing opens a return. Raises InvalidInput for two currencies."""
    if not decisions:
        return None
    total = decisions[0].refund
    for decision in decisions[1:]:
        total = total + decision.refund
    return total


def _handling(risk: Risk, decisions: Sequence[Decision], total: Money | None) -> Handling:
    """The most careful of what each line and the whole sum ask for."""
    if total is not None and risk.thresholds.needs_a_person(total, risk.score):
        return Handling.PERSON
    order = (Handling.AUTO, Handling.RECEIVE_THEN_REFUND, Handling.PERSON)
    return max((risk.handling_of(decision) for decision in decisions), key=order.index, default=risk.handling)
