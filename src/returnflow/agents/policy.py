"""The tool that answers questions of policy: from the rule book, each answer with the ids of its rows."""

from typing import Any

from returnflow.agents.toolbox import Surroundings
from returnflow.conversation.moves import ToolResult
from returnflow.dialogue.understand.intents import Topic
from returnflow.returns.model import Method, Outcome, Store
from returnflow.returns.policy import Answer, Question, answer
from returnflow.returns.policy.rows import Anchor

Told = tuple[str, dict[str, Any], tuple[str, ...]]

_QUESTIONS = {
    Topic.WINDOW: Question.HOW_LONG,
    Topic.COST: Question.IS_IT_FREE,
    Topic.CONDITION: Question.WHAT_CONDITION,
    Topic.DROP_OFF: Question.HOW_TO_SEND,
    Topic.PRINTER: Question.HOW_TO_SEND,
    Topic.REFUND_TIME: Question.WHEN_REFUNDED,
}
_WITHOUT_RULE = {
    Topic.REFUND_WHERE: "policy_refund_where",
    Topic.PACKAGING: "policy_packaging",
    Topic.RECEIPT: "policy_receipt",
    Topic.PRIVACY: "policy_privacy",
}
_ANCHORS = {Anchor.DELIVERY: "delivery", Anchor.PURCHASE: "purchase", Anchor.SHIPPED_PLUS_7: "seven days after shipping"}
STORE_NAMES = {Store.AMAZON: "Amazon", Store.WALMART: "Walmart"}


def policy_answer(at: Surroundings, arguments: dict[str, Any]) -> ToolResult:
    """What the rules in force say, for the item in hand when it is known."""
    topic = Topic(arguments["topic"])
    decision = at.state.case.decision
    if topic is Topic.WINDOW and decision is not None and decision.deadline is not None:
        told: list[Told] = [("policy_deadline", {"deadline": decision.deadline}, decision.rule_ids)]
        return ToolResult("policy_answer", {"topic": topic.value, "answers": told})
    if topic is Topic.AMOUNT:
        return ToolResult("policy_answer", {"topic": topic.value, "answers": [_amount(at)]})
    if topic in _WITHOUT_RULE:
        return ToolResult("policy_answer", {"topic": topic.value, "answers": [(_WITHOUT_RULE[topic], {}, ("desk:procedure",))]})
    question = _QUESTIONS.get(topic)
    if question is not None and at.state.store is None:
        return ToolResult("policy_answer", {"topic": topic.value, "answers": [("policy_depends", {}, ("desk:procedure",))]})
    found = _look_up(at, question) if question else None
    told = _told(topic, found) if found else []
    return ToolResult("policy_answer", {"topic": topic.value, "answers": told or [("policy_unknown", {}, ())]})


def _amount(at: Surroundings) -> Told:
    decision, made = at.state.case.decision, at.state.case.made
    if made is not None:
        return ("policy_amount", {"amount": made.refund}, (f"return:{made.rma}",))
    if decision is not None and decision.opens_a_return:
        return ("policy_amount", {"amount": decision.refund}, decision.rule_ids)
    return ("policy_amount_later", {}, ("desk:procedure",))


def _look_up(at: Surroundings, question: Question) -> Answer | None:
    line = at.state.line
    store = at.state.store
    if store is None:
        return None
    about = line.category if line else at.state.item_type
    bought = line.purchased_at if line else at.now
    if line:
        return answer(at.rules, store, about, question, bought.date(), seller=line.seller, tender=line.tender)
    return answer(at.rules, store, about, question, bought.date())


def _told(topic: Topic, found: Answer) -> list[Told]:
    store = STORE_NAMES[found.store]
    ids = found.rule_ids
    if found.outcome is Outcome.NOT_RETURNABLE:
        return [("policy_not_returnable", {"store": store}, ids)]
    if topic is Topic.WINDOW and found.days is not None and found.anchor is not None:
        return [("policy_window", {"store": store, "days": found.days, "anchor": _ANCHORS[found.anchor]}, ids)]
    if topic is Topic.COST:
        return [("policy_cost_free" if found.free else "policy_cost_seen", {}, ids)]
    if topic is Topic.CONDITION and found.condition:
        return [("policy_condition", {"condition": found.condition}, ids)]
    if topic is Topic.PRINTER and Method.DROP_OFF_CODE in found.methods:
        return [("policy_printer", {}, ids)]
    if topic in (Topic.DROP_OFF, Topic.PRINTER) and found.methods:
        return [(_WAYS.get(found.methods[0], "policy_drop_off"), {}, ids)]
    if topic is Topic.REFUND_TIME and found.refund:
        time = {"least": found.refund.least, "most": found.refund.most, "unit": found.refund.unit.replace("_", " ")}
        return [("policy_refund_time", time, ids)]
    return []


_WAYS = {Method.DROP_OFF_CODE: "policy_drop_off", Method.STORE_COUNTER: "policy_store_counter"}
