"""Names of the effects that returns ask for, and how their rows are written: ids only, one key an effect.

What an effect does is `labels`', `notify`'s and the merchant's webhook's business.
"""

from datetime import UTC, date, datetime, time, timedelta

from returnflow.returns.lifecycle import ReturnState
from returnflow.returns.ports import Work

MAKE_LABEL = "make_label"
MERCHANT_WEBHOOK = "merchant_webhook"
NOTIFY_CREATED = "notify_created"
NOTIFY_LABEL = "notify_label"
NOTIFY_REFUNDED = "notify_refunded"
NOTIFY_DISPUTE = "notify_dispute"
REMINDERS = {7: "notify_reminder_7", 2: "notify_reminder_2"}  # days before the last day to hand the parcel over
NOTIFY_ON = {
    ReturnState.IN_TRANSIT: "notify_scanned",
    ReturnState.RECEIVED: "notify_received",
    ReturnState.EXPIRED: "notify_expired",
    ReturnState.CANCELLED: "notify_cancelled",
}
_REMIND_AT = time(15, tzinfo=UTC)  # morning in all of the contiguous United States
_TOO_SOON = timedelta(days=1)  # whoever has just been told the date needs no reminder


def enqueue(work: Work, kind: str, rma: str, at: datetime, *, times: int = 1) -> None:
    """One effect about a return; `times` counts those of the kind that may happen more than once."""
    more = f":{times}" if times > 1 else ""
    work.outbox.add(kind, f"{kind}:{rma}{more}", {"rma": rma}, at)


def tell_merchant(work: Work, rma: str, event: str, at: datetime, *, times: int = 1) -> None:
    """The merchant learns of everything that happens to a return."""
    more = f":{times}" if times > 1 else ""
    work.outbox.add(MERCHANT_WEBHOOK, f"{MERCHANT_WEBHOOK}:{rma}:{event}{more}", {"rma": rma, "event": event}, at)


def remind(work: Work, rma: str, return_by: date, now: datetime) -> None:
    """Reminders for later. Whether there is still something to remind of is looked at when they are due."""
    for days, kind in REMINDERS.items():
        due = datetime.combine(return_by - timedelta(days=days), _REMIND_AT)
        if due - now >= _TOO_SOON:
            enqueue(work, kind, rma, due)
