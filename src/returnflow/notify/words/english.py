"""English as it is written in the United States."""

from datetime import date

from returnflow.returns.model import Money, RefundTime, Store, Tender

_SIGNS = {"USD": "$"}
_UNITS = {"hours": "hours", "days": "days", "business_days": "business days"}
_STORES = {Store.AMAZON: "Amazon", Store.WALMART: "Walmart"}
_TENDERS = {
    Tender.CREDIT_CARD: "your credit card",
    Tender.DEBIT_CARD: "your debit card",
    Tender.GIFT_CARD: "your gift card balance",
    Tender.PREPAID_CARD: "your prepaid card",
    Tender.CHECKING_ACCOUNT: "your checking account",
    Tender.POINTS: "your points",
    Tender.EBT: "your EBT card",
    Tender.PAY_IN_CASH: "the way you paid",
    Tender.INTERNATIONAL_BANK: "your bank account",
}


def money(amount: Money) -> str:
    """$1,234.50, or the currency's code in front."""
    sign = _SIGNS.get(amount.currency, f"{amount.currency} ")
    return f"{'-' if amount.minor < 0 else ''}{sign}{abs(amount.minor) // 100:,}.{abs(amount.minor) % 100:02d}"


def day(value: date) -> str:
    """January 31, 2027."""
    return f"{value:%B} {value.day}, {value.year}"


def short_day(value: date) -> str:
    """Jan 31."""
    return f"{value:%b} {value.day}"


def days(count: int) -> str:
    """7 days, tomorrow, today."""
    return {0: "today", 1: "tomorrow"}.get(count, f"in {count} days")


def refund_time(time: RefundTime | None) -> str:
    """How long the money takes; nothing when no row says."""
    if time is None:
        return ""
    unit = _UNITS[time.unit]
    return f"within {time.most} {unit}" if time.least == 0 else f"in {time.least} to {time.most} {unit}"


def tender(paid_with: Tender) -> str:
    """Where the money goes."""
    return _TENDERS[paid_with]


def store(name: Store) -> str:
    """As the store writes itself."""
    return _STORES[name]
