"""The effect behind `notify_code`: the one-time code, to the contact on file. The code is in no outbox row and in no log."""

from collections.abc import Callable
from typing import Any

from returnflow.clock import Clock
from returnflow.notify.compose import rendered
from returnflow.notify.effect import Row
from returnflow.notify.message import Message, Notifier
from returnflow.returns.codes import NOTIFY_CODE, Letter, reveal
from returnflow.returns.contact import Channel
from returnflow.returns.ports import Begin


def effects(read: Begin, notifier: Notifier, clock: Clock) -> dict[str, Callable[[Row], None]]:
    """The effect by its kind. A code that is void by now, or that reaches nobody, is not sent."""

    def notify_code(row: Row) -> None:
        with read() as work:
            letter = reveal(work, row.payload["code_id"], clock())
        if letter is None or letter.contact.channel is not Channel.EMAIL:
            return
        subject, text, html = rendered("code", _facts(letter))
        notifier.send(Message(row.key, letter.name, letter.contact.address, subject, text, html, row.created_at))

    return {NOTIFY_CODE: notify_code}


def _facts(letter: Letter) -> dict[str, Any]:
    return {
        "name": letter.name,
        "code": letter.code,
        "store": str(letter.store).capitalize(),
        "order_ending": letter.order_ending,
    }
