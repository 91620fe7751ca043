"""Labels of a return: one a parcel, made and checked outside of any transaction, then kept with the return's next state.

Owns what is written when. How a label is made, and what makes it readable, is the maker's business.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from returnflow.errors import InvalidInput, NotFound
from returnflow.returns import kinds
from returnflow.returns.events import Actor
from returnflow.returns.lifecycle import ReturnState, advance
from returnflow.returns.model import Label, LabelState, Order, Return
from returnflow.returns.moving import move, take
from returnflow.returns.ports import Begin, LabelMaker, LabelUnreadable, Work

ERROR = "error"  # the kind of a timeline's item
_BEYOND = frozenset({ReturnState.IN_TRANSIT, ReturnState.RECEIVED})
"""States after the label: one that is made after the first scan (by its code) is released, and the return stays where it is."""


def issue_labels(begin: Begin, maker: LabelMaker, rma: str, now: datetime) -> tuple[Label, ...]:
    """The labels of all parcels of a return, in order. Raises as `issue_label` does; what was released before stays released."""
    with begin() as work:
        made, _, _ = _labelled(work, rma, 1)
    return tuple(issue_label(begin, maker, rma, now, parcel) for parcel in range(1, made.parcels + 1))


def issue_label(begin: Begin, maker: LabelMaker, rma: str, now: datetime, parcel: int = 1) -> Label:
    """Make, check and release the label of one parcel; one already released is given back as it is.

    With the last one the return moves on and its customer hears of it. Raises IllegalTransition when the return is over or waits
    for a person, LabelUnreadable when the label was not released: it is kept as FAILED, the call's timeline says why, and the
    next try may mend it. The file is made outside of any transaction, so that drawing and reading it back (0.3 s) never holds up
    a writer. Dying in between is harmless: the same file is made again under the same name.
    """
    with begin() as work:
        made, order, label = _labelled(work, rma, parcel)
        if label.state is LabelState.RELEASED:
            return label
        _may_have_one(made)
    try:
        released = maker.make(made, order.customer, contents(made), now, parcel)
    except LabelUnreadable as error:
        with begin() as work:
            _failed(work, made, label, error, now)
        raise
    with begin() as work:
        made, _, label = _labelled(work, rma, parcel)
        if label.state is LabelState.RELEASED:
            return label  # another process was faster; its label stands
        _may_have_one(made)
        work.labels.save(released)
        _move_on(work, made, now)
    return released


def contents(made: Return) -> list[str]:
    """What is in the parcels, with the number of pieces where there is more than one."""
    return [f"{line.item} ({len(line.units)})" if len(line.units) > 1 else line.item for line in made.lines]


def _move_on(work: Work, made: Return, now: datetime) -> None:
    """When the last label is there."""
    labels = [work.labels.get(made.rma, parcel) for parcel in range(1, made.parcels + 1)]
    if made.state is ReturnState.AUTHORIZED and all(label and label.state is LabelState.RELEASED for label in labels):
        move(work, made, ReturnState.LABEL_ISSUED, by=Actor(made.filed_by.value), why="", now=now)
        kinds.enqueue(work, kinds.NOTIFY_LABEL, made.rma, now)


def _may_have_one(made: Return) -> None:
    if made.state not in _BEYOND:
        advance(made.state, ReturnState.LABEL_ISSUED)


def _failed(work: Work, made: Return, label: Label, error: LabelUnreadable, now: datetime) -> None:
    work.labels.save(replace(label, state=LabelState.FAILED, error=error.message))
    if made.call_id is not None:
        what = {"code": error.code, "rma": made.rma, "parcel": label.parcel, "message": error.message}
        with suppress(NotFound):  # the call's record may have been erased
            work.timeline.append(made.call_id, ERROR, now, what)


def _labelled(work: Work, rma: str, parcel: int) -> tuple[Return, Order, Label]:
    """Return, order and label of a parcel."""
    made = take(work, rma)
    if not 1 <= parcel <= made.parcels:
        raise InvalidInput(f"return {rma} has {made.parcels} parcels", field="parcel", fix=f"1 to {made.parcels}")
    label = work.labels.get(rma, parcel)
    if label is None and made.state is ReturnState.PENDING_REVIEW:
        advance(made.state, ReturnState.LABEL_ISSUED)
    if label is None:
        raise NotFound(f"no return {rma} that carries a label", field="rma")
    order = work.orders.get(made.store, made.order_number)
    if order is None:
        raise NotFound(f"the order of return {rma} is gone", field="order_number")
    return made, order, label
