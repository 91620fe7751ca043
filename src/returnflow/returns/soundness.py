"""What an order line must be before anything is decided about it: times that can be counted from, sums that can be added.

Whoever takes orders in refuses such lines earlier, with file and line; here they are refused whichever way they came.
"""

from datetime import datetime

from returnflow.errors import InvalidInput
from returnflow.returns.model import Money, OrderLine

_FIRST_YEAR, _LAST_YEAR = 1970, 9000  # a calendar ends in the year 9999, and the longest window must end before it does
_TIMES = ("purchased_at", "shipped_at", "delivered_at", "promised_at")
_SUMS = ("price", "tax", "promotion", "shipping")


def check_line(line: OrderLine) -> None:
    """Raises InvalidInput, which names the field."""
    for name in _TIMES:
        moment: datetime | None = getattr(line, name)
        if moment is not None:
            check_moment(moment, name)
    for name in _SUMS:
        amount: Money | None = getattr(line, name)
        if amount is not None:
            _check_sum(amount, line.price.currency, name)


def check_moment(moment: datetime, field: str) -> None:
    """A time has a zone, and lies where a calendar can be counted in. Raises InvalidInput."""
    if moment.tzinfo is None:
        raise InvalidInput(f"{moment.isoformat()} has no time zone", field=field, fix="write it in UTC, as 2026-12-27T18:00:00Z")
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise InvalidInput(f"the year {moment.year} is out of reach", field=field)


def _check_sum(amount: Money, currency: str, field: str) -> None:
    if amount.currency != currency:
        raise InvalidInput(f"two currencies in one line: {currency} and {amount.currency}", field=field)
    if amount.minor < 0:
        raise InvalidInput(f"{amount} is below zero", field=field)
