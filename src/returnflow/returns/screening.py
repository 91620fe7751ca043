"""Screening: asks the records what a risk is assessed from. The one way to a `Risk`, whichever door a return comes through."""

from collections.abc import Sequence
from datetime import datetime

from returnflow.returns.lifecycle import FREES_THE_UNITS
from returnflow.returns.model import Order
from returnflow.returns.ports import Work
from returnflow.returns.risk import WINDOW, Around, Risk, RiskTable, Wanted, assess


def screen(
    work: Work, order: Order, wanted: Sequence[Wanted], now: datetime, table: RiskTable, *, change_of_contact: bool = False
) -> Risk:
    """The risk of sending this back now, with the customer's 90 days and the order's earlier returns looked up."""
    ended = [made for made in work.returns.for_order(order.store, order.number) if made.state in FREES_THE_UNITS]
    before = frozenset(line.line_no for made in ended for line in made.lines)
    history = work.returns.history(order.customer.id, now - WINDOW)
    return assess(order, wanted, history, now, table, Around(before, change_of_contact=change_of_contact))
