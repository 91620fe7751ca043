"""Eligibility: may this order line come back, on what terms, and why. Pure: no clock, no database, no wording."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from returnflow.returns.facts import inputs
from returnflow.returns.judging import Case, Circumstances, Finding, judge, money, open_case, ways_back
from returnflow.returns.model import Decision, Handling, Method, Money, OrderLine, Outcome, Reason, RefundTime, Tender
from returnflow.returns.policy.rows import About, ProcessingRule, RefundTimeRule, Trigger
from returnflow.returns.policy.rulebook import RuleBook
from returnflow.returns.refunds import Amounts
from returnflow.returns.replacements import Origin
from returnflow.returns.units import checked

_PAID = (Outcome.RETURNABLE, Outcome.KEEP_IT)
_TRAVELS = (Outcome.RETURNABLE, Outcome.EXCHANGE_ONLY)


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
    days_late: int = 0,
    damage_percent: int | None = None,
    recipient: bool | None = None,
    together: bool = False,
    origin: Origin | None = None,
    keep_below: Money | None = None,
    handling: Handling = Handling.AUTO,
) -> Decision:
    """Judge `quantity` units of a line (the first ones, unless `units` names them) as of `now` in the customer's zone.

    triggers: circumstances known besides those recorded with the line. days_late: days the parcel was handed over after its last
    day; damage_percent: what an inspection found the customer's damage to be worth, where the row leaves it open.
    recipient: whether who was given it returns it; None takes a gift to be returned by its recipient. together: the rest of the
    line's bundle goes back with it. origin: of a replacement, what was bought first (`replacements.origin_of`).
    keep_below: the merchant's threshold below which a faulty item is refunded and kept; it counts only when `handling`, what the
    risk allows, is AUTO. Raises InvalidInput.
    """
    given = Circumstances(triggers, days_late, damage_percent, recipient, together, origin, keep_below, handling)
    meant = checked(line, quantity, tuple(units) if units is not None else None)
    return weigh(line, meant, reason, rules, now, zone, given).decision


@dataclass(frozen=True, slots=True)
class Weighed:
    """A decision and what it was found from, for whoever explains it."""

    decision: Decision
    case: Case
    found: Finding


def weigh(
    line: OrderLine,
    units: tuple[int, ...],
    reason: Reason,
    rules: RuleBook,
    now: datetime,
    zone: ZoneInfo,
    given: Circumstances,
) -> Weighed:
    """The decision with its derivation."""
    case = open_case(line, units, reason, rules.of(line.store), now, zone, given)
    found = judge(case)
    return Weighed(_decision(case, found, rules.version, now), case, found)


def _decision(case: Case, found: Finding, version: str, now: datetime) -> Decision:
    """Everything that was found, as one value."""
    sums = money(case, found.due)
    paid, travels = found.outcome in _PAID, found.outcome in _TRAVELS
    to, ways = _refund_to(case), ways_back(case) if travels else ()
    return Decision(
        outcome=found.outcome,
        store=case.line.store,
        order_number=case.line.order_number,
        line_no=case.line.line_no,
        quantity=len(case.units),
        reason=case.reason,
        decided_at=now,
        rule_version=version,
        steps=tuple(found.steps),
        rule_ids=_rule_ids(found, sums),
        price=sums.price,
        tax=sums.tax,
        refund=sums.refund if paid else Money(0, sums.price.currency),
        fees=sums.fees if paid else (),
        deadline=found.deadline.day if found.deadline else None,
        deadline_rule_id=found.deadline.rule_id if found.deadline else None,
        return_by=_return_by(case, found) if travels else None,
        return_by_rule_id=case.store.hand_over.id if travels else None,
        condition=case.rule.condition if case.rule else "",
        methods=_methods(case, ways),
        refund_time=_time(case.store.refund_time(to, case.today)) if paid else None,
        refund_lines=sums.lines if paid else (),
        refund_to=to if paid else None,
        giver_told=not case.to_recipient,
        processing_time=_time(case.store.processing_time(case.counted.seller, case.today)) if paid and travels else None,
        method_rule_ids=ways,
        inputs=inputs(case.line, case.units, case.zone, case.given),
    )


def _rule_ids(found: Finding, sums: Amounts) -> tuple[str, ...]:
    ids = [step.rule_id for step in found.steps if step.rule_id] + [fee.rule_id for fee in sums.fees]
    return tuple(dict.fromkeys(ids))


def _return_by(case: Case, found: Finding) -> date:
    """Whoever creates the return on the last day still has time to hand the parcel over."""
    latest = case.today + timedelta(days=case.store.hand_over.days)
    return max(found.deadline.day, latest) if found.deadline else latest


def _methods(case: Case, ways: tuple[str, ...]) -> tuple[Method, ...]:
    return tuple(dict.fromkeys(way.method for way in case.store.methods if way.id in ways))


def _refund_to(case: Case) -> Tender:
    """What it was paid with; for who was given it, what the store's row on gifts says."""
    gift = case.store.term(About.GIFT, case.counted.seller, case.bought) if case.to_recipient else None
    return gift.pays_to if gift and gift.pays_to else case.counted.tender


def _time(rule: RefundTimeRule | ProcessingRule | None) -> RefundTime | None:
    return RefundTime(rule.least, rule.most, rule.unit, rule.id) if rule else None
