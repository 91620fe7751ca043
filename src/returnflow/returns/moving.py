"""The one place where a return, or its money, changes its state: the row, the event and the effects, in the caller's transaction.

Keeps return and money in step: what ends without goods ends without money, and gives its units back.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from returnflow.errors import NotFound
from returnflow.returns import kinds
from returnflow.returns.events import Actor, ReturnEvent, Subject
from returnflow.returns.lifecycle import (
    FREES_THE_UNITS,
    WAITS_FOR_PARCEL,
    WITH_THE_CUSTOMER,
    RefundState,
    ReturnState,
    advance,
    advance_refund,
)
from returnflow.returns.model import Return
from returnflow.returns.ports import Work

CREATED = "created"
"""What the merchant is told of a return that has just begun, whatever its first state is."""


def take(work: Work, rma: str) -> Return:
    """The return, held until the transaction ends, so that look-then-write is safe against other processes. Raises NotFound."""
    work.alone(f"return {rma}")
    return look(work, rma)


def look(work: Work, rma: str) -> Return:
    """The return, for reading only. Raises NotFound."""
    made = work.returns.get(rma)
    if made is None:
        raise NotFound(f"no return {rma}", field="rma")
    return made


def move(work: Work, made: Return, wanted: ReturnState, *, by: Actor, why: str, now: datetime, **changes: Any) -> Return:
    """Take the step, with what else changes at it. The same state again changes nothing. Raises IllegalTransition, UnitTaken."""
    if advance(made.state, wanted) is made.state:
        return made
    moved = replace(made, state=wanted, updated_at=now, **changes)
    money = _money_at(made, wanted)
    if money is not moved.refund.state:
        moved = replace(moved, refund=replace(moved.refund, state=advance_refund(moved.refund.state, money)))
    work.returns.save(moved)
    told = record(work, made.rma, Subject.RETURN, made.state, wanted, by=by, why=why, now=now)
    if wanted in kinds.NOTIFY_ON:
        kinds.enqueue(work, kinds.NOTIFY_ON[wanted], made.rma, now, times=told)
    if moved.refund.state is not made.refund.state:
        record(work, made.rma, Subject.REFUND, made.refund.state, moved.refund.state, by=by, why=why, now=now)
    return moved


def move_refund(work: Work, made: Return, wanted: RefundState, *, by: Actor, why: str, now: datetime, **changes: Any) -> Return:
    """The same for the money alone; `changes` are the refund's. Raises IllegalTransition."""
    if advance_refund(made.refund.state, wanted) is made.refund.state:
        return made
    moved = replace(made, refund=replace(made.refund, state=wanted, **changes), updated_at=now)
    work.returns.save(moved)
    told = record(work, made.rma, Subject.REFUND, made.refund.state, wanted, by=by, why=why, now=now)
    if wanted is RefundState.ISSUED:
        kinds.enqueue(work, kinds.NOTIFY_REFUNDED, made.rma, now, times=told)
    return moved


def record(work: Work, rma: str, subject: Subject, was: str, to: str, *, by: Actor, why: str, now: datetime) -> int:
    """Keep what happened and let the merchant know. Gives how often it has happened by now."""
    work.events.add(ReturnEvent(rma, subject, was, to, now, by, why))
    times = work.events.count(rma, subject, to)
    event = f"{subject}_{to}" if subject is not Subject.RETURN else str(to) if was else CREATED
    kinds.tell_merchant(work, rma, event, now, times=times)
    return times


def _money_at(made: Return, wanted: ReturnState) -> RefundState:
    """What must be true of the money in that state."""
    state = made.refund.state
    if wanted in FREES_THE_UNITS:
        return RefundState.REVERSED if state in WITH_THE_CUSTOMER | {RefundState.REVERSED} else RefundState.VOID
    if wanted is ReturnState.EXCHANGED:
        return RefundState.VOID  # refused when the money is out: it has to come back first
    if wanted in WAITS_FOR_PARCEL and state in WITH_THE_CUSTOMER:
        return RefundState.PENDING  # refused, for the same reason
    if made.state in FREES_THE_UNITS and state is RefundState.VOID and made.refund.amount.minor:
        return RefundState.PENDING
    return state
