"""Replaying decisions: the same question put again. Equal rules and facts give an equal decision; what differs is named."""

from dataclasses import fields
from zoneinfo import ZoneInfo

from returnflow.errors import NotFound
from returnflow.returns.eligibility import decide, weigh
from returnflow.returns.facts import circumstances, line_from
from returnflow.returns.model import Decision, OrderLine
from returnflow.returns.policy.rulebook import RuleBook


def replay(decision: Decision, line: OrderLine, rules: RuleBook, zone: ZoneInfo) -> Decision:
    """The decision made again for that line, as of the moment it was made. `differences` compares the two.

    A decision stored before its inputs were is made again for the first units and without circumstances.
    """
    if decision.inputs is None:
        return decide(line, decision.reason, rules, decision.decided_at, zone, quantity=decision.quantity)
    given = circumstances(decision.inputs)
    return weigh(line, decision.inputs.units, decision.reason, rules, decision.decided_at, zone, given).decision


def replay_as_recorded(decision: Decision, rules: RuleBook) -> Decision:
    """The same, for the line and the zone recorded with the decision, whatever became of the order.

    Raises NotFound when nothing was recorded.
    """
    if decision.inputs is None:
        raise NotFound("the decision was stored without its inputs", field="inputs", fix="replay it for the order's line")
    return replay(decision, line_from(decision.inputs.line), rules, ZoneInfo(decision.inputs.zone))


def differences(stored: Decision, again: Decision) -> tuple[str, ...]:
    """The names of the fields in which two decisions differ, `rule_version` first: then other rules were in force."""
    named = ("rule_version", *(field.name for field in fields(Decision)))
    return tuple(name for name in dict.fromkeys(named) if getattr(stored, name) != getattr(again, name))
