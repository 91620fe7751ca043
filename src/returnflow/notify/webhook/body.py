"""What the merchant is told: the return as it stands, in JSON. Neither marketplace takes a return by API: so it is learnt.

Owns the document (described in docs/webhooks.md). Holds no name, address or contact: the merchant has the order.
"""

import json
from datetime import datetime
from typing import Any

from returnflow.returns.model import Money, Refund, Return, ReturnLine
from returnflow.returns.reasons import store_codes

VERSION = 1


def body(event: str, made: Return, at: datetime, *, key: str, public_url: str = "") -> str:
    """The document as it is sent; the same arguments always give the same bytes."""
    return json.dumps(document(event, made, at, key=key, public_url=public_url), sort_keys=True, ensure_ascii=False)


def document(event: str, made: Return, at: datetime, *, key: str, public_url: str = "") -> dict[str, Any]:
    """`event` happened at `at`; everything else is as of the first try, and stays so on later ones."""
    return {
        "version": VERSION,
        "id": key,
        "event": event,
        "occurred_at": at.isoformat(),
        "rma": made.rma,
        "state": made.state.value,
        "kind": made.kind.value,
        "resolution": made.resolution.value,
        "handling": made.handling.value,
        "filed_by": made.filed_by.value,
        "store": made.store.value,
        "order_number": made.order_number,
        "created_at": made.created_at.isoformat(),
        "updated_at": made.updated_at.isoformat(),
        "return_by": made.return_by.isoformat(),
        "method": made.method.value if made.method else None,
        "parcels": made.parcels if made.travels else 0,
        "replacement": made.replacement,
        "lines": [_line(made, line) for line in made.lines],
        "refund": _refund(made.refund),
        "links": {"return": f"{public_url.rstrip('/')}/api/returns/{made.rma}"} if public_url else {},
    }


def _line(made: Return, line: ReturnLine) -> dict[str, Any]:
    return {
        "line_no": line.line_no,
        "item": line.item,
        "quantity": len(line.units),
        "units": list(line.units),
        "rejected": list(line.rejected),
        "verdict": line.verdict,
        "reason": line.reason.value,
        "store_reason": next(iter(store_codes(made.store, line.reason)), None),
        "outcome": line.decision.outcome.value,
        "rules": list(line.decision.rule_ids),
        "rule_version": line.decision.rule_version,
        "fees": [_money(fee.amount) | {"trigger": fee.trigger} for fee in line.decision.fees],
    }


def _refund(refund: Refund) -> dict[str, Any]:
    return _money(refund.amount) | {
        "tender": refund.tender.value,
        "state": refund.state.value,
        "issued_at": refund.issued_at.isoformat() if refund.issued_at else None,
        "settled_at": refund.settled_at.isoformat() if refund.settled_at else None,
        "reference": refund.reference,
        "charge_back_on": refund.charge_back_on.isoformat() if refund.charge_back_on else None,
    }


def _money(amount: Money) -> dict[str, Any]:
    return {"amount_minor": amount.minor, "currency": amount.currency}
