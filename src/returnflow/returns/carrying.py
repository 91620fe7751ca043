"""The way back: scans, receipt, inspection. Repeated news changes nothing; news of one that is over brings a person in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from returnflow.errors import Conflict, InvalidInput, NotFound
from returnflow.returns.events import Actor, Subject
from returnflow.returns.lifecycle import (
    FREES_THE_UNITS,
    WAITS_FOR_PARCEL,
    WITH_THE_CUSTOMER,
    IllegalTransition,
    ReturnState,
)
from returnflow.returns.model import Money, Return, ReturnLine, Store
from returnflow.returns.moving import move, record, take
from returnflow.returns.paying import pay_at_once, pay_in_advance
from returnflow.returns.ports import Work
from returnflow.returns.tracking import Parcel, Scan, TrackingEvent, parcels
from returnflow.returns.units import UnitTaken

Advance = Mapping[Store, timedelta]
"""Stores that refund at the first scan, and how long the parcel may take before the money is charged back."""

_MOVING = (Scan.IN_TRANSIT, Scan.OUT_FOR_DELIVERY)
_CLOCKS_DIFFER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Inspected:
    """What the return centre found on one line: how many units it accepts, and why not the others."""

    line_no: int
    accepted: int
    why: str = ""


def scan(work: Work, event: TrackingEvent, *, by: Actor, now: datetime, advance_refunds: Advance) -> Return:
    """Take a scan in. An event whose id is known changes nothing.

    The first one on the way moves the return on, and issues the refund where that is the store's practice; the receipt of the
    last parcel moves it on again. Raises NotFound for an unknown return or parcel, InvalidInput for a time to come.
    """
    made = take(work, event.rma)
    if not 1 <= event.parcel <= made.parcels:
        raise NotFound(f"return {made.rma} has {made.parcels} parcels", field="parcel")
    if event.at > now + _CLOCKS_DIFFER:
        raise InvalidInput("a scan cannot lie in the future", field="at")
    known = parcels_of(work, made)
    if not work.tracking.add(event, now):
        return made
    record(work, made.rma, Subject.PARCEL, "", event.scan, by=by, why=f"parcel {event.parcel}", now=now)
    if not made.travels or event.scan is Scan.PRE_TRANSIT:
        return made
    if made.state in FREES_THE_UNITS:
        here = known[event.parcel - 1].received_at is not None  # late news of a parcel that was looked at and rejected
        return made if here else _unexpected(work, made, by=by, now=now)
    if event.scan is Scan.EXCEPTION:
        return move(work, made, ReturnState.ESCALATED, by=by, why=event.note, now=now) if _under_way(made) else made
    return _further(work, made, event, by=by, now=now, advance_refunds=advance_refunds)


def receive(work: Work, rma: str, *, by: Actor, now: datetime, parcel: int | None = None) -> Return:
    """The return centre has one parcel, or without a number all of them. Receiving again changes nothing."""
    made = take(work, rma)
    if not made.travels:
        raise Conflict("nothing travels with this return", field="rma", fix="the customer keeps the item")
    for number in (parcel,) if parcel is not None else range(1, made.parcels + 1):
        event = TrackingEvent(f"received:{rma}:{number}", rma, number, Scan.RECEIVED, now)
        made = scan(work, event, by=by, now=now, advance_refunds={})
    return made


def inspect(work: Work, rma: str, found: Sequence[Inspected], *, by: Actor, now: datetime) -> Return:
    """What the return centre found; lines that are not named are accepted whole. The last units of a line count as the rejected.

    Accepted goods are refunded at once unless a person or a replacement is to follow. Rejected units are free again. The same
    finding again changes nothing. When more money went out in advance than is owed now, nothing is settled and a person has it:
    he takes the money back, approves, and the goods are inspected again.
    """
    made = take(work, rma)
    lines = _judged(made, found)
    if made.state is not ReturnState.RECEIVED:
        return _inspected_before(work, made, lines)
    refund = replace(made.refund, amount=_reduced(made, lines))
    whys = "; ".join(line.verdict for line in lines if line.verdict)
    some = any(line.accepted for line in lines)
    if some and made.refund.state in WITH_THE_CUSTOMER and refund.amount != made.refund.amount:
        why = f"{whys}: rejected in part, and the refund was issued in advance"
        return move(work, made, ReturnState.ESCALATED, by=by, why=why, now=now)
    kept = refund if some else made.refund
    inspected = move(work, replace(made, lines=lines, refund=kept), ReturnState.INSPECTED, by=by, why=whys, now=now)
    if not some:
        return move(work, inspected, ReturnState.REJECTED, by=by, why=whys, now=now)
    return pay_at_once(work, inspected, by=by, now=now)


def parcels_of(work: Work, made: Return) -> tuple[Parcel, ...]:
    """How each parcel of a return stands; none when nothing travels."""
    return parcels(made.parcels, work.tracking.of(made.rma)) if made.travels else ()


def _under_way(made: Return) -> bool:
    return made.state in WAITS_FOR_PARCEL or made.state is ReturnState.IN_TRANSIT


def _further(work: Work, made: Return, event: TrackingEvent, *, by: Actor, now: datetime, advance_refunds: Advance) -> Return:
    if not _under_way(made):
        return made  # late news, or a person has it
    if event.scan in _MOVING:
        if made.state is ReturnState.IN_TRANSIT:
            return made
        moved = move(work, made, ReturnState.IN_TRANSIT, by=by, why="", now=now)
        return pay_in_advance(work, moved, within=advance_refunds.get(made.store), by=by, now=now)
    if all(parcel.received_at for parcel in parcels_of(work, made)):
        return move(work, made, ReturnState.RECEIVED, by=by, why="", now=now)
    return move(work, made, ReturnState.IN_TRANSIT, by=by, why="", now=now) if made.state in WAITS_FOR_PARCEL else made


def _unexpected(work: Work, made: Return, *, by: Actor, now: datetime) -> Return:
    """A parcel of a return that is over. A person has it, unless the same units are on their way under another number."""
    try:
        return move(work, made, ReturnState.ESCALATED, by=by, why=f"a parcel was seen after it was {made.state}", now=now)
    except UnitTaken:
        return made


def _inspected_before(work: Work, made: Return, lines: tuple[ReturnLine, ...]) -> Return:
    """The same finding again is an answer; another one, or one before receipt, is refused."""
    if work.events.count(made.rma, Subject.RETURN, ReturnState.INSPECTED) == 0:
        raise IllegalTransition(made.state, ReturnState.INSPECTED)
    if lines != made.lines:
        fix = "escalate and approve it to inspect again"
        raise Conflict("it was inspected already, with another finding", field="lines", fix=fix)
    return made


def _judged(made: Return, found: Sequence[Inspected]) -> tuple[ReturnLine, ...]:
    by_line = {each.line_no: each for each in found}
    if len(by_line) < len(found):
        raise InvalidInput("a line is named twice", field="lines")
    unknown = by_line.keys() - {line.line_no for line in made.lines}
    if unknown:
        raise NotFound(f"return {made.rma} has no line {min(unknown)}", field="lines.line_no")
    return tuple(_judged_line(line, by_line.get(line.line_no)) for line in made.lines)


def _judged_line(line: ReturnLine, found: Inspected | None) -> ReturnLine:
    if found is None:
        return replace(line, rejected=(), verdict="")
    if not 0 <= found.accepted <= len(line.units):
        raise InvalidInput(f"{found.accepted} of {len(line.units)} units cannot be accepted", field="lines.accepted")
    why = " ".join(found.why.split())
    if found.accepted < len(line.units) and not why:
        raise InvalidInput("say why the others are rejected", field="lines.why")
    return replace(line, rejected=line.units[found.accepted :], verdict=why if found.accepted < len(line.units) else "")


def _reduced(made: Return, lines: Sequence[ReturnLine]) -> Money:
    """What is owed for the accepted units: each line's refund in proportion."""
    if not made.refund.amount.minor:
        return made.refund.amount
    total = Money(0, made.refund.amount.currency)
    for line in lines:
        total = total + line.accepted_part(line.decision.refund)
    return total
