"""How a written message leaves: by mail or as a text, under its row's key.

Owns the two channels and what is kept with the row. Whether a message is wanted, and when, is `effect`'s.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from returnflow.clock import Clock
from returnflow.notify.catalogue import Written
from returnflow.notify.message import Attachment, Message, Notifier
from returnflow.notify.opt_out import Source
from returnflow.notify.ports import Begin, Row
from returnflow.notify.sms import OptedOut, Sms, SmsSender
from returnflow.notify.words import ENGLISH
from returnflow.returns.contact import Channel, Contact


@dataclass(frozen=True, slots=True)
class Desk:
    """What every message is sent with.

    `link` gives the address of a return's own page, `stop` that of the click that ends messages to a contact (known by its hash);
    both are None where the installation has no public address. `labels` is the folder of released labels.
    """

    begin: Begin
    mail: Notifier
    sms: SmsSender
    merchant: str
    labels: Path
    clock: Clock
    language: str = ENGLISH
    link: Callable[[str], str] | None = None
    stop: Callable[[str, Channel], str] | None = None


def send(
    desk: Desk, row: Row, to: Contact, name: str, written: Written, files: tuple[Attachment, ...] = (), stop: str = ""
) -> str:
    """Hand it over; what is kept with the row."""
    if to.channel is Channel.EMAIL:
        message = Message(
            row.key, name, to.address, written.subject, written.text, written.html, row.created_at, files, written.language, stop
        )
        return _kept("mail", desk.mail.send(message).message_id)
    return _text(desk, row, to, written)


def _text(desk: Desk, row: Row, to: Contact, written: Written) -> str:
    """STOP is remembered, so that the next text is not even tried."""
    try:
        receipt = desk.sms.send(Sms(row.key, to.address, written.sms, row.created_at, again=row.attempts > 1))
    except OptedOut:
        with desk.begin() as work:
            work.opt_outs.add(to, desk.clock(), Source.CARRIER)
        return "not sent: the customer answered STOP"
    return _kept("text", receipt.message_id)


def _kept(what: str, message_id: str) -> str:
    return f"{what} {message_id}"
