"""Steps that people and dates decide: approve, reject, cancel, hand to a person, and what follows when the last day passed."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from returnflow.returns.carrying import parcels_of
from returnflow.returns.events import Actor
from returnflow.returns.lifecycle import FREES_THE_UNITS, IllegalTransition, ReturnState, following
from returnflow.returns.model import Handling, LabelState, Return
from returnflow.returns.moving import move, take
from returnflow.returns.opening import new_drop_off_code, to_travel
from returnflow.returns.paying import charge_back, pay_at_once
from returnflow.returns.ports import Begin, Work
from returnflow.returns.zones import zone_of

SCANS_LAG = timedelta(days=3)
"""How long after the last day a first scan may still come: a parcel handed over on a Friday evening is seen on Monday."""


def approve(work: Work, rma: str, *, by: Actor, now: datetime, why: str = "") -> Return:
    """A person lets the return go ahead: with code and labels when it had none, else from where its parcels are.

    The money waits for the goods from then on. Approving again changes nothing. Raises IllegalTransition for one that is over.
    """
    made = take(work, rma)
    if made.state in FREES_THE_UNITS:
        raise IllegalTransition(made.state, ReturnState.AUTHORIZED)
    if made.state not in (ReturnState.PENDING_REVIEW, ReturnState.ESCALATED):
        return made
    careful = replace(made, handling=Handling.RECEIVE_THEN_REFUND)
    if not made.travels:
        kept = move(work, careful, ReturnState.KEEP_ITEM, by=by, why=why, now=now)
        return pay_at_once(work, kept, by=by, now=now)
    if made.drop_off_code is not None:
        return move(work, careful, _where(work, made), by=by, why=why, now=now)
    moved = move(work, replace(careful, drop_off_code=new_drop_off_code()), ReturnState.AUTHORIZED, by=by, why=why, now=now)
    to_travel(work, moved, now)
    return moved


def reject(work: Work, rma: str, *, by: Actor, now: datetime, why: str) -> Return:
    """A person declines it: before anything travelled, or a case that he has. Its units are free again."""
    made = take(work, rma)
    if made.state is ReturnState.REJECTED:
        return made
    return move(work, made, ReturnState.REJECTED, by=by, why=why, now=now)


def cancel(work: Work, rma: str, *, by: Actor, now: datetime, why: str = "") -> Return:
    """The customer changed his mind before handing anything over. Its units are free again.

    Raises IllegalTransition when it is too late, and for a customer while a person has the case.
    """
    made = take(work, rma)
    if made.state is ReturnState.ESCALATED and by in (Actor.CUSTOMER, Actor.VOICE_AGENT):
        raise IllegalTransition(made.state, ReturnState.CANCELLED)
    return move(work, made, ReturnState.CANCELLED, by=by, why=why, now=now)


def escalate(work: Work, rma: str, *, by: Actor, now: datetime, why: str) -> Return:
    """A person has it from now on."""
    return move(work, take(work, rma), ReturnState.ESCALATED, by=by, why=why, now=now)


def expire(work: Work, rma: str, *, now: datetime, lag: timedelta = SCANS_LAG) -> bool:
    """End a return whose last day passed without a scan, by the customer's own calendar. Whether it was ended."""
    made = take(work, rma)
    if not made.travels or ReturnState.EXPIRED not in following(made.state) or today(work, made, now) <= made.return_by + lag:
        return False
    move(work, made, ReturnState.EXPIRED, by=Actor.CLOCK, why=f"not handed over by {made.return_by}", now=now)
    return True


def keep_dates(begin: Begin, now: datetime, *, lag: timedelta = SCANS_LAG) -> tuple[int, int]:
    """End what ran out and take back advance refunds whose parcel did not come; how many of each.

    One short transaction a return, so that nobody waits for a long list. Safe to run twice, and by two processes at once.
    """
    with begin() as work:
        overdue = work.returns.overdue((now - lag).date())
        unpaid = work.returns.to_charge_back(now.date())
    expired = taken_back = 0
    for rma in overdue:
        with begin() as work:
            expired += expire(work, rma, now=now, lag=lag)
    for rma in unpaid:
        with begin() as work:
            taken_back += charge_back(work, rma, today(work, take(work, rma), now), now=now)
    return expired, taken_back


def today(work: Work, made: Return, now: datetime) -> date:
    """The date where the customer lives; the latest of all zones when the order is gone."""
    order = work.orders.get(made.store, made.order_number)
    return now.astimezone(zone_of(order.customer.zip if order else "")).date()


def _where(work: Work, made: Return) -> ReturnState:
    """The state that fits what is known of the parcels."""
    parcels = parcels_of(work, made)
    if all(parcel.received_at for parcel in parcels):
        return ReturnState.RECEIVED
    if any(parcel.scanned_at or parcel.received_at for parcel in parcels):
        return ReturnState.IN_TRANSIT
    released = all(label.state is LabelState.RELEASED for label in work.labels.for_return(made.rma))
    return ReturnState.LABEL_ISSUED if released else ReturnState.AUTHORIZED
