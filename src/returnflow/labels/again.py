"""Makes good what is missing of a return's labels: those not released yet, and files that somebody removed."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from returnflow.errors import NotFound
from returnflow.labels.release import file_name
from returnflow.returns.labelling import contents
from returnflow.returns.model import Label
from returnflow.returns.ports import Begin, LabelMaker
from returnflow.returns.service import issue_labels


def issue(begin: Begin, maker: LabelMaker, folder: Path, rma: str, now: datetime) -> Sequence[Label]:
    """Every label of the return, released, with its files. What was released keeps its day and its number."""
    labels = issue_labels(begin, maker, rma, now)
    for label in labels:
        if not (folder / file_name(rma, label.parcel)).is_file():
            _draw_again(begin, maker, label)
    return labels


def _draw_again(begin: Begin, maker: LabelMaker, label: Label) -> None:
    with begin() as work:
        made = work.returns.get(label.rma)
        order = work.orders.get(made.store, made.order_number) if made else None
    if made is None or order is None:
        raise NotFound(f"the order of return {label.rma} is gone", field="order_number")
    maker.make(made, order.customer, contents(made), label.released_at or made.updated_at, label.parcel)
