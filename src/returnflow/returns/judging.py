"""Judging one order line: which outcome, for which reasons, until when, at which fees. Pure; nothing is assembled here.

Each step names the row it rests on. The first step is the one to tell; those after the outcome say what else matters.
"""

from collections.abc import Set
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from returnflow.errors import InvalidInput
from returnflow.returns.model import Because, Fault, Handling, Money, OrderLine, Outcome, Reason, Step, fault
from returnflow.returns.policy.deadline import Deadline, deadline
from returnflow.returns.policy.rows import About, FeeRule, Trigger, WindowRule
from returnflow.returns.policy.rulebook import StoreRules
from returnflow.returns.refunds import Amounts, Charge, Terms, amounts
from returnflow.returns.replacements import Origin
from returnflow.returns.soundness import check_line, check_moment


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known besides the order line; what each means is said at `eligibility.decide`."""

    triggers: Set[Trigger] = frozenset()
    days_late: int = 0
    damage_percent: int | None = None
    recipient: bool | None = None
    together: bool = False
    origin: Origin | None = None
    keep_below: Money | None = None
    handling: Handling = Handling.AUTO

    def __post_init__(self) -> None:
        if self.days_late < 0:
            raise InvalidInput(f"{self.days_late} days late", field="days_late", fix="count from 0")
        if self.damage_percent is not None and not 0 <= self.damage_percent <= 100:
            raise InvalidInput(f"{self.damage_percent} per cent", field="damage_percent", fix="0 to 100")


@dataclass(frozen=True, slots=True)
class Case:
    """One question put to the rules. Of a replacement, `counted` is what was bought first: its dates and its price count."""

    line: OrderLine
    counted: OrderLine
    units: tuple[int, ...]
    reason: Reason
    store: StoreRules
    given: Circumstances
    zone: ZoneInfo
    bought: date
    today: date
    rule: WindowRule | None

    @property
    def faulty(self) -> bool:
        """Whether the reason opens a way where the category has none."""
        return self.store.overrides(self.reason, self.bought)

    @property
    def sellers_fault(self) -> bool:
        """Whether the cause lies with the seller: then nothing is kept back."""
        return fault(self.reason) is Fault.SELLER

    @property
    def to_recipient(self) -> bool:
        """Whether who was given the item returns it; of a gift that is taken for granted."""
        return self.line.gift if self.given.recipient is None else self.given.recipient

    def term(self, about: About) -> str | None:
        """The id of the store's row about that."""
        term = self.store.term(about, self.counted.seller, self.bought)
        return term.id if term else None


@dataclass(slots=True)
class Finding:
    """What has been found so far."""

    outcome: Outcome = Outcome.NEEDS_A_PERSON
    steps: list[Step] = field(default_factory=list)
    deadline: Deadline | None = None
    due: list[Charge] = field(default_factory=list)

    def say(self, outcome: Outcome, because: Because, rule_id: str | None = None) -> "Finding":
        """Settle on an outcome for a reason."""
        self.outcome = outcome
        return self.add(because, rule_id)

    def add(self, because: Because, rule_id: str | None = None) -> "Finding":
        """One more reason for the same outcome."""
        self.steps.append(Step(because, rule_id))
        return self


def open_case(
    line: OrderLine,
    units: tuple[int, ...],
    reason: Reason,
    store: StoreRules,
    now: datetime,
    zone: ZoneInfo,
    given: Circumstances,
) -> Case:
    """Put the question: find whose clock counts, the days in the customer's zone, and the row in force. Raises InvalidInput."""
    check_moment(now, "now")
    check_line(line)
    origin = given.origin.line if given.origin else None
    if origin:
        check_line(origin)
    counted = replace(origin, opened=line.opened, bulky=line.bulky) if origin else line
    bought = counted.purchased_at.astimezone(zone).date()
    rule = store.window(counted.category, counted.seller, bought, opened=counted.opened, price=counted.price.minor)
    return Case(line, counted, units, reason, store, given, zone, bought, now.astimezone(zone).date(), rule)


def judge(case: Case) -> Finding:
    """Outcome, reasons, deadline and fees."""
    found = Finding()
    if not _barred(case, found) and case.rule is not None:
        _by_rule(case, case.rule, found)
        _instead(case, case.rule, found)
        _charge(case, found)
        _besides(case, found)
    return found


def _barred(case: Case, found: Finding) -> bool:
    """What settles the matter before any window is looked at."""
    line, person = case.line, Outcome.NEEDS_A_PERSON
    if fault(case.reason) is Fault.CLAIM:
        found.say(person, Because.CLAIM, case.term(About.CLAIM))
    elif fault(case.reason) is Fault.REVIEW:
        found.say(person, Because.REVIEW)
    elif line.replaces and (case.given.origin is None or line.quantity > case.counted.quantity):
        found.say(person, Because.ORIGIN_UNKNOWN)
    elif case.given.origin and case.given.origin.refunded:
        found.say(Outcome.NOT_RETURNABLE, Because.REFUNDED_ALREADY, case.term(About.REPLACEMENT))
    elif case.rule is None:
        known = case.counted.category in case.store.by_category
        found.say(person, Because.NO_RULE if known else Because.CATEGORY_UNKNOWN)
    return bool(found.steps)


def _by_rule(case: Case, rule: WindowRule, found: Finding) -> None:
    """What the row says on this day."""
    if rule.days is not None:
        season = case.store.season(case.counted.category, case.counted.seller, case.bought)
        found.deadline = deadline(case.counted, rule, season, case.zone)
    if rule.outcome is Outcome.NOT_RETURNABLE:
        _not_returnable(case, rule, found)
    elif rule.outcome is Outcome.NEEDS_A_PERSON or found.deadline is None:
        found.say(Outcome.NEEDS_A_PERSON, Because.REVIEW, rule.id)
    elif case.today > found.deadline.day:
        _too_late(case, rule, found.deadline, found)
    else:
        _in_time(case, rule, found.deadline, found)


