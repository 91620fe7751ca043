"""The money of a return: issued, settled, failed, taken back, or something else sent instead.

Nobody is paid here: the record says what the payer must do or has done, and the merchant's systems do it. Never more than was
paid for the units that were accepted.
"""

from datetime import date, datetime, timedelta

from returnflow.errors import Conflict, InvalidInput
from returnflow.returns.events import Actor
from returnflow.returns.lifecycle import WITH_THE_CUSTOMER, RefundState, ReturnState, advance, advance_refund
from returnflow.returns.model import Handling, Money, Resolution, Return
from returnflow.returns.moving import move, move_refund, take
from returnflow.returns.ports import Work

_MONEY = (Resolution.REFUND, Resolution.STORE_CREDIT)
_PAID = (ReturnState.REFUNDED, ReturnState.CREDITED)
_DUE = (ReturnState.KEEP_ITEM, ReturnState.INSPECTED, ReturnState.ESCALATED)
_ON_THE_WAY = (ReturnState.IN_TRANSIT, ReturnState.RECEIVED)
LONGEST_REFERENCE = 64


class RefundNotDue(Conflict):
    """There is nothing to pay yet, or nothing at all. Nothing was written."""

    code = "refund_not_due"

    def __init__(self, made: Return, why: str, fix: str) -> None:
        super().__init__(f"no refund is due for {made.rma}: {why}", field="state", fix=fix)


def issue_refund(
    work: Work,
    rma: str,
    *,
    by: Actor,
    now: datetime,
    amount: Money | None = None,
    reference: str | None = None,
    why: str = "",
) -> Return:
    """The payer has been told to pay, or has paid. Issuing again what is issued changes nothing.

    Due once the goods were inspected, when the customer keeps them, or when a person has the case; before that only a return that
    goes by itself is refunded, and only when it has been scanned. `amount` may differ from the planned one, never above what was
    paid. Raises RefundNotDue, InvalidInput.
    """
    made = take(work, rma)
    if made.refund.state in WITH_THE_CUSTOMER:
        return _same(made, amount, reference)
    if made.refund.state is RefundState.VOID or made.resolution not in _MONEY:
        raise RefundNotDue(made, "nothing is owed", "see its resolution and state")
    changes: dict[str, object] = {"issued_at": now, "reference": _reference(reference), "charge_back_on": None}
    changes["amount"] = _amount(made, amount)
    if made.state in _ON_THE_WAY:
        if made.handling is not Handling.AUTO:
            raise RefundNotDue(made, "it is refunded after inspection", "receive and inspect it first")
    elif made.state not in (*_DUE, *_PAID):
        raise RefundNotDue(made, f"it is {made.state}", "wait until it has been received and inspected")
    issued = move_refund(work, made, RefundState.ISSUED, by=by, why=why, now=now, **changes)
    return _paid(work, issued, by=by, now=now) if made.state in _DUE else issued


def settle_refund(work: Work, rma: str, *, by: Actor, now: datetime, reference: str | None = None) -> Return:
    """The money has arrived. A return whose goods are dealt with is closed by it."""
    made = take(work, rma)
    changes = {"settled_at": now} | ({"reference": _reference(reference)} if reference else {})
    settled = move_refund(work, made, RefundState.SETTLED, by=by, why="", now=now, **changes)
    return _close_if_done(work, settled, by=by, now=now)


def fail_refund(work: Work, rma: str, *, by: Actor, now: datetime, why: str) -> Return:
    """The payer could not pay. It may be issued again."""
    return move_refund(work, take(work, rma), RefundState.FAILED, by=by, why=why, now=now)


def reverse_refund(work: Work, rma: str, *, by: Actor, now: datetime, why: str) -> Return:
    """The money is taken back. When the return already counted as refunded a person has it from now on."""
    made = take(work, rma)
    if made.state is ReturnState.CLOSED:
        raise Conflict("a closed return stays as it is", field="state", fix="take the payment back where it was made")
    reversed_ = move_refund(work, made, RefundState.REVERSED, by=by, why=why, now=now, charge_back_on=None)
    if reversed_.state in _PAID:
        return move(work, reversed_, ReturnState.ESCALATED, by=by, why="the refund was taken back", now=now)
    return reversed_


def replace_item(work: Work, rma: str, *, by: Actor, now: datetime, order_number: str) -> Return:
    """Another item was sent for what came back (exchange, replacement), under that order number."""
    made = take(work, rma)
    if made.state is ReturnState.EXCHANGED and made.replacement == order_number:
        return made
    advance(made.state, ReturnState.EXCHANGED)
    return move(work, made, ReturnState.EXCHANGED, by=by, why="", now=now, replacement=_reference(order_number))


