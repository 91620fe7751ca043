"""Opening a return: one or several lines of an order, in one transaction with refund, labels to come and effects.

Keyed by nature: store, order, line and unit. Whoever asks for the same units again is given the return that holds them.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict, Unpack

from returnflow.errors import Conflict, InvalidInput
from returnflow.ids import ALPHABET, new_rma
from returnflow.returns import kinds
from returnflow.returns.events import Actor, Subject
from returnflow.returns.model import (
    Decision,
    FiledBy,
    Handling,
    Kind,
    Label,
    LabelState,
    Method,
    Money,
    NotEligible,
    Order,
    OrderLine,
    Outcome,
    Reason,
    Refund,
    RefundState,
    Resolution,
    Return,
    ReturnLine,
    ReturnState,
    Tender,
)
from returnflow.returns.moving import record
from returnflow.returns.paying import pay_at_once
from returnflow.returns.ports import Work
from returnflow.returns.units import UnitTaken, checked, held

MOST_PARCELS = 20
_DRAWS = 5
_SENDS_ANOTHER = (Resolution.EXCHANGE, Resolution.REPLACEMENT)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of what comes back, with the decision that allows it. Without `units` the first `quantity` are meant."""

    line_no: int
    quantity: int
    reason: Reason
    decision: Decision
    units: tuple[int, ...] | None = None


class Terms(TypedDict, total=False):
    """How the return is to be handled, where it differs from the usual. `resolution` None follows from the decisions."""

    resolution: Resolution | None
    handling: Handling
    risk_score: int
    risk_signals: tuple[str, ...]
    filed_by: FiledBy
    parcels: int


@dataclass(frozen=True, slots=True)
class _Plan:
    """A return thought through, before it has a number."""

    order: Order
    lines: tuple[ReturnLine, ...]
    kind: Kind
    resolution: Resolution
    method: Method | None
    refund: Refund
    terms: Terms
    call_id: str | None
    now: datetime


def open_items(
    work: Work,
    *,
    order: Order,
    wanted: Sequence[Item],
    method: Method | None,
    now: datetime,
    call_id: str | None = None,
    **terms: Unpack[Terms],
) -> Return:
    """Create the return, its pending refund and labels, and its effects, in the caller's transaction.

    Handled by a person, it waits for review without label or code. What the customer keeps is refunded at once when it goes by
    itself. Raises NotEligible when a decision does not open a return, Conflict when it was made for something else, UnitTaken
    when only some of the units are held already, InvalidInput for what does not go together.
    """
    lines = _lines(order, wanted)
    places = [(line.line_no, line.units) for line in lines]
    existing = holder(work, order, places)
    if existing is not None:
        return existing
    plan = _plan(order, lines, method, now, call_id, terms)
    for _ in range(_DRAWS):
        made = _new(plan)
        try:
            work.returns.add(made)
        except UnitTaken:
            existing = holder(work, order, places)
            if existing is not None:  # another process was faster between our look and our write; its return is the answer
                return existing
            continue  # the units are free, so it was the number or the code that is in use: draw again
        return _effects(work, made, now)
    raise Conflict("no free return number was found", field="rma", fix="try again")


def _lines(order: Order, wanted: Sequence[Item]) -> tuple[ReturnLine, ...]:
    if not wanted:
        raise InvalidInput("nothing is to be returned", field="lines", fix="name at least one line")
    if len({item.line_no for item in wanted}) < len(wanted):
        raise InvalidInput("a line is named twice", field="lines", fix="name each line once, with the quantity of both")
    return tuple(_line(order.line(item.line_no), item) for item in sorted(wanted, key=lambda item: item.line_no))


def _line(line: OrderLine, item: Item) -> ReturnLine:
    """A decision opens a return only for what it was made for."""
    units, decision = checked(line, item.quantity, item.units), item.decision
    if not decision.opens_a_return:
        raise NotEligible(decision)
    asked = (line.store, line.order_number, line.line_no, item.quantity, item.reason)
    if asked != (decision.store, decision.order_number, decision.line_no, decision.quantity, decision.reason):
        raise Conflict("the decision was made for something else", field="decision", fix="decide again for this line and reason")
    return ReturnLine(line.line_no, units, line.short_name, item.reason, decision)


def holder(work: Work, order: Order, places: Sequence[tuple[int, tuple[int, ...]]]) -> Return | None:
    """The return that holds all of these units (by line), None when all are free. Raises UnitTaken when it is neither."""
    holders: dict[str | None, Return | None] = {}
    known = {place: made for made in work.returns.for_order(order.store, order.number) for place in held(made)}
    taken_line = places[0][0]
    for line_no, units in places:
        for unit in units:
            made = known.get((line_no, unit))
            holders[made.rma if made else None] = made
            taken_line = line_no if made else taken_line
    if len(holders) == 1:
        return next(iter(holders.values()))
    raise UnitTaken(order.store, order.number, taken_line, next(rma for rma in holders if rma))


