"""How figures are written in messages: money, dates, refund times. English; other languages bring a file of their own."""

from datetime import date

from returnflow.returns.model import Money, RefundTime

_SIGNS = {"USD": "$"}
_UNITS = {"hours": "hours", "days": "days", "business_days": "business days"}


def money(amount: Money) -> str:
    """$1,234.50, or the currency's code in front."""
    sign = _SIGNS.get(amount.currency, f"{amount.currency} ")
    return f"{'-' if amount.minor < 0 else ''}{sign}{abs(amount.minor) // 100:,}.{abs(amount.minor) % 100:02d}"


def day(value: date) -> str:
    """January 31, 2027."""
    return f"{value:%B} {value.day}, {value.year}"


def refund_time(time: RefundTime | None) -> str:
    """How long the money takes; nothing when no row says."""
    if time is None:
        return ""
    unit = _UNITS[time.unit]
    return f"within {time.most} {unit}" if time.least == 0 else f"in {time.least} to {time.most} {unit}"
