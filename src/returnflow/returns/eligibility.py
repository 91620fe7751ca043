"""Eligibility: may this order line come back, on what terms, and why. Pure: no clock, no database, no wording."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from returnflow.returns.model import (
    Because,
    Decision,
    Fault,
    Method,
    Money,
    OrderLine,
    Outcome,
    Reason,
    RefundTime,
    Step,
    fault,
)
from returnflow.returns.policy.deadline import Deadline, deadline
from returnflow.returns.policy.rows import FeeRule, Trigger, WindowRule
from returnflow.returns.policy.rulebook import RuleBook, StoreRules
from returnflow.returns.refunds import Amounts, amounts
from returnflow.returns.units import checked


@dataclass(slots=True)
class _Finding:
    """What one decision has found so far."""

    outcome: Outcome
    steps: list[Step] = field(default_factory=list)
    deadline: Deadline | None = None
    fees: list[FeeRule] = field(default_factory=list)

    def say(self, outcome: Outcome, because: Because, rule_id: str | None = None) -> "_Finding":
        """Settle on an outcome for a reason."""
        self.outcome = outcome
        self.steps.append(Step(because, rule_id))
        return self


def decide(
    line: OrderLine,
    reason: Reason,
    rules: RuleBook,
    now: datetime,
    zone: ZoneInfo,
    *,
    quantity: int = 1,
    units: Sequence[int] | None = None,
    triggers: Set[Trigger] = frozenset(),
) -> Decision:
    """Judge `quantity` units of a line (the first ones, unless `units` names them) as of `now` in the customer's zone.

    `triggers` are circumstances known besides those recorded with the line, such as damage by the customer.
    """
    meant = checked(line, quantity, tuple(units) if units is not None else None)
    store = rules.of(line.store)
    bought = line.purchased_at.astimezone(zone).date()
    today = now.astimezone(zone).date()
    rule = store.window(line.category, line.seller, bought, opened=line.opened)
    found = _judge(line, reason, store, rule, bought, today, zone)
    if found.outcome in (Outcome.RETURNABLE, Outcome.KEEP_IT):
        _charge(found, line, reason, store, bought, triggers)
    return _decision(line, reason, rules, now, meant, found, rule, today)


def _judge(
    line: OrderLine, reason: Reason, store: StoreRules, rule: WindowRule | None, bought: date, today: date, zone: ZoneInfo
) -> _Finding:
    """Outcome, steps and deadline, before any fee."""
    found = _Finding(Outcome.NEEDS_A_PERSON)
    if fault(reason) is Fault.CLAIM:
        return found.say(Outcome.NEEDS_A_PERSON, Because.CLAIM)
    if fault(reason) is Fault.REVIEW:
        return found.say(Outcome.NEEDS_A_PERSON, Because.REVIEW)
    if rule is None:
        unknown = line.category not in store.categories
        return found.say(Outcome.NEEDS_A_PERSON, Because.CATEGORY_UNKNOWN if unknown else Because.NO_RULE)
    faulty = store.overrides(reason, bought)
    if rule.days is not None:
        found.deadline = deadline(line, rule, store.season(line.category, line.seller, bought), zone)
    if rule.outcome is Outcome.NOT_RETURNABLE:
        return _not_returnable(found, rule, store, faulty)
    if rule.outcome is Outcome.NEEDS_A_PERSON or found.deadline is None:
        return found.say(Outcome.NEEDS_A_PERSON, Because.REVIEW, rule.id)
    if today > found.deadline.day:
        return _too_late(found, rule, found.deadline, store, faulty)
    return _in_time(found, rule, found.deadline, store, faulty)


def _not_returnable(found: _Finding, rule: WindowRule, store: StoreRules, faulty: bool) -> _Finding:
    """The category never comes back; a seller's fault leads to a person, or to the money without the goods."""
    found.say(Outcome.NOT_RETURNABLE, Because.CATEGORY_NOT_RETURNABLE, rule.id)
    if faulty:
        found.say(rule.on_fault, Because.SELLER_FAULT, store.fault.id)
        if rule.on_fault is Outcome.KEEP_IT:
            found.say(Outcome.KEEP_IT, Because.REFUND_WITHOUT_RETURN, rule.id)
    return found