def _plan(
    order: Order, lines: tuple[ReturnLine, ...], method: Method | None, now: datetime, call_id: str | None, terms: Terms
) -> _Plan:
    _checked_terms(terms)
    outcomes = {line.decision.outcome for line in lines}
    if len(outcomes) > 1:
        raise InvalidInput(
            f"these items end differently: {', '.join(sorted(outcomes))}", field="lines", fix="open a return for each kind"
        )
    outcome = outcomes.pop()
    resolution = _resolution(outcome, terms.get("resolution"))
    kind = Kind.CLAIM if outcome is Outcome.KEEP_IT else Kind.EXCHANGE if resolution in _SENDS_ANOTHER else Kind.RETURN
    way = None if kind is Kind.CLAIM else _way_back(lines, method)
    return _Plan(order, lines, kind, resolution, way, _refund(order, lines, resolution), terms, call_id, now)


def _checked_terms(terms: Terms) -> None:
    if not 1 <= terms.get("parcels", 1) <= MOST_PARCELS:
        raise InvalidInput(f"a return has 1 to {MOST_PARCELS} parcels", field="parcels")
    if not 0 <= terms.get("risk_score", 0) <= 100:
        raise InvalidInput("a risk score is 0 to 100", field="risk_score")


def _resolution(outcome: Outcome, wanted: Resolution | None) -> Resolution:
    """What the customer gets: as wished where the rules leave the choice."""
    if outcome is not Outcome.EXCHANGE_ONLY:
        return wanted or Resolution.REFUND
    if wanted not in (None, *_SENDS_ANOTHER):
        raise InvalidInput("this item can only be exchanged", field="resolution", fix="exchange or replacement")
    return wanted or Resolution.EXCHANGE


def _way_back(lines: Sequence[ReturnLine], method: Method | None) -> Method | None:
    """The method asked for, if every line offers it; the first common one when none was asked for."""
    common = [way for way in lines[0].decision.methods if all(way in line.decision.methods for line in lines)]
    if method is None:
        if not common and any(line.decision.methods for line in lines):
            raise InvalidInput("these items do not travel the same way", field="lines", fix="open a return for each way")
        return common[0] if common else None
    if method not in common:
        raise InvalidInput(f"{method} is not offered for this item", field="method", fix=f"one of {', '.join(common)}")
    return method


def _refund(order: Order, lines: Sequence[ReturnLine], resolution: Resolution) -> Refund:
    """What is owed and where it goes. An exchange owes nothing; store credit goes to a gift card of the store."""
    tenders = {line.decision.refund_to or order.line(line.line_no).tender for line in lines}
    if len(tenders) > 1:
        raise InvalidInput("these items were paid in different ways", field="lines", fix="open a return for each way of payment")
    amount = lines[0].decision.refund
    for line in lines[1:]:
        amount = amount + line.decision.refund
    if resolution in _SENDS_ANOTHER:
        amount = Money(0, amount.currency)
    tender = Tender.GIFT_CARD if resolution is Resolution.STORE_CREDIT else tenders.pop()
    return Refund(amount, tender, RefundState.PENDING if amount.minor else RefundState.VOID)


def _new(plan: _Plan) -> Return:
    handling = plan.terms.get("handling", Handling.AUTO)
    state = ReturnState.KEEP_ITEM if plan.kind is Kind.CLAIM else ReturnState.AUTHORIZED
    if handling is Handling.PERSON:
        state = ReturnState.PENDING_REVIEW
    return Return(
        rma=new_rma(),
        kind=plan.kind,
        store=plan.order.store,
        order_number=plan.order.number,
        lines=plan.lines,
        state=state,
        method=plan.method,
        refund=plan.refund,
        return_by=min(line.decision.return_by or line.decision.decided_at.date() for line in plan.lines),
        drop_off_code=new_drop_off_code() if state is ReturnState.AUTHORIZED else None,
        call_id=plan.call_id,
        created_at=plan.now,
        updated_at=plan.now,
        resolution=plan.resolution,
        handling=handling,
        risk_score=plan.terms.get("risk_score", 0),
        risk_signals=tuple(plan.terms.get("risk_signals", ())),
        filed_by=plan.terms.get("filed_by", FiledBy.VOICE_AGENT),
        parcels=plan.terms.get("parcels", 1),
    )


def new_drop_off_code() -> str:
    """Six characters to say at a counter: 30 bits, unique by the database, worth nothing without the parcel."""
    return "".join(secrets.choice(ALPHABET) for _ in range(6))


def _effects(work: Work, made: Return, now: datetime) -> Return:
    """What must follow, written with its cause."""
    by = Actor(made.filed_by.value)
    if made.state is ReturnState.AUTHORIZED:
        to_travel(work, made, now)
    kinds.enqueue(work, kinds.NOTIFY_CREATED, made.rma, now)
    record(work, made.rma, Subject.RETURN, "", made.state, by=by, why=", ".join(made.risk_signals), now=now)
    return pay_at_once(work, made, by=by, now=now)


def to_travel(work: Work, made: Return, now: datetime) -> None:
    """Labels to be made, one a parcel, and reminders of the last day."""
    for parcel in range(1, made.parcels + 1):
        work.labels.save(Label(made.rma, LabelState.PENDING, "", "", "", made.drop_off_code or "", parcel=parcel))
    kinds.enqueue(work, kinds.MAKE_LABEL, made.rma, now)
    kinds.remind(work, made.rma, made.return_by, now)
