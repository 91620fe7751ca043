"""Replacement chains: an item that was sent for another keeps that one's clock and price, and is never refunded twice."""

from collections.abc import Sequence
from dataclasses import dataclass

from returnflow.returns.lifecycle import FREES_THE_UNITS
from returnflow.returns.model import OrderLine, RefundState, Return
from returnflow.returns.ports import Work

_LONGEST = 10  # replacements in a row; a longer chain is a circle


@dataclass(frozen=True, slots=True)
class Origin:
    """What was bought first, and whether money for any link of the chain has gone back or is on its way."""

    line: OrderLine
    refunded: bool = False


def origin_of(work: Work, line: OrderLine) -> Origin | None:
    """Where a replacement's chain begins; None when the line replaces nothing, or an order of the chain is not known."""
    if line.replaces is None:
        return None
    here, refunded = line, False
    for _ in range(_LONGEST):
        if here.replaces is None:
            return Origin(here, refunded)
        order = work.orders.get(here.store, here.replaces)
        if order is None:
            return None
        here = _same_item(order.lines, here)
        refunded = refunded or _refunded(work.returns.for_order(here.store, here.order_number), here)
    return None


def _same_item(lines: Sequence[OrderLine], replacement: OrderLine) -> OrderLine:
    """The line that was replaced: of the same title, else of the same category, else the only one there is."""
    for name in ("title", "category"):
        for line in lines:
            if getattr(line, name) == getattr(replacement, name):
                return line
    return lines[0]


def _refunded(returns: Sequence[Return], line: OrderLine) -> bool:
    return any(
        made.refund.amount.minor > 0 and made.refund.state not in (RefundState.FAILED, RefundState.REVERSED)
        for made in returns
        if any(each.line_no == line.line_no for each in made.lines) and made.state not in FREES_THE_UNITS
    )
