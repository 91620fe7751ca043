"""A return as the merchant's programs read it: one JSON-ready document, the same in the webhook and in the export.

Holds no name, address or contact: the merchant has the order. Described in docs/webhooks.md.
"""

from datetime import date
from typing import Any

from returnflow.returns.model import Money, Refund, Return, ReturnLine
from returnflow.returns.reasons import store_codes


def document(made: Return) -> dict[str, Any]:
    """Amounts in minor units, times in UTC and ISO 8601."""
    return {
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
        "issued_at": _iso(refund.issued_at),
        "settled_at": _iso(refund.settled_at),
        "reference": refund.reference,
        "charge_back_on": _iso(refund.charge_back_on),
    }


def _money(amount: Money) -> dict[str, Any]:
    return {"amount_minor": amount.minor, "currency": amount.currency}


def _iso(moment: date | None) -> str | None:
    return moment.isoformat() if moment else None
