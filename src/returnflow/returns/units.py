"""Units of a line: which are free, and the error when one is already on its way back.

A line of quantity 3 has units 1, 2 and 3. Creating a return is keyed by store, order, line and unit, so that two calls, two
processes or a repeated sentence make one return.
"""

from collections.abc import Iterable

from returnflow.errors import Conflict, InvalidInput
from returnflow.returns.lifecycle import FREES_THE_UNITS
from returnflow.returns.model import OrderLine, Return, Store


class UnitTaken(Conflict):
    """Some of the units are already part of another return. Nothing was written."""

    code = "unit_taken"

    def __init__(self, store: Store, order_number: str, line_no: int, rma: str | None = None) -> None:
        where = f"{store} order {order_number}, line {line_no}"
        held = f" ({rma})" if rma else ""
        super().__init__(f"already on its way back{held}: {where}", field="quantity", fix="name the units that are left")
        self.rma = rma


def held(made: Return) -> frozenset[tuple[int, int]]:
    """(line, unit) of what a return keeps from being returned again: not what was rejected, nothing once it came to nothing."""
    if made.state in FREES_THE_UNITS:
        return frozenset()
    return frozenset((line.line_no, unit) for line in made.lines for unit in line.accepted)


def taken(returns: Iterable[Return], line_no: int) -> dict[int, str]:
    """Unit to RMA, for the units of that line that returns hold."""
    return {unit: made.rma for made in returns for line, unit in held(made) if line == line_no}


def left(line: OrderLine, returns: Iterable[Return]) -> tuple[int, ...]:
    """The units of a line that may still be returned."""
    gone = taken(returns, line.line_no)
    return tuple(unit for unit in range(1, line.quantity + 1) if unit not in gone)


def checked(line: OrderLine, quantity: int, units: tuple[int, ...] | None) -> tuple[int, ...]:
    """The units meant: those named, else the first `quantity`. Raises InvalidInput when the line has no such units."""
    if not 1 <= quantity <= line.quantity:  # before any list of that length is made
        raise _no_such(line, quantity)
    meant = units if units is not None else tuple(range(1, quantity + 1))
    if len(meant) != quantity or len(set(meant)) != quantity or not all(1 <= unit <= line.quantity for unit in meant):
        raise _no_such(line, quantity)
    return tuple(sorted(meant))


def _no_such(line: OrderLine, quantity: int) -> InvalidInput:
    return InvalidInput(f"line {line.line_no} has {line.quantity} of these, {quantity} were asked for", field="quantity")
