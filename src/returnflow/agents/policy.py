"""The tool that answers questions of policy: from the rule book, each answer with the ids of its rows."""

from datetime import timedelta
from typing import Any

from returnflow.agents.toolbox import Surroundings
from returnflow.conversation.moves import ToolResult
from returnflow.dialogue.understand.intents import Topic
from returnflow.returns.model import Because, Method, Outcome, Store, Tender
from returnflow.returns.policy import Answer, Question, answer, opened_in, seller_in, tender_in
from returnflow.returns.policy.rows import Anchor, ProcessingRule, RefundTimeRule

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
_ABOUT_AN_ITEM = (Question.HOW_LONG, Question.WHAT_CONDITION, Question.IS_IT_FREE, Question.HOLIDAY)
"""Questions in which a kind of item is meant when one is named; of a refund to a gift card nobody asks for the card's window."""
_ANCHORS = {Anchor.DELIVERY: "delivery", Anchor.PURCHASE: "purchase", Anchor.SHIPPED_PLUS_7: "seven days after shipping"}
STORE_NAMES = {Store.AMAZON: "Amazon", Store.WALMART: "Walmart"}


def policy_answer(at: Surroundings, arguments: dict[str, Any]) -> ToolResult:
    """What the rules in force say, for the item in hand when it is known."""
    topic = Topic(arguments["topic"])
    told = _of_the_decision(at, topic) or _of_the_rules(at, topic)
    return ToolResult("policy_answer", {"topic": topic.value, "answers": told or [("policy_unknown", {}, ())]})


def _of_the_decision(at: Surroundings, topic: Topic) -> list[Told]:
    """What was decided in this call already says it better than any row."""
    decision = at.state.case.decision
    if topic is Topic.AMOUNT:
        return [_amount(at)]
    if decision is None:
        return []
    if topic is Topic.REFUND_WHERE and decision.refund_to is Tender.GIFT_CARD and not decision.giver_told:
        return [("policy_refund_gift", {}, decision.rule_ids)]
    if topic is not Topic.WINDOW or decision.deadline is None:
        return []
    told: list[Told] = [("policy_deadline", {"deadline": decision.deadline}, decision.rule_ids)]
    if Because.SEASON_UNCONFIRMED in decision.reasons:
        told.append(("policy_not_confirmed", {"store": STORE_NAMES[decision.store]}, decision.rule_ids))
    return told


def _of_the_rules(at: Surroundings, topic: Topic) -> list[Told]:
    if topic in _WITHOUT_RULE:
        return [(_WITHOUT_RULE[topic], {}, ("desk:procedure",))]
    question = _QUESTIONS.get(topic)
    if question is not None and at.state.store is None:
        return [("policy_depends", {}, ("desk:procedure",))]
    found = _look_up(at, question) if question else None
    told = _told(topic, found) if found else []
    if told and topic is Topic.WINDOW and found is not None and found.season_until is not None:
        told += _season(at, found)
    return told


def _season(at: Surroundings, found: Answer) -> list[Told]:
    """That a season gives longer than the days just told, and whether anybody has announced it."""
    until, holiday = found.season_until, _look_up(at, Question.HOLIDAY)
    bought = at.state.line.purchased_at.date() if at.state.line else at.now.date()
    season = next((row for row in holiday.seasons if row.deadline == until), None) if holiday else None
    if season is None or until is None or found.days is None or until <= bought + timedelta(days=found.days):
        return []
    store = STORE_NAMES[found.store]
    if season.unconfirmed:
        return [("policy_season_open", {"deadline": until, "store": store}, (season.id,))]
    return [("policy_season", {"deadline": until}, (season.id,))]


def _amount(at: Surroundings) -> Told:
    decision, made = at.state.case.decision, at.state.case.made
    if made is not None:
        return ("policy_amount", {"amount": made.refund}, (f"return:{made.rma}",))
    if decision is not None and decision.opens_a_return:
        return ("policy_amount", {"amount": decision.refund}, decision.rule_ids)
    return ("policy_amount_later", {}, ("desk:procedure",))


def _look_up(at: Surroundings, question: Question) -> Answer | None:
    """By the facts of the item in hand; before there is one, by what the question itself says of it."""
    store, line, words = at.state.store, at.state.line, at.heard.text
    if store is None:
        return None
    if line:
        bought = line.purchased_at.date()
        return answer(
            at.rules, store, line.category, question, bought, seller=line.seller, tender=line.tender, opened=line.opened
        )
    about = at.state.item_type or (words if question in _ABOUT_AN_ITEM else None)
    tender = tender_in(words) or Tender.CREDIT_CARD
    return answer(
        at.rules, store, about, question, at.now.date(), seller=seller_in(words), tender=tender, opened=opened_in(words)
    )


def _told(topic: Topic, found: Answer) -> list[Told]:
    store = STORE_NAMES[found.store]
    ids = found.rule_ids
    if found.outcome is Outcome.NOT_RETURNABLE:
        return [("policy_not_returnable", {"store": store}, ids)]
    if topic is Topic.WINDOW and found.days is not None and found.anchor is not None:
        key = "policy_window_at_least" if found.at_least else "policy_window"
        return [(key, {"store": store, "days": found.days, "anchor": _ANCHORS[found.anchor]}, ids)]
    if topic is Topic.COST:
        return [("policy_cost_free" if found.free else "policy_cost_seen", {}, ids)]
    if topic is Topic.CONDITION and found.condition:
        return [("policy_condition", {"condition": found.condition}, ids)]
    if topic is Topic.PRINTER and Method.DROP_OFF_CODE in found.methods:
        return [("policy_printer", {}, ids)]
    if topic in (Topic.DROP_OFF, Topic.PRINTER) and found.methods:
        return [(_WAYS.get(found.methods[0], "policy_drop_off"), {}, ids)]
    if topic is Topic.REFUND_TIME and found.refund:
        return _refund_time(found.refund, found.processing)
    return []


def _refund_time(refund: RefundTimeRule, processing: ProcessingRule | None) -> list[Told]:
    """How long the goods are looked at, then how long the money travels; what may be at once has only an upper bound."""
    told: list[Told] = []
    for key, rule in (("policy_processing", processing), ("policy_refund_time", refund)):
        if rule is not None:
            bounds = {"most": rule.most, "unit": rule.unit.replace("_", " ")} | ({"least": rule.least} if rule.least else {})
            told.append((key if rule.least else f"{key}_most", bounds, (rule.id,)))
    return told


_WAYS = {Method.DROP_OFF_CODE: "policy_drop_off", Method.STORE_COUNTER: "policy_store_counter"}