def close(work: Work, rma: str, *, by: Actor, now: datetime) -> Return:
    """Nothing is left to do: the replacement has arrived."""
    made = take(work, rma)
    if made.state in _PAID and made.refund.state is not RefundState.SETTLED:
        fix = "settle the refund, which closes the return"
        raise Conflict(f"its refund is {made.refund.state}", field="refund.state", fix=fix)
    return move(work, made, ReturnState.CLOSED, by=by, why="", now=now)


def pay_in_advance(work: Work, made: Return, *, within: timedelta | None, by: Actor, now: datetime) -> Return:
    """Issue the refund at the first scan, where that is the store's practice (`within`: how long the parcel may take) and the
    return goes by itself. It is taken back when the parcel does not come.
    """
    if within is None or made.handling is not Handling.AUTO or made.refund.state is not RefundState.PENDING:
        return made
    return move_refund(
        work, made, RefundState.ISSUED, by=by, why="in advance, at the first scan", now=now,
        issued_at=now, charge_back_on=(now + within).date(),
    )  # fmt: skip


def pay_at_once(work: Work, made: Return, *, by: Actor, now: datetime) -> Return:
    """Issue the refund of what needs no person and waits for no goods any more; else leave everything as it is."""
    ready = made.state in (ReturnState.KEEP_ITEM, ReturnState.INSPECTED) and made.handling is not Handling.PERSON
    if not ready or made.resolution not in _MONEY:
        return made
    if made.refund.state is RefundState.VOID:
        return move(work, made, ReturnState.CLOSED, by=by, why="nothing is owed", now=now)
    if made.refund.state in WITH_THE_CUSTOMER:  # it was issued in advance
        return _paid(work, made, by=by, now=now)
    issued = move_refund(work, made, RefundState.ISSUED, by=by, why="", now=now, issued_at=now)
    return _paid(work, issued, by=by, now=now)


def charge_back(work: Work, rma: str, today: date, *, now: datetime) -> bool:
    """Take an advance refund back when the parcel has not come by its day. Whether it was."""
    made = take(work, rma)
    due = made.state is ReturnState.IN_TRANSIT and made.refund.state in WITH_THE_CUSTOMER
    if not due or made.refund.charge_back_on is None or today <= made.refund.charge_back_on:
        return False
    reverse_refund(work, rma, by=Actor.CLOCK, now=now, why="the parcel did not come in time")
    return True


def _same(made: Return, amount: Money | None, reference: str | None) -> Return:
    """Asked again for what is issued already: the same, or a conflict that names the difference."""
    if amount is not None and amount != made.refund.amount:
        raise Conflict(f"a refund of {made.refund.amount} is issued already", field="amount", fix="reverse it first")
    if reference is not None and made.refund.reference not in (None, reference):
        raise Conflict("it is issued under another reference", field="reference", fix="reverse it first")
    return made


def _paid(work: Work, made: Return, *, by: Actor, now: datetime) -> Return:
    state = ReturnState.CREDITED if made.resolution is Resolution.STORE_CREDIT else ReturnState.REFUNDED
    return _close_if_done(work, move(work, made, state, by=by, why="", now=now), by=by, now=now)


def _close_if_done(work: Work, made: Return, *, by: Actor, now: datetime) -> Return:
    if made.state in _PAID and made.refund.state is RefundState.SETTLED:
        return move(work, made, ReturnState.CLOSED, by=by, why="", now=now)
    return made


def _amount(made: Return, wanted: Money | None) -> Money:
    advance_refund(made.refund.state, RefundState.ISSUED)
    amount = made.refund.amount if wanted is None else wanted
    if amount.minor <= 0:
        raise InvalidInput("a refund is more than nothing", field="amount", fix="reject the return when nothing is owed")
    most = payable(made)
    if most < amount:
        raise InvalidInput(f"{amount} is more than the {most} that was paid", field="amount", fix=f"at most {most}")
    return amount


def payable(made: Return) -> Money:
    """The most that may be refunded: what was paid for the units that were not rejected, tax included."""
    total = Money(0, made.refund.amount.currency)
    for line in made.lines:
        total = total + line.accepted_part(line.paid)
    return total


def _reference(text: str | None) -> str | None:
    if text is None:
        return None
    plain = " ".join(text.split())
    if not plain or len(plain) > LONGEST_REFERENCE:
        raise InvalidInput(f"a reference has 1 to {LONGEST_REFERENCE} characters", field="reference")
    return plain
