"""What tools tell of orders and returns, as plain values for state and page."""

from typing import Any

from returnflow.conversation.facts import ReturnFacts
from returnflow.returns.model import Order, Return


def return_facts(made: Return) -> ReturnFacts:
    """A return as a call remembers it."""
    line = made.lines[0]
    return ReturnFacts(
        rma=made.rma,
        line_no=line.line_no,
        item=line.item,
        refund=made.refund.amount,
        method=made.method,
        return_by=made.return_by,
        drop_off_code=made.drop_off_code,
    )


def order_card(order: Order) -> dict[str, Any]:
    """An order as the page shows it."""
    return {
        "store": order.store.value,
        "order_number": order.number,
        "purchased": order.purchased_at.date().isoformat(),
        "items": [{"line_no": line.line_no, "name": line.short_name, "title": line.title} for line in order.lines],
    }
