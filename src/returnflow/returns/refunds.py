"""Amounts: what the units cost, what is kept back, what is paid, line by line. Pure; every cent is accounted for.

Four sums of the whole line are each split over its units in whole cents, the last units bearing the cents that are left over:
what was paid, what of it comes back, the tax, and what of that comes back. A larger sum gives every unit at least as much as a
smaller one, so no unit is ever refunded more than it cost; and the units' parts sum to the line's, whichever come back first and
however many returns they are spread over.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from returnflow.returns.model import Fee, Money, OrderLine, Part, RefundLine
from returnflow.returns.policy.rows import FeeRule


@dataclass(frozen=True, slots=True)
class Charge:
    """A fee that is due and the per cent of it that is kept."""

    rule: FeeRule
    percent: int


@dataclass(frozen=True, slots=True)
class Terms:
    """The rows on what is not, or only sometimes, paid back; None where the store has none, or where it does not apply."""

    promotion: str | None = None
    delivery: str | None = None


NO_TERMS = Terms()


@dataclass(frozen=True, slots=True)
class Amounts:
    """Price and tax of the units, what is kept back, what is paid, and of what that consists."""

    price: Money
    tax: Money
    fees: tuple[Fee, ...]
    refund: Money
    lines: tuple[RefundLine, ...]


def of_units(whole: Money, units: Sequence[int], quantity: int) -> Money:
    """The units' part of a sum of the whole line: an equal number of cents each, the last units one more while any are left."""
    each, over = divmod(whole.minor, quantity)
    return Money(sum(each + (unit > quantity - over) for unit in units), whole.currency)


def tax_of_units(line: OrderLine, units: Sequence[int]) -> Money:
    """The units' part of the line's tax."""
    return of_units(line.tax, units, line.quantity)


def paid(line: OrderLine, units: Sequence[int]) -> Money:
    """What the units cost altogether: price less promotion, tax, delivery."""
    total = of_units(line.paid.floored(), units, line.quantity) + tax_of_units(line, units)
    return total + of_units(line.shipping, units, line.quantity) if line.shipping else total


def amounts(line: OrderLine, units: Sequence[int], charges: Sequence[Charge], terms: Terms = NO_TERMS) -> Amounts:
    """The largest fee is kept back of what was paid, never the sum; tax follows the part that is paid back. Never below zero.

    `terms.promotion` is the row quoted where a promotion is not paid back; with `terms.delivery` the delivery cost is refunded.
    """
    largest = max(charges, key=lambda charge: charge.percent, default=None)
    bought, percent = line.paid.floored(), largest.percent if largest else 0
    back = bought - bought.percent(percent)
    tax_back = line.tax.share(back.minor, bought.minor) if bought.minor else line.tax

    def share(whole: Money) -> Money:
        return of_units(whole, units, line.quantity)

    price, paid_part, goods = line.price * len(units), share(bought), share(back)
    lines = [RefundLine(Part.GOODS, price), RefundLine(Part.PROMOTION, paid_part - price, terms.promotion)]
    fees: tuple[Fee, ...] = ()
    if largest is not None and percent:
        fees = (Fee(str(largest.rule.trigger), paid_part - goods, largest.rule.id),)
        lines.append(RefundLine(Part.FEE, goods - paid_part, largest.rule.id))
    lines.append(RefundLine(Part.TAX, share(tax_back)))
    if terms.delivery and line.shipping:
        lines.append(RefundLine(Part.DELIVERY, share(line.shipping), terms.delivery))
    kept = tuple(each for each in lines if each.amount.minor or each.part is Part.GOODS)
    total = sum((each.amount for each in kept), Money(0, price.currency))
    return Amounts(price, tax_of_units(line, units), fees, total, kept)
