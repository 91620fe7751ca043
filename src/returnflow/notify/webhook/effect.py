"""The effect behind the outbox rows `merchant_webhook`."""

from collections.abc import Callable

from returnflow.errors import NotFound
from returnflow.notify.ports import Begin, Row
from returnflow.notify.webhook.body import body
from returnflow.notify.webhook.sender import Webhook

MERCHANT_WEBHOOK = "merchant_webhook"
NOT_SET = "not sent: no webhook is set"


def effects(begin: Begin, webhook: Webhook | None, public_url: str = "") -> dict[str, Callable[[Row], str]]:
    """The effect by its kind. Safe to run again: key and body are the row's, the same each time, byte for byte."""

    def merchant_webhook(row: Row) -> str:
        if webhook is None:
            return NOT_SET
        event = row.payload["event"]
        content = row.body if row.body is not None else _kept(begin, row, event, public_url)
        return f"{webhook.send(row.key, event, content, row.attempts)} from {webhook.host}"

    return {MERCHANT_WEBHOOK: merchant_webhook}


def _kept(begin: Begin, row: Row, event: str, public_url: str) -> str:
    """Write the body once and keep it: a receiver that knows the key must not be told two stories under it."""
    with begin() as work:
        made = work.returns.get(row.payload["rma"])
        if made is None:
            raise NotFound(f"no return {row.payload['rma']}", field="rma")
        return work.outbox.keep_body(row.id, body(event, made, row.created_at, key=row.key, public_url=public_url))
