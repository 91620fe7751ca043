"""What can be done with returns: find, verify, decide, open, label. Functions over the ports; every write is one transaction.

Whoever calls (a voice agent, the command line, HTTP) has settled who may; what may be is settled here, again, from data.
"""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from returnflow.errors import Conflict, InvalidInput
from returnflow.ids import ALPHABET, new_rma
from returnflow.returns.eligibility import decide
from returnflow.returns.labelling import NOTIFY_LABEL, issue_label, issue_labels
from returnflow.returns.model import (
    Decision,
    FiledBy,
    Handling,
    Kind,
    Method,
    NotEligible,
    Order,
    OrderLine,
    Outcome,
    Reason,
    Refund,
    Return,
    ReturnLine,
    ReturnState,
    Store,
)
from returnflow.returns.numbers import canonical
from returnflow.returns.ports import Work
from returnflow.returns.units import UnitTaken, checked, taken
from returnflow.returns.verification import Fact, FactKind, Verification, Verified, check_fact, needs_code, verify_caller

__all__ = [
    "Fact", "FactKind", "NOTIFY_LABEL", "Verification", "Verified", "check_fact", "decide", "find_order", "issue_label",
    "issue_labels", "needs_code", "open_return", "verify_caller",
]  # fmt: skip

MAKE_LABEL = "make_label"
NOTIFY_CREATED = "notify_created"
_DRAWS = 5


def find_order(work: Work, store: Store, number: str) -> Order | None:
    """The order with that number, however it is written; None when there is none. Not to be told to anyone unverified."""
    known = canonical(store, number)
    return work.orders.get(store, known) if known else None


def open_return(
    work: Work,
    *,
    call_id: str | None,
    order: Order,
    line_no: int,
    quantity: int,
    reason: Reason,
    decision: Decision,
    method: Method | None,
    now: datetime,
    units: Sequence[int] | None = None,
    handling: Handling = Handling.AUTO,
    risk_score: int = 0,
    risk_signals: Sequence[str] = (),
    filed_by: FiledBy = FiledBy.VOICE_AGENT,
) -> Return:
    """Create the return, its pending refund and label, and its effects, in the caller's transaction.

    Keyed by nature: the same units again give the return that holds them, whoever asks and however often. Raises NotEligible
    when the decision does not open a return, Conflict when it was made for something else, UnitTaken when only some of the
    units are held already.
    """
    line = order.line(line_no)
    meant = checked(line, quantity, tuple(units) if units is not None else None)
    _fitting(decision, line, quantity, reason)
    existing = _holder(work, line, meant)
    if existing is not None:
        return existing
    way = _way_back(decision, method)
    for _ in range(_DRAWS):
        made = replace(
            _new(call_id, line, meant, reason, decision, way, now),
            handling=handling, risk_score=risk_score, risk_signals=tuple(risk_signals), filed_by=filed_by,
        )  # fmt: skip
        try:
            work.returns.add(made)
        except UnitTaken:
            existing = _holder(work, line, meant)
            if existing is not None:  # another process was faster between our look and our write; its return is the answer
                return existing
            continue  # the units are free, so it was the number or the code that is in use: draw again
        _effects(work, made, now)
        return made
    raise Conflict("no free return number was found", field="rma", fix="try again")


def _fitting(decision: Decision, line: OrderLine, quantity: int, reason: Reason) -> None:
    """A decision opens a return only for what it was made for."""
    if not decision.opens_a_return:
        raise NotEligible(decision)
    asked = (line.store, line.order_number, line.line_no, quantity, reason)
    if asked != (decision.store, decision.order_number, decision.line_no, decision.quantity, decision.reason):
        raise Conflict("the decision was made for something else", field="decision", fix="decide again for this line and reason")


def _way_back(decision: Decision, method: Method | None) -> Method | None:
    """The method asked for, if the decision offers it; the first one when none was asked for."""
    if decision.outcome is Outcome.KEEP_IT:
        return None
    if method is None:
        return decision.methods[0] if decision.methods else None
    if method not in decision.methods:
        raise InvalidInput(f"{method} is not offered for this item", field="method", fix=f"one of {', '.join(decision.methods)}")
    return method


def _holder(work: Work, line: OrderLine, units: Sequence[int]) -> Return | None:
    """The return that holds exactly these units, None when they are free. Raises UnitTaken when it is neither."""
    returns = work.returns.for_order(line.store, line.order_number)
    held = taken(returns, line.line_no)
    holders = {held.get(unit) for unit in units}
    if holders == {None}:
        return None
    if len(holders) > 1:
        raise UnitTaken(line.store, line.order_number, line.line_no, next(iter(h for h in holders if h)))
    return next(made for made in returns if made.rma in holders)


def _new(
    call_id: str | None,
    line: OrderLine,
    units: tuple[int, ...],
    reason: Reason,
    decision: Decision,
    method: Method | None,
    now: datetime,
) -> Return:
    keeps = decision.outcome is Outcome.KEEP_IT
    return Return(
        rma=new_rma(),
        kind=_KINDS[decision.outcome],
        store=line.store,
        order_number=line.order_number,
        lines=(ReturnLine(line.line_no, units, line.short_name, reason, decision),),
        state=ReturnState.KEEP_ITEM if keeps else ReturnState.AUTHORIZED,
        method=method,
        refund=Refund(decision.refund, decision.refund_to or line.tender),
        return_by=decision.return_by or decision.decided_at.date(),
        drop_off_code=None if keeps else new_drop_off_code(),
        call_id=call_id,
        created_at=now,
        updated_at=now,
    )


_KINDS = {Outcome.RETURNABLE: Kind.RETURN, Outcome.EXCHANGE_ONLY: Kind.EXCHANGE, Outcome.KEEP_IT: Kind.CLAIM}


def new_drop_off_code() -> str:
    """Six characters to say at a counter: 30 bits, unique by the database, worth nothing without the parcel."""
    return "".join(secrets.choice(ALPHABET) for _ in range(6))


def _effects(work: Work, made: Return, now: datetime) -> None:
    """What must follow, written with its cause."""
    if made.drop_off_code is not None:
        work.outbox.add(MAKE_LABEL, f"{MAKE_LABEL}:{made.rma}", {"rma": made.rma}, now)
    work.outbox.add(NOTIFY_CREATED, f"{NOTIFY_CREATED}:{made.rma}", {"rma": made.rma}, now)
