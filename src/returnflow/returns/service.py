"""What can be done with returns, in one import: find, verify, decide, open, label, carry, pay, dispute, look.

Functions over the ports; every write is one transaction. Whoever calls (a voice agent, the command line, HTTP) has settled who
may; what may be is settled here, again, from data. Each use case lives in a file of its own.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Unpack

from returnflow.errors import InvalidInput
from returnflow.returns.carrying import Advance, Inspected, inspect, parcels_of, receive, scan
from returnflow.returns.disputes import dispute_refund, settle_dispute
from returnflow.returns.eligibility import decide
from returnflow.returns.kinds import MAKE_LABEL, MERCHANT_WEBHOOK, NOTIFY_CREATED, NOTIFY_LABEL
from returnflow.returns.labelling import issue_label, issue_labels
from returnflow.returns.model import Decision, Method, Order, Reason, Return, Store
from returnflow.returns.numbers import canonical
from returnflow.returns.opening import Item, Terms, open_items
from returnflow.returns.paying import (
    RefundNotDue,
    close,
    fail_refund,
    issue_refund,
    payable,
    replace_item,
    reverse_refund,
    settle_refund,
)
from returnflow.returns.ports import Work
from returnflow.returns.reviewing import approve, cancel, escalate, expire, keep_dates, reject
from returnflow.returns.standing import Next, Standing, status
from returnflow.returns.verification import Fact, FactKind, Verification, Verified, check_fact, verify_caller

__all__ = [
    "MAKE_LABEL", "MERCHANT_WEBHOOK", "NOTIFY_CREATED", "NOTIFY_LABEL", "Advance", "Fact", "FactKind", "Inspected", "Item",
    "Next", "RefundNotDue", "Standing", "Terms", "Verification", "Verified", "approve", "cancel", "check_fact", "close",
    "decide", "dispute_refund", "escalate", "expire", "fail_refund", "find_order", "inspect", "issue_label", "issue_labels",
    "issue_refund", "keep_dates", "open_items", "open_return", "parcels_of", "payable", "receive", "reject",
    "replace_item", "reverse_refund", "scan", "settle_dispute", "settle_refund", "status", "verify_caller",
]  # fmt: skip


def find_order(work: Work, store: Store, number: str) -> Order | None:
    """The order with that number, however it is written; None when there is none. Not to be told to anyone unverified."""
    known = canonical(store, number)
    return work.orders.get(store, known) if known else None


def open_return(
    work: Work,
    *,
    order: Order,
    now: datetime,
    call_id: str | None = None,
    method: Method | None = None,
    wanted: Sequence[Item] = (),
    line_no: int | None = None,
    quantity: int = 1,
    reason: Reason | None = None,
    decision: Decision | None = None,
    units: Sequence[int] | None = None,
    **terms: Unpack[Terms],
) -> Return:
    """`open_items`, with a short form for a single line: `line_no`, `quantity`, `reason` and `decision` instead of `wanted`."""
    items = list(wanted)
    if line_no is not None and reason is not None and decision is not None:
        items.append(Item(line_no, quantity, reason, decision, tuple(units) if units is not None else None))
    elif not items:
        raise InvalidInput("nothing is to be returned", field="lines", fix="name a line, a reason and its decision")
    return open_items(work, order=order, wanted=items, method=method, now=now, call_id=call_id, **terms)
