"""Policy in plain words for a terminal: reasons, rows, fees, times. Wording only; what is true comes from the rows."""

from returnflow.returns.model import Because, Money, RefundTime, Store
from returnflow.returns.policy.deadline import Since
from returnflow.returns.policy.rows import (
    Anchor,
    FaultRule,
    FeeRule,
    HandOverRule,
    MethodRule,
    ProcessingRule,
    RefundTimeRule,
    Row,
    SeasonRule,
    TermRule,
    Trigger,
    WindowRule,
)

STORES = {Store.AMAZON: "Amazon", Store.WALMART: "Walmart"}
REASONS = {
    Because.IN_WINDOW: "it is in its window",
    Because.WINDOW_OVER: "its window is over",
    Because.SEASON_EXTENDED: "bought in the season, which moves the last day",
    Because.SEASON_UNCONFIRMED: "nobody has confirmed that season yet; it counts in the customer's favour",
    Because.DELIVERY_UNKNOWN: "the day of delivery is not known, so the best day for the customer counts",
    Because.CATEGORY_NOT_RETURNABLE: "this kind of item never comes back",
    Because.CATEGORY_EXCHANGE_ONLY: "this kind of item is exchanged, not refunded",
    Because.CATEGORY_UNKNOWN: "no row knows this kind of item",
    Because.SELLER_FAULT: "the seller answers for it, so nothing is kept back",
    Because.REFUND_WITHOUT_RETURN: "the money comes back, and nothing is sent",
    Because.SELLER_MAY_ALLOW_LONGER: "the seller may allow longer than the row says",
    Because.CLAIM: "it never arrived, which is a claim and no return",
    Because.REVIEW: "a person has to judge it",
    Because.FEE_NOT_FIXED: "no row fixes the fee, a person says it",
    Because.NO_RULE: "no row was in force when it was bought",
    Because.DIGITAL: "it is digital: there is nothing to send",
    Because.NOT_WORTH_SENDING: "it costs less than the merchant wants sent back, so it is kept",
    Because.BUNDLE_TOGETHER: "a bundle goes back together",
    Because.NOTHING_TO_REFUND: "nothing is left to refund",
    Because.GIFT_RECIPIENT: "who was given it returns it",
    Because.REPLACEMENT: "it replaced another, whose clock and price count",
    Because.ORIGIN_UNKNOWN: "it replaced an order that is not known",
    Because.REFUNDED_ALREADY: "what it replaced was refunded already",
    Because.WARRANTY: "the maker's warranty may help",
    Because.NO_WAY_BACK: "no row has a way back for it",
}
SINCE = {
    Since.DELIVERED: "delivered",
    Since.PROMISED: "promised for",
    Since.PURCHASED: "bought",
    Since.A_WEEK_AFTER_SHIPPING: "a week after shipping",
}
_ANCHORS = {Anchor.DELIVERY: "delivery", Anchor.PURCHASE: "purchase", Anchor.SHIPPED_PLUS_7: "a week after shipping"}
_TRIGGERS = {
    Trigger.ANY: "every return",
    Trigger.OPENED: "opened",
    Trigger.BULKY: "heavy or bulky",
    Trigger.DAMAGED_BY_CUSTOMER: "damaged or used by the customer",
    Trigger.LATE: "handed over too late",
    Trigger.PAID_METHOD: "another way back than the free one",
    Trigger.MANY_RETURNS: "far more returns than usual",
}


def spaced(value: str) -> str:
    """A value as words."""
    return value.replace("_", " ")


def amount(money: Money) -> str:
    """An amount without its currency, which stands once below the sum."""
    return str(money).rsplit(" ", 1)[0]


def time(rule: RefundTimeRule | ProcessingRule | RefundTime) -> str:
    """How long something takes."""
    unit = spaced(rule.unit) if rule.most > 1 else spaced(rule.unit).removesuffix("s")
    return f"{rule.least} to {rule.most} {unit}" if rule.least else f"up to {rule.most} {unit}"


def fee(rule: FeeRule) -> str:
    """What makes a fee due, what it keeps back, and of which kinds of items."""
    return f"{fee_due(rule)}{_kinds(rule.categories)}"


def fee_due(rule: FeeRule) -> str:
    """What makes a fee due and what it keeps back."""
    if rule.percent is not None:
        share = f"up to {rule.percent} % is kept" if rule.up_to else f"{rule.percent} % is kept"
    else:
        share = f"a person says how much, at most {rule.at_most} %" if rule.at_most else "a person says how much"
    days = f" ({_late_days(rule)})" if rule.late_from else ""
    return f"{_TRIGGERS[rule.trigger]}{days}{_price(rule.price_over, None)}: {share}"


def _late_days(rule: FeeRule) -> str:
    return f"{rule.late_from} to {rule.late_to} days" if rule.late_to else f"{rule.late_from} days and more"


def method(rule: MethodRule) -> str:
    """A way back and what it needs."""
    needs = [name for name, needed in (("a box", rule.box), ("a printer", rule.printer)) if needed]
    said = f"{spaced(rule.method)}: {' and '.join(needs) or 'no box and no printer'}"
    return said + (f"; {rule.where}" if rule.where else "") + (f" ({rule.limited})" if rule.limited else "")


def row(one: Row) -> str:
    """What a row says, in one line."""
    if isinstance(one, WindowRule):
        return _window(one)
    if isinstance(one, SeasonRule):
        who = _kinds(one.categories) or (f", but {', '.join(one.except_categories)}" if one.except_categories else "")
        return f"bought {one.in_force.first} to {one.in_force.last}: until {one.deadline}{who}" + (
            " (unconfirmed)" if one.unconfirmed else ""
        )
    if isinstance(one, FaultRule):
        return f"{', '.join(spaced(reason) for reason in one.reasons)}: open a way, and cost nothing"
    if isinstance(one, FeeRule):
        return fee(one)
    if isinstance(one, RefundTimeRule):
        return f"refund to {spaced(one.tender)}: {time(one)}"
    if isinstance(one, ProcessingRule):
        return f"refund issued {time(one)} after the goods have come"
    if isinstance(one, MethodRule):
        return method(one)
    if isinstance(one, HandOverRule):
        return f"{one.days} days to hand the parcel over"
    return f"{spaced(one.about)}: {one.says}" if isinstance(one, TermRule) else ""


def _window(one: WindowRule) -> str:
    opened = "opened " if one.opened else ""
    what = spaced(one.outcome)
    if one.days is not None:
        least = "at least " if one.minimum else ""
        exchange = "" if one.outcome == "returnable" else f", {what}"
        what = f"{least}{one.days} days from {_ANCHORS[one.anchor]}{exchange}"
    return f"{opened}{', '.join(one.categories)}{_price(one.price_over, one.price_up_to)}: {what}"


def _price(over: int | None, up_to: int | None) -> str:
    if over is None and up_to is None:
        return ""
    return f" over {amount(Money(over))}" if over is not None else f" up to {amount(Money(up_to or 0))}"


def _kinds(categories: tuple[str, ...]) -> str:
    return f", {', '.join(categories)}" if categories else ""
