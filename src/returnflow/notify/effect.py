"""The effects behind the outbox rows that tell a customer something about a return.

Owns whom a message goes to and when, and that nobody gets one he does not want. Safe to run again: a message's key is the row's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path

from returnflow.errors import NotFound, NotYet, UpstreamUnavailable
from returnflow.notify import code
from returnflow.notify.catalogue import Written, language_for, write
from returnflow.notify.facts import facts
from returnflow.notify.kinds import CODE, KINDS, Kind
from returnflow.notify.message import Attachment
from returnflow.notify.ports import Row, Work
from returnflow.notify.sending import Desk, send
from returnflow.notify.sms import awake
from returnflow.notify.words import LANGUAGES
from returnflow.returns.contact import Channel, Contact, chosen
from returnflow.returns.model import Customer, Label, LabelState, Return
from returnflow.returns.zones import zone_of

REMIND_AT = time(9)  # in the customer's own time
NO_CONTACT = "not sent: no contact on file"
OPTED_OUT = "not sent: the customer opted out"


@dataclass(frozen=True, slots=True)
class _Case:
    """One message on its way: what is read of the database, in one transaction."""

    row: Row
    kind: Kind
    made: Return
    customer: Customer
    labels: tuple[Label, ...]
    to: Contact | None
    unwanted: bool = False
    known_as: str | None = None


def effects(desk: Desk, reveal: code.Reveal | None = None) -> dict[str, Callable[[Row], str]]:
    """The effects of this package by kind. `reveal` opens a one-time code for the one message that carries it."""
    table: dict[str, Callable[[Row], str]] = {name: partial(_tell, desk, kind) for name, kind in KINDS.items()}
    if reveal is not None:
        table[CODE] = code.effect(desk, reveal)
    return table


def _tell(desk: Desk, kind: Kind, row: Row) -> str:
    with desk.begin() as work:
        case = _read(work, kind, row)
    if case.to is None:
        return NO_CONTACT
    reason = _pointless(case, desk.clock())
    if reason:
        return reason
    files = _files(case, desk.labels) if kind.template == "label" and case.to.channel is Channel.EMAIL else ()
    stop = desk.stop(case.known_as, case.to.channel) if desk.stop and case.known_as and not kind.always else ""
    return send(desk, row, case.to, case.customer.name, _written(desk, case, stop), files, stop)


def _read(work: Work, kind: Kind, row: Row) -> _Case:
    rma = row.payload["rma"]
    made = work.returns.get(rma)
    if made is None:
        raise NotFound(f"no return {rma}", field="rma")
    order = work.orders.get(made.store, made.order_number)
    if order is None:
        raise NotFound(f"the order of return {rma} is gone", field="order_number")
    labels = tuple(work.labels.for_return(rma))
    to = chosen(order.customer, _wanted(row))
    if to is None:
        return _Case(row, kind, made, order.customer, labels, None)
    return _Case(row, kind, made, order.customer, labels, to, work.opt_outs.has(to), work.opt_outs.known_as(to))


def _wanted(row: Row) -> Channel | None:
    """The channel that was asked for with the effect; else the first there is, which is e-mail."""
    return Channel(row.payload["channel"]) if "channel" in row.payload else None


def _pointless(case: _Case, now: datetime) -> str:
    """Why it is not sent at all; empty when it is. Raises NotYet when it is too early."""
    if case.made.state in case.kind.pointless_in:
        return f"not sent: the return is {case.made.state}"
    if case.unwanted and not case.kind.always:
        return OPTED_OUT
    zone = zone_of(case.customer.zip)
    if case.kind.days is not None:
        morning = datetime.combine(case.made.return_by - timedelta(days=case.kind.days), REMIND_AT, zone).astimezone(now.tzinfo)
        if now < morning:
            raise NotYet(morning, f"{case.kind.days} days before the last day")
        left = (case.made.return_by - now.astimezone(zone).date()).days
        if left <= case.kind.later:
            return "not sent: the next reminder takes its place" if left >= 0 else "not sent: the last day is over"
    if case.to is not None and case.to.channel is Channel.SMS and not case.kind.always and (up := awake(now, zone)) > now:
        raise NotYet(up, "no text at night")
    return ""


def _written(desk: Desk, case: _Case, stop: str) -> Written:
    template = case.kind.template
    language = language_for(template, case.row.payload.get("language", desk.language))
    told = facts(
        case.made, case.customer, LANGUAGES[language], merchant=desk.merchant, labels=case.labels,
        today=desk.clock().astimezone(zone_of(case.customer.zip)).date(), link=desk.link(case.made.rma) if desk.link else "",
    )  # fmt: skip
    return write(template, language, told | {"unsubscribe": stop})


def _files(case: _Case, folder: Path) -> tuple[Attachment, ...]:
    released = [label.file for label in case.labels if label.state is LabelState.RELEASED and label.file is not None]
    if not released:
        raise NotFound("the label was never released", field="label")
    return tuple(Attachment(file, _content(folder / file)) for file in released)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UpstreamUnavailable("labels folder", f"{path.name}: {error.strerror}", fix="restore the labels folder") from error
