"""The effects behind the outbox rows that tell a customer something: `notify_created` and `notify_label`."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from returnflow.errors import NotFound, UpstreamUnavailable
from returnflow.notify.compose import compose
from returnflow.notify.message import Attachment, Notifier
from returnflow.returns.model import Customer, Label, Return
from returnflow.returns.ports import Begin, Work
from returnflow.returns.service import NOTIFY_CREATED, NOTIFY_LABEL


class Row(Protocol):
    """One row of the outbox; its payload holds ids only."""

    @property
    def key(self) -> str: ...
    @property
    def payload(self) -> dict[str, Any]: ...
    @property
    def created_at(self) -> datetime: ...


def effects(read: Begin, notifier: Notifier, labels: Path) -> dict[str, Callable[[Row], None]]:
    """The effects of this package by kind. Safe to run again: the message's key is the row's."""

    def notify_created(row: Row) -> None:
        with read() as work:
            made, customer = _about(work, row.payload["rma"])
        notifier.send(compose("created", made, customer, key=row.key, at=row.created_at))

    def notify_label(row: Row) -> None:
        with read() as work:
            made, customer = _about(work, row.payload["rma"])
            label = work.labels.get(made.rma)
        attached = (Attachment(f"{made.rma}.pdf", _file(label, labels)),)
        notifier.send(compose("label_ready", made, customer, key=row.key, at=row.created_at, attachments=attached))

    return {NOTIFY_CREATED: notify_created, NOTIFY_LABEL: notify_label}


def _about(work: Work, rma: str) -> tuple[Return, Customer]:
    made = work.returns.get(rma)
    if made is None:
        raise NotFound(f"no return {rma}", field="rma")
    order = work.orders.get(made.store, made.order_number)
    if order is None:
        raise NotFound(f"the order of return {rma} is gone", field="order_number")
    return made, order.customer


def _file(label: Label | None, folder: Path) -> bytes:
    if label is None or label.file is None:
        raise NotFound("the label was never released", field="label")
    try:
        return (folder / label.file).read_bytes()
    except OSError as error:
        raise UpstreamUnavailable("labels folder", f"{label.file}: {error.strerror}", fix="restore the labels folder") from error
