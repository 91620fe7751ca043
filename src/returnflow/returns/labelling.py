"""Labels of a return: one a parcel, made and checked outside of any transaction, then kept with the return's next state.

Owns what is written when. How a label is made, and what makes it readable, is the maker's business.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from returnflow.errors import InvalidInput, NotFound
from returnflow.returns.lifecycle import advance
from returnflow.returns.model import Label, LabelState, Order, Return, ReturnState
from returnflow.returns.ports import Begin, LabelMaker, LabelUnreadable, Work

NOTIFY_LABEL = "notify_label"
ERROR = "error"  # the kind of a timeline's item


def issue_labels(begin: Begin, maker: LabelMaker, rma: str, now: datetime) -> tuple[Label, ...]:
    """The labels of all parcels of a return, in order. Raises as `issue_label` does; what was released before stays released."""
    with begin() as work:
        made, _, _ = _labelled(work, rma, 1)
    return tuple(issue_label(begin, maker, rma, now, parcel) for parcel in range(1, made.parcels + 1))


def issue_label(begin: Begin, maker: LabelMaker, rma: str, now: datetime, parcel: int = 1) -> Label:
    """Make, check and release the label of one parcel; one already released is given back as it is.

    Raises IllegalTransition when the return is over, LabelUnreadable when the label was not released: it is kept as FAILED, the
    call's timeline says why, and the next try may mend it. The file is made outside of any transaction, so that drawing and
    reading it back (0.3 s) never holds up a writer. Dying in between is harmless: the same file is made again, same name.
    """
    with begin() as work:
        made, order, label = _labelled(work, rma, parcel)
        if label.state is LabelState.RELEASED:
            return label
        advance(made.state, ReturnState.LABEL_ISSUED)
    try:
        released = maker.make(made, order.customer, contents(made), now, parcel)
    except LabelUnreadable as error:
        with begin() as work:
            _failed(work, made, label, error, now)
        raise
    with begin() as work:
        made, _, label = _labelled(work, rma, parcel)
        if label.state is LabelState.RELEASED:
            return label
        advance(made.state, ReturnState.LABEL_ISSUED)
        work.labels.save(released)
        if _all_released(work, made):
            work.returns.save(replace(made, state=ReturnState.LABEL_ISSUED, updated_at=now))
            work.outbox.add(NOTIFY_LABEL, f"{NOTIFY_LABEL}:{rma}", {"rma": rma}, now)
    return released


def contents(made: Return) -> list[str]:
    """What is in the parcels, with the number of pieces where there is more than one."""
    return [f"{line.item} ({len(line.units)})" if len(line.units) > 1 else line.item for line in made.lines]


def _failed(work: Work, made: Return, label: Label, error: LabelUnreadable, now: datetime) -> None:
    work.labels.save(replace(label, state=LabelState.FAILED, error=error.message))
    if made.call_id is not None:
        what = {"code": error.code, "rma": made.rma, "parcel": label.parcel, "message": error.message}
        with suppress(NotFound):  # the call's record may have been erased
            work.timeline.append(made.call_id, ERROR, now, what)


def _all_released(work: Work, made: Return) -> bool:
    labels = (work.labels.get(made.rma, parcel) for parcel in range(1, made.parcels + 1))
    return all(label is not None and label.state is LabelState.RELEASED for label in labels)


def _labelled(work: Work, rma: str, parcel: int) -> tuple[Return, Order, Label]:
    """Return, order and label of a parcel. The label of the first is there from the start, the others from their first making."""
    work.alone(f"return {rma}")
    made = work.returns.get(rma)
    first = work.labels.get(rma)
    if made is None or first is None:
        raise NotFound(f"no return {rma} that carries a label", field="rma")
    if not 1 <= parcel <= made.parcels:
        raise InvalidInput(f"return {rma} has {made.parcels} parcels", field="parcel", fix=f"1 to {made.parcels}")
    order = work.orders.get(made.store, made.order_number)
    if order is None:
        raise NotFound(f"the order of return {rma} is gone", field="order_number")
    label = work.labels.get(rma, parcel) or Label(rma, LabelState.PENDING, "", "", "", first.drop_off_code, parcel=parcel)
    return made, order, label