def _not_returnable(case: Case, rule: WindowRule, found: Finding) -> None:
    """The category never comes back; a seller's fault leads to a person, or to the money without the goods."""
    found.say(Outcome.NOT_RETURNABLE, Because.CATEGORY_NOT_RETURNABLE, rule.id)
    if case.faulty:
        found.say(rule.on_fault, Because.SELLER_FAULT, case.store.fault.id)
        if rule.on_fault is Outcome.KEEP_IT:
            found.add(Because.REFUND_WITHOUT_RETURN, rule.id)


def _too_late(case: Case, rule: WindowRule, day: Deadline, found: Finding) -> None:
    """After the last day: refused, unless it is a fault, the seller may allow longer, or the day itself is not known."""
    found.say(Outcome.NOT_RETURNABLE, Because.WINDOW_OVER, day.rule_id)
    if case.faulty:
        found.say(Outcome.NEEDS_A_PERSON, Because.SELLER_FAULT, case.store.fault.id)
        warranty = case.term(About.WARRANTY)
        if case.reason is Reason.DEFECTIVE and warranty:
            found.add(Because.WARRANTY, warranty)
    elif rule.minimum:
        found.say(Outcome.NEEDS_A_PERSON, Because.SELLER_MAY_ALLOW_LONGER, rule.id)
    elif day.at_least:
        found.say(Outcome.NEEDS_A_PERSON, Because.DELIVERY_UNKNOWN)


def _in_time(case: Case, rule: WindowRule, day: Deadline, found: Finding) -> None:
    found.say(rule.outcome, Because.IN_WINDOW, rule.id)
    if day.season is not None:
        found.add(Because.SEASON_EXTENDED, day.season.id)
        if day.season.unconfirmed:
            found.add(Because.SEASON_UNCONFIRMED, day.season.id)
    if not day.known:
        found.add(Because.DELIVERY_UNKNOWN)
    if rule.outcome is Outcome.EXCHANGE_ONLY:
        found.add(Because.CATEGORY_EXCHANGE_ONLY, rule.id)
    if case.faulty:
        found.add(Because.SELLER_FAULT, case.store.fault.id)


def _instead(case: Case, rule: WindowRule, found: Finding) -> None:
    """Where an item may come back, what goes before sending it: the rest of its bundle, nothing to send, not worth sending."""
    if found.outcome is not Outcome.RETURNABLE:
        return
    if case.line.bundle and not (case.given.together and len(case.units) == case.line.quantity):
        found.say(Outcome.NEEDS_A_PERSON, Because.BUNDLE_TOGETHER, case.term(About.BUNDLE))
    elif not rule.travels:
        found.say(Outcome.KEEP_IT, Because.DIGITAL, rule.id)
    elif _not_worth_sending(case):
        found.say(Outcome.KEEP_IT, Because.NOT_WORTH_SENDING, case.term(About.KEEP_IT))
    elif not ways_back(case):
        found.say(Outcome.NEEDS_A_PERSON, Because.NO_WAY_BACK)


def _not_worth_sending(case: Case) -> bool:
    """Below the merchant's threshold, on the seller's fault, and only for a return that nothing speaks against."""
    threshold = case.given.keep_below
    if threshold is None or not case.sellers_fault or case.given.handling is not Handling.AUTO:
        return False
    return money(case, ()).refund < threshold


def _charge(case: Case, found: Finding) -> None:
    """Find the fees due. None on the seller's fault; one without a fixed amount makes it a person's matter."""
    if found.outcome is not Outcome.RETURNABLE or case.sellers_fault:
        return
    line = case.counted
    known = {*case.given.triggers, *((Trigger.OPENED,) if line.opened else ()), *((Trigger.BULKY,) if line.bulky else ())}
    due = case.store.due_fees(
        line.category, line.seller, case.bought, known, price=line.price.minor, days_late=case.given.days_late
    )
    unfixed = next((fee for fee in due if fee.percent is None), None)
    if unfixed is not None:
        found.say(Outcome.NEEDS_A_PERSON, Because.FEE_NOT_FIXED, unfixed.id)
        return
    found.due = [Charge(fee, _percent(fee, case.given.damage_percent)) for fee in due]


def _percent(fee: FeeRule, assessed: int | None) -> int:
    """The row's figure, or less when whoever looked at the goods says so."""
    full = fee.percent or 0
    return min(full, assessed) if fee.up_to and assessed is not None else full


def _besides(case: Case, found: Finding) -> None:
    """What else matters to whoever is told the outcome."""
    if case.line.replaces:
        found.add(Because.REPLACEMENT, case.term(About.REPLACEMENT))
    if found.outcome not in (Outcome.RETURNABLE, Outcome.KEEP_IT):
        return
    if case.to_recipient:
        found.add(Because.GIFT_RECIPIENT, case.term(About.GIFT))
    if not money(case, found.due).refund.minor:
        found.add(Because.NOTHING_TO_REFUND, found.due[0].rule.id if found.due else None)


def ways_back(case: Case) -> tuple[str, ...]:
    """The ids of the rows by which it may go back; those for some places or people only are told, not offered."""
    ways = case.store.ways_back(case.today, seller=case.counted.seller, bulky=case.counted.bulky)
    return tuple(way.id for way in ways if not way.limited)


def money(case: Case, charges: list[Charge] | tuple[Charge, ...]) -> Amounts:
    """The sums of the units in question."""
    delivery = case.term(About.DELIVERY_COST) if case.sellers_fault else None
    return amounts(case.counted, case.units, charges, Terms(case.term(About.PROMOTION), delivery))
