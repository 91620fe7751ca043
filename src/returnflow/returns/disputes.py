"""A customer objects to what became of the money: one open dispute a return, which a person settles."""

from dataclasses import replace
from datetime import datetime

from returnflow.errors import Conflict, InvalidInput, NotFound
from returnflow.returns import kinds
from returnflow.returns.disputing import LONGEST_TEXT, Dispute, DisputeState, Objection
from returnflow.returns.events import Actor, Subject
from returnflow.returns.lifecycle import ReturnState
from returnflow.returns.model import Return
from returnflow.returns.moving import record, take
from returnflow.returns.ports import Work

_NOTHING_YET = frozenset({ReturnState.PENDING_REVIEW, ReturnState.AUTHORIZED, ReturnState.LABEL_ISSUED, ReturnState.CANCELLED})


def dispute_refund(
    work: Work, rma: str, objection: Objection, text: str, *, dispute_id: str, by: Actor, now: datetime
) -> Dispute:
    """Open a dispute, for a person to look at. While one is open, asking again gives that one.

    Raises Conflict when there is nothing to object to yet, InvalidInput for a text that is too long.
    """
    if len(text) > LONGEST_TEXT:
        raise InvalidInput(f"the text has more than {LONGEST_TEXT} characters", field="text", fix="say it more shortly")
    made = take(work, rma)
    known = work.disputes.of(rma)
    waiting = next((each for each in known if each.state is DisputeState.OPEN), None)
    if waiting is not None:
        return waiting
    if not may_dispute(made):
        raise Conflict("there is no refund to object to", field="state", fix="hand the parcel over, or open a return")
    opened = Dispute(dispute_id, rma, objection, text.strip(), now, by)
    work.disputes.add(opened)
    record(work, rma, Subject.DISPUTE, "", DisputeState.OPEN, by=by, why=objection, now=now)
    kinds.enqueue(work, kinds.NOTIFY_DISPUTE, rma, now, times=len(known) + 1)
    return opened


def may_dispute(made: Return) -> bool:
    """Whether there is anything to object to: a parcel is under way, or something was decided about the money."""
    return made.state not in _NOTHING_YET


def settle_dispute(
    work: Work, dispute_id: str, outcome: DisputeState, answer: str, *, by: Actor, now: datetime
) -> Dispute:
    """A person has decided. What follows from it (another payment, say) is a step of its own. The first decision stands."""
    if outcome is DisputeState.OPEN:
        raise InvalidInput("a decision is upheld or declined", field="outcome")
    known = work.disputes.get(dispute_id)
    if known is None:
        raise NotFound(f"no dispute {dispute_id}", field="dispute")
    take(work, known.rma)
    if known.state is outcome:
        return known
    if known.state is not DisputeState.OPEN:
        raise Conflict(f"it was {known.state} already", field="outcome", fix="open another dispute")
    settled = replace(known, state=outcome, closed_at=now, answer=answer.strip()[:LONGEST_TEXT])
    work.disputes.save(settled)
    record(work, known.rma, Subject.DISPUTE, known.state, outcome, by=by, why=known.objection, now=now)
    return settled
