"""Deciding with all that the records know: where a replacement began, how closely a return is looked at, what may be kept.

The one way to a decision that may open a return, whichever door it comes through. What is decided is `eligibility`'s, what is
risky is `screening`'s. Only their order is settled here: what may be kept depends on the risk, and the risk on the deadline.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from returnflow.returns.eligibility import decide
from returnflow.returns.model import Decision, Handling, Order
from returnflow.returns.policy.rulebook import RuleBook
from returnflow.returns.ports import Work
from returnflow.returns.replacements import origin_of
from returnflow.returns.risk import Risk, RiskTable, Wanted
from returnflow.returns.screening import screen
from returnflow.returns.zones import zone_of


@dataclass(frozen=True, slots=True)
class Considered:
    """A decision, and how closely the return it opens is looked at. One that opens none has no risk."""

    decision: Decision
    risk: Risk

    @property
    def handling(self) -> Handling:
        """How far the return may go by itself."""
        return self.risk.handling_of(self.decision)

    @property
    def needs_code(self) -> bool:
        """Whether a one-time code is needed besides the second fact."""
        return self.risk.needs_code_for(self.decision)


def consider(
    work: Work,
    order: Order,
    wanted: Wanted,
    rules: RuleBook,
    now: datetime,
    table: RiskTable,
    *,
    change_of_contact: bool = False,
) -> Considered:
    """Decide about units of one line as of `now`, in the customer's zone. Reads the records, writes nothing.

    Decided twice where the merchant lets cheap items be kept: without that for the risk, then with what the risk allows. The
    deadline comes from the rules, whatever `wanted` says. Raises NotFound for no such line, InvalidInput.
    """
    line, limit = order.line(wanted.line_no), table.thresholds.keep_below
    zone, origin = zone_of(order.customer.zip), origin_of(work, line)
    by_rules = partial(decide, line, wanted.reason, rules, now, zone, quantity=wanted.quantity, origin=origin)
    decision = by_rules()
    if not decision.opens_a_return:
        return Considered(decision, Risk(thresholds=table.thresholds))
    meant = replace(wanted, deadline=decision.deadline)
    risk = screen(work, order, [meant], now, table, change_of_contact=change_of_contact)
    if limit.minor and limit.currency == decision.refund.currency:
        decision = by_rules(keep_below=limit, handling=risk.handling)
    return Considered(decision, risk)
