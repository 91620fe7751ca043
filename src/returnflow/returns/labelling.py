"""Labels of a return: made, read back and released, one a parcel."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from returnflow.errors import NotFound
from returnflow.returns import kinds
from returnflow.returns.events import Actor
from returnflow.returns.lifecycle import ReturnState, advance
from returnflow.returns.model import Label, LabelState, Order, Return
from returnflow.returns.moving import move, take
from returnflow.returns.ports import Begin, LabelMaker, LabelUnreadable, Work

_HAS_LABELS = frozenset({ReturnState.IN_TRANSIT, ReturnState.RECEIVED})
"""States beyond the label: one that is made after the first scan (by its code) is released, and the return stays where it is."""


def issue_label(begin: Begin, maker: LabelMaker, rma: str, now: datetime) -> Label:
    """Make, check and release every label of a return; those already released are left as they are. Gives the first.

    Raises IllegalTransition when the return is over or waits for a person. The files are made outside of any transaction, so that
    drawing and reading back (0.1 s each) never holds up a writer. Dying in between is harmless: the same files are made again
    under the same names.
    """
    with begin() as work:
        made, order, labels = _labelled(work, rma)
        waiting = [label for label in labels if label.state is not LabelState.RELEASED]
        if waiting:
            _may_have_one(made)
    for label in waiting:
        _make_one(begin, maker, made, order, label, now)
    return _release(begin, rma, now)


def _make_one(begin: Begin, maker: LabelMaker, made: Return, order: Order, label: Label, now: datetime) -> None:
    try:
        released = maker.make(made, order.customer, [line.item for line in made.lines], now, label.parcel)
    except LabelUnreadable as error:
        with begin() as work:
            work.labels.save(replace(label, state=LabelState.FAILED, error=str(error)))
        raise
    with begin() as work:
        made, _, labels = _labelled(work, made.rma)
        if next(each for each in labels if each.parcel == label.parcel).state is LabelState.RELEASED:
            return  # another process was faster; its label stands
        _may_have_one(made)
        work.labels.save(released)


def _release(begin: Begin, rma: str, now: datetime) -> Label:
    """All labels are there: the return moves on and its customer hears of them, once."""
    with begin() as work:
        made, _, labels = _labelled(work, rma)
        if made.state is ReturnState.AUTHORIZED and all(label.state is LabelState.RELEASED for label in labels):
            move(work, made, ReturnState.LABEL_ISSUED, by=Actor(made.filed_by.value), why="", now=now)
            kinds.enqueue(work, kinds.NOTIFY_LABEL, rma, now)
    return labels[0]


def _may_have_one(made: Return) -> None:
    if made.state not in _HAS_LABELS:
        advance(made.state, ReturnState.LABEL_ISSUED)


def _labelled(work: Work, rma: str) -> tuple[Return, Order, Sequence[Label]]:
    made = take(work, rma)
    labels = work.labels.of(rma)
    if not labels and made.state is ReturnState.PENDING_REVIEW:
        advance(made.state, ReturnState.LABEL_ISSUED)
    if not labels:
        raise NotFound(f"no return {rma} that carries a label", field="rma")
    order = work.orders.get(made.store, made.order_number)
    if order is None:
        raise NotFound(f"the order of return {rma} is gone", field="order_number")
    return made, order, labels
