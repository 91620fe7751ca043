"""Amounts: what the units cost, what is kept back, what is paid. Pure; every cent is accounted for."""

from collections.abc import Sequence
from dataclasses import dataclass

from returnflow.returns.model import Fee, Money, OrderLine
from returnflow.returns.policy.rows import FeeRule


@dataclass(frozen=True, slots=True)
class Amounts:
    """Price and tax of the units, what is kept back, and what is paid."""

    price: Money
    tax: Money
    fees: tuple[Fee, ...]
    refund: Money


def tax_of_units(line: OrderLine, units: Sequence[int]) -> Money:
    """The units' part of the line's tax.

    Unit k bears what the first k units bear together, less what the first k-1 do, each rounded half up: so the parts always
    sum to the line's tax, whichever units come back first and however many returns they are spread over.
    """
    total = Money(0, line.tax.currency)
    for unit in units:
        total = total + line.tax.share(unit, line.quantity) - line.tax.share(unit - 1, line.quantity)
    return total


def amounts(line: OrderLine, units: Sequence[int], fees: Sequence[FeeRule]) -> Amounts:
    """The largest fee is kept back, never the sum; tax follows the part of the price that is paid. Never below zero."""
    price = line.price * len(units)
    tax = tax_of_units(line, units)
    charged = tuple(
        Fee(str(fee.trigger), price.percent(fee.percent), fee.id)
        for fee in sorted(fees, key=lambda fee: -(fee.percent or 0))[:1]
        if fee.percent
    )
    kept = charged[0].amount if charged else Money(0, price.currency)
    goods = (price - kept).floored()
    back_tax = tax.share(goods.minor, price.minor) if price.minor else tax
    return Amounts(price, tax, charged, (goods + back_tax).floored())
