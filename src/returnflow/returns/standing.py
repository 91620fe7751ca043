"""How a return stands, as facts for speech, pages and programs: where it is, what comes next, who must do it. No wording."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from returnflow.returns.carrying import parcels_of
from returnflow.returns.disputes import may_dispute
from returnflow.returns.disputing import Dispute, DisputeState
from returnflow.returns.events import ReturnEvent
from returnflow.returns.lifecycle import RefundState, ReturnState, following
from returnflow.returns.model import Label, RefundTime, Return
from returnflow.returns.moving import look
from returnflow.returns.ports import Work
from returnflow.returns.tracking import Parcel


class Next(StrEnum):
    """What has to happen next."""

    REVIEW = "review"  # a person looks at it
    HAND_OVER = "hand_over"  # the customer hands the parcel over
    ARRIVAL = "arrival"  # the carrier brings it
    INSPECTION = "inspection"  # the return centre looks at it
    REPLACEMENT = "replacement"  # another item is sent
    MONEY = "money"  # the payer pays
    PERSON = "person"  # a person has it
    NOTHING = "nothing"


_NEXT = {
    ReturnState.PENDING_REVIEW: Next.REVIEW,
    ReturnState.AUTHORIZED: Next.HAND_OVER,
    ReturnState.LABEL_ISSUED: Next.HAND_OVER,
    ReturnState.IN_TRANSIT: Next.ARRIVAL,
    ReturnState.RECEIVED: Next.INSPECTION,
    ReturnState.ESCALATED: Next.PERSON,
}
_WAITS_FOR_MONEY = (RefundState.PENDING, RefundState.ISSUED, RefundState.FAILED)


@dataclass(frozen=True, slots=True)
class Standing:
    """One return as of now. `money_by` is the last day on which the money should be there, once it has been issued."""

    made: Return
    next: Next
    parcels: tuple[Parcel, ...]
    labels: tuple[Label, ...]
    events: tuple[ReturnEvent, ...]
    disputes: tuple[Dispute, ...]
    refund_time: RefundTime | None
    money_by: date | None
    may_cancel: bool
    may_dispute: bool

    @property
    def dispute(self) -> Dispute | None:
        """The dispute that is open."""
        return next((each for each in self.disputes if each.state is DisputeState.OPEN), None)


def status(work: Work, rma: str) -> Standing:
    """How a return stands. Raises NotFound."""
    made = look(work, rma)
    disputes = tuple(work.disputes.of(rma))
    time = slowest([line.decision.refund_time for line in made.lines])
    return Standing(
        made=made,
        next=_next(made),
        parcels=parcels_of(work, made),
        labels=tuple(work.labels.for_return(rma)),
        events=tuple(work.events.of(rma)),
        disputes=disputes,
        refund_time=time,
        money_by=_by(made.refund.issued_at, time) if made.refund.state is RefundState.ISSUED else None,
        may_cancel=ReturnState.CANCELLED in following(made.state) and made.state is not ReturnState.ESCALATED,
        may_dispute=may_dispute(made) and not any(each.state is DisputeState.OPEN for each in disputes),
    )


def _next(made: Return) -> Next:
    known = _NEXT.get(made.state)
    if known is not None:
        return known
    if made.state in (ReturnState.INSPECTED, ReturnState.KEEP_ITEM) and made.refund.state is RefundState.VOID:
        return Next.REPLACEMENT
    if made.state in (ReturnState.INSPECTED, ReturnState.KEEP_ITEM, ReturnState.REFUNDED, ReturnState.CREDITED):
        return Next.MONEY if made.refund.state in _WAITS_FOR_MONEY else Next.NOTHING
    return Next.NOTHING


def slowest(times: list[RefundTime | None]) -> RefundTime | None:
    """The longest of several refund times; None when no row says."""
    known = [time for time in times if time is not None]
    return max(known, key=lambda time: _by(datetime(2026, 1, 5), time) or date.min, default=None)


def _by(issued: datetime | None, time: RefundTime | None) -> date | None:
    """The last day by which the money should be there. Business days leave out weekends; holidays are not known here."""
    if issued is None or time is None:
        return None
    if time.unit == "hours":
        return (issued + timedelta(hours=time.most)).date()
    if time.unit == "days":
        return issued.date() + timedelta(days=time.most)
    day, left = issued.date(), time.most
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day
