"""A return that nobody made, for looking at messages before a customer does."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from returnflow.notify import code
from returnflow.notify.catalogue import Written, language_for, write
from returnflow.notify.facts import facts
from returnflow.notify.kinds import CODE, KINDS
from returnflow.notify.words import LANGUAGES
from returnflow.returns.contact import Channel, Contact
from returnflow.returns.model import (
    Customer,
    Decision,
    Fee,
    Kind,
    Label,
    LabelState,
    Method,
    Money,
    Outcome,
    Reason,
    Refund,
    RefundTime,
    Return,
    ReturnLine,
    ReturnState,
    Store,
    Tender,
)

RMA = "RF-7K4M-92XC"
CUSTOMER = Customer("sample", "Maria Carter", "Carter", "60614", "maria@example.com", "+13125550101")
_NUMBER = "114-2839407-5561823"
_STATES = {
    "label": ReturnState.LABEL_ISSUED, "scanned": ReturnState.IN_TRANSIT, "received": ReturnState.RECEIVED,
    "refunded": ReturnState.REFUNDED, "expired": ReturnState.EXPIRED, "cancelled": ReturnState.CANCELLED,
}  # fmt: skip


def written(kind: str, *, now: datetime, language: str, merchant: str, public_url: str = "") -> Written:
    """The message of that kind (`notify_…`), about the sample. Raises KeyError for a kind that there is not."""
    template = code.TEMPLATE if kind == CODE else KINDS[kind].template
    known = language_for(template, language)
    if kind == CODE:
        return write(template, known, code.facts(_letter(now), LANGUAGES[known], now=now, merchant=merchant), why="why_code")
    told = facts(
        made(now, template), CUSTOMER, LANGUAGES[known], merchant=merchant, labels=(_label(now),),
        today=made(now, template).return_by - timedelta(days=KINDS[kind].days or 30),
        link=f"{public_url}/r/sample" if public_url else "",
    )  # fmt: skip
    stop = f"{public_url}/n/sample" if public_url and not KINDS[kind].always else ""
    return write(template, known, told | {"unsubscribe": stop})


def made(now: datetime, template: str = "created") -> Return:
    """A pair of shoes and a fee."""
    day = now.astimezone(ZoneInfo("America/Chicago")).date()
    decision = Decision(
        outcome=Outcome.RETURNABLE, store=Store.AMAZON, order_number=_NUMBER, line_no=1, quantity=1,
        reason=Reason.WRONG_SIZE_FIT, decided_at=now, rule_version="sample", steps=(), rule_ids=("sample",), price=Money(8999),
        tax=Money(720), refund=Money(8819), fees=(Fee("sample", Money(900), "sample"),), return_by=day + timedelta(days=30),
        methods=(Method.DROP_OFF_CODE,), refund_time=RefundTime(3, 5, "business_days", "sample"),
    )  # fmt: skip
    return Return(
        rma=RMA, kind=Kind.RETURN, store=Store.AMAZON, order_number=_NUMBER,
        lines=(ReturnLine(1, (1,), "Trail running shoes, grey, 42", Reason.WRONG_SIZE_FIT, decision),),
        state=_STATES.get(template, ReturnState.AUTHORIZED), method=Method.DROP_OFF_CODE,
        refund=Refund(Money(8819), Tender.CREDIT_CARD), return_by=day + timedelta(days=30), drop_off_code="K7M3XQ", call_id=None,
        created_at=now, updated_at=now,
    )  # fmt: skip


def _label(now: datetime) -> Label:
    return Label(RMA, LabelState.RELEASED, "sample", "sample", "sample", "K7M3XQ", f"{RMA}.pdf", now)


def _letter(now: datetime) -> Any:
    return SimpleNamespace(
        code="482915", contact=Contact(Channel.EMAIL, CUSTOMER.email), name=CUSTOMER.name, store=Store.AMAZON,
        order_ending=_NUMBER[-4:], expires_at=now + timedelta(minutes=5),
    )  # fmt: skip