def _too_late(found: _Finding, rule: WindowRule, day: Deadline, store: StoreRules, faulty: bool) -> _Finding:
    """After the last day: refused, unless it is a fault, the seller may allow longer, or the day itself is not known."""
    found.say(Outcome.NOT_RETURNABLE, Because.WINDOW_OVER, day.rule_id)
    if faulty:
        return found.say(Outcome.NEEDS_A_PERSON, Because.SELLER_FAULT, store.fault.id)
    if rule.minimum:
        return found.say(Outcome.NEEDS_A_PERSON, Because.SELLER_MAY_ALLOW_LONGER, rule.id)
    if day.at_least:
        return found.say(Outcome.NEEDS_A_PERSON, Because.DELIVERY_UNKNOWN)
    return found


def _in_time(found: _Finding, rule: WindowRule, day: Deadline, store: StoreRules, faulty: bool) -> _Finding:
    found.say(rule.outcome, Because.IN_WINDOW, rule.id)
    if day.season is not None:
        found.say(rule.outcome, Because.SEASON_EXTENDED, day.season.id)
        if day.season.unconfirmed:
            found.say(rule.outcome, Because.SEASON_UNCONFIRMED, day.season.id)
    if not day.known:
        found.say(rule.outcome, Because.DELIVERY_UNKNOWN)
    if rule.outcome is Outcome.EXCHANGE_ONLY:
        found.say(rule.outcome, Because.CATEGORY_EXCHANGE_ONLY, rule.id)
    if faulty:
        found.say(rule.outcome, Because.SELLER_FAULT, store.fault.id)
    return found


def _charge(found: _Finding, line: OrderLine, reason: Reason, store: StoreRules, bought: date, triggers: Set[Trigger]) -> None:
    """Find the fees due. None on the seller's fault; one without a fixed amount makes it a person's matter."""
    if fault(reason) is Fault.SELLER or found.outcome is Outcome.KEEP_IT:
        return
    known = set(triggers)
    if line.opened:
        known.add(Trigger.OPENED)
    if line.bulky:
        known.add(Trigger.BULKY)
    due = store.due_fees(line.category, line.seller, bought, known)
    unfixed = next((fee for fee in due if fee.percent is None), None)
    if unfixed is not None:
        found.say(Outcome.NEEDS_A_PERSON, Because.FEE_NOT_FIXED, unfixed.id)
    else:
        found.fees = due


def _decision(
    line: OrderLine,
    reason: Reason,
    rules: RuleBook,
    now: datetime,
    units: Sequence[int],
    found: _Finding,
    rule: WindowRule | None,
    today: date,
) -> Decision:
    store = rules.of(line.store)
    money = amounts(line, units, found.fees)
    paid = found.outcome in (Outcome.RETURNABLE, Outcome.KEEP_IT)
    travels = found.outcome in (Outcome.RETURNABLE, Outcome.EXCHANGE_ONLY)
    return Decision(
        outcome=found.outcome,
        store=line.store,
        order_number=line.order_number,
        line_no=line.line_no,
        quantity=len(units),
        reason=reason,
        decided_at=now,
        rule_version=rules.version,
        steps=tuple(found.steps),
        rule_ids=_rule_ids(found, money),
        price=money.price,
        tax=money.tax,
        refund=money.refund if paid else Money(0, money.price.currency),
        fees=money.fees if paid else (),
        deadline=found.deadline.day if found.deadline else None,
        deadline_rule_id=found.deadline.rule_id if found.deadline else None,
        return_by=_return_by(found, store, today) if travels else None,
        return_by_rule_id=store.hand_over.id if travels else None,
        condition=rule.condition if rule else "",
        methods=_methods(store, line) if travels else (),
        refund_time=_refund_time(store, line) if paid else None,
    )


def _rule_ids(found: _Finding, money: Amounts) -> tuple[str, ...]:
    ids = [step.rule_id for step in found.steps if step.rule_id] + [fee.rule_id for fee in money.fees]
    return tuple(dict.fromkeys(ids))


def _return_by(found: _Finding, store: StoreRules, today: date) -> date:
    """Whoever creates the return on the last day still has time to hand the parcel over."""
    latest = today + timedelta(days=store.hand_over.days)
    return max(found.deadline.day, latest) if found.deadline else latest


def _methods(store: StoreRules, line: OrderLine) -> tuple[Method, ...]:
    return tuple(way.method for way in store.ways_back(bulky=line.bulky))


def _refund_time(store: StoreRules, line: OrderLine) -> RefundTime | None:
    rule = store.refund_time(line.tender)
    return RefundTime(rule.least, rule.most, rule.unit, rule.id) if rule else None
