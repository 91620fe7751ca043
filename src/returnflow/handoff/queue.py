"""The queue for a person: what an operator must know before saying hello, and a place in line."""

from collections.abc import Sequence
from datetime import datetime

from returnflow.conversation.facts import ReturnFacts
from returnflow.conversation.state import ConversationState, to_json
from returnflow.database import DatabaseWork
from returnflow.records.redaction import Known, redact
from returnflow.returns.model import Customer

_REASONS = {
    "asked": "asked for a person",
    "anger": "is upset",
    "safety": "reports fire, smoke or an injury",
    "legal": "mentions legal action",
    "locked": "could not be verified in three tries",
    "refused": "was refused by the rules and asks again",
    "needs_a_person": "has a case that the rules leave to a person",
    "needs_a_code": "has a refund above the limit for an automatic return",
    "no_code": "needs a one-time code and cannot use one",
    "no_fact": "has neither ZIP code nor last name at hand, and wants no code",
    "second_look": "has a return that a person should look at first",
    "misunderstandings": "was not understood several times",
    "no_order_number": "does not have the order number",
    "trouble": "met a fault of ours",
    "open_failed": "has a return that could not be created",
}


def request(work: DatabaseWork, state: ConversationState, reason: str, at: datetime) -> str:
    """Queue this call with its summary and whole state; a call that waits already keeps its place. Gives the entry's id."""
    return work.handoffs.request(state.session_id, reason, summary(state, reason, _customers(work, state)), to_json(state), at)


def summary(state: ConversationState, reason: str, customers: Sequence[Customer] = ()) -> str:
    """The case in a few lines: why, what, how far it got. What the caller said is told without names and contacts."""
    case = state.case
    why = _REASONS.get(reason) or f"needs help with: {reason.replace('_', ' ')}"
    lines = [f"The caller {why}."]
    if state.store:
        proof = "verified" if case.verified else f"not verified, {case.wrong_facts} wrong facts"
        lines.append(f"{state.store.value.capitalize()} order {state.order_number or 'not known'}, {proof}.")
    if state.item_type:
        reason_text = state.return_reason.value.replace("_", " ") if state.return_reason else "no reason yet"
        lines.append(f"Item: {state.item_type}; {reason_text}.")
    if case.decision:
        lines.append(f"Decision: {case.decision.outcome.value} ({', '.join(case.decision.rule_ids)}).")
    if case.risk.score:
        lines.append(f"Risk {case.risk.score} of 100: {', '.join(case.risk.ids)}.")
    for made in _returns(state):
        lines.append(f"Return created: {made.rma} for {made.item}.")
    said = [message.content for message in state.conversation_history if message.role == "user"][-3:]
    if said:
        known = Known.of((made.rma for made in _returns(state)), customers, heard=(state.order_number,))
        lines.append("Last words: " + " / ".join(redact(text, known)[:200] for text in said))
    return "\n".join(lines)


def _returns(state: ConversationState) -> list[ReturnFacts]:
    return [*state.case.earlier, *([state.case.made] if state.case.made else [])]


def _customers(work: DatabaseWork, state: ConversationState) -> list[Customer]:
    """Whose order it is about, if there is one."""
    order = work.orders.get(state.store, state.order_number) if state.store and state.order_number else None
    return [order.customer] if order else []
