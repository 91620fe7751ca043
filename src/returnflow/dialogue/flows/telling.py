"""What is told from records and rules: the summary, the return made, an answer to a question of policy."""

from datetime import date

from returnflow.conversation.facts import ReturnFacts
from returnflow.conversation.moves import ToolResult, Value
from returnflow.dialogue.flows.absorb import STORE_NAMES, the
from returnflow.dialogue.flows.call import Call
from returnflow.dialogue.phrasing import ear
from returnflow.returns.model import Because, Decision, Handling, Method, Money, Outcome, Tender
from returnflow.returns.risk import Tell


def second_look(call: Call) -> None:
    """Why a colleague looks at a return first: the routine, never a suspicion."""
    risk = call.state.case.risk
    tell = risk.tell if risk.signals else Tell.VALUE  # without any sign it is the sum
    call.say(f"look_{tell.value}", sources=risk.ids or ("desk:procedure",))


def _after_check(call: Call) -> None:
    """That the money waits for the parcel, when it does."""
    risk = call.state.case.risk
    if call.state.case.handling is Handling.RECEIVE_THEN_REFUND:
        call.say(f"after_check_{risk.tell.value}", sources=risk.ids or ("desk:procedure",))


def summary(call: Call, decision: Decision) -> None:
    """Item, amount, method and deadline: what the yes will be a yes to."""
    _what_comes_back(call, decision)
    for fee in decision.fees:
        call.say("fee", sources=(fee.rule_id,), fee=ear.money(fee.amount))
    if decision.methods and decision.return_by:
        _how_and_until(call, decision, decision.methods[0], decision.return_by)
    if _as_gift_card(decision):
        call.say("gift_card", sources=sources_of(decision))
    if decision.outcome is Outcome.RETURNABLE:
        _after_check(call)
    call.show("decision", **decision_card(decision), handling=call.state.case.handling.value)


def _what_comes_back(call: Call, decision: Decision) -> None:
    """The first sentence: what the customer gets for the item, and whether it has to be sent at all."""
    line = call.state.line
    name = line.short_name if line else call.state.item_type or "item"
    item, amount, sources = ear.text(the(name)), ear.money(decision.refund), sources_of(decision)
    if decision.outcome is Outcome.EXCHANGE_ONLY:
        call.say("summary_exchange", sources=sources, item=item)
    elif not decision.refund.minor:
        kept = decision.outcome is Outcome.KEEP_IT
        call.say("summary_nothing_kept" if kept else "summary_nothing", sources=sources, item=item)
    elif decision.outcome is Outcome.KEEP_IT:
        call.say("summary_digital" if _is_digital(decision) else "summary_keep", sources=sources, item=item, amount=amount)
    elif decision.quantity > 1:
        many, count = ear.text(ear.plural(name)), ear.text(ear.number(decision.quantity))
        call.say("summary_many", sources=sources, item=many, amount=amount, count=count)
    else:
        call.say("summary", sources=sources, item=item, amount=amount)


def _how_and_until(call: Call, decision: Decision, method: Method, until: date) -> None:
    """The way back and its last day, and that the day rests on a season nobody has announced."""
    sources = (decision.return_by_rule_id,) if decision.return_by_rule_id else sources_of(decision)
    call.say(f"method_{method.value}", sources=sources, deadline=ear.day(until, call.today))
    if Because.SEASON_UNCONFIRMED in decision.reasons and until == decision.deadline:
        call.say("season_open", sources=sources_of(decision), store=ear.text(STORE_NAMES[decision.store]))


def _is_digital(decision: Decision) -> bool:
    return Because.DIGITAL in decision.reasons


def _as_gift_card(decision: Decision) -> bool:
    """Whether the money goes to who was given the item, and not to the card that paid."""
    return bool(decision.refund.minor) and not decision.giver_told and decision.refund_to is Tender.GIFT_CARD


def return_made(call: Call, made: ReturnFacts) -> None:
    """The number, how it goes back, by when."""
    source = (f"return:{made.rma}",)
    call.say("made", sources=source, rma=ear.code(made.rma))
    if made.label_file:
        call.say("label_ready", sources=source)
    elif made.method in (Method.PRINTED_LABEL, Method.DROP_OFF_CODE):
        call.say("label_later", sources=source)
    if made.method is None:
        decision = call.state.case.decision
        call.say("nothing_to_send" if decision and _is_digital(decision) else "keep_told", sources=source)
        return
    call.say("hand_over_by", sources=source, deadline=ear.day(made.return_by, call.today, weekday=True))


def policy_answer(call: Call, result: ToolResult) -> None:
    """What the rules say about a topic; `answers` are (key, values, rule ids) in the order to be told."""
    for key, values, sources in result.data["answers"]:
        call.say(key, sources=sources, **{name: _value(call, value) for name, value in values.items()})


def decision_card(decision: Decision) -> dict[str, object]:
    """The decision for the page."""
    return {
        "outcome": decision.outcome.value,
        "refund": ear.money(decision.refund).eye,
        "deadline": decision.deadline.isoformat() if decision.deadline else None,
        "fees": [{"trigger": fee.trigger, "amount": ear.money(fee.amount).eye} for fee in decision.fees],
        "methods": [method.value for method in decision.methods],
        "rule_ids": list(decision.rule_ids),
        "because": [because.value for because in decision.reasons],
    }


def sources_of(decision: Decision) -> tuple[str, ...]:
    """The ids behind a decision, for the sentences that tell it."""
    return decision.rule_ids or (f"rules:{decision.rule_version}",)


def _value(call: Call, value: object) -> Value:
    """A value of an answer: a number of days, a day, a store, plain words."""
    if isinstance(value, Value):
        return value
    if isinstance(value, Money):
        return ear.money(value)
    if isinstance(value, date):
        return ear.day(value, call.today)
    if isinstance(value, int):
        return Value(ear.number(value), str(value), fact=True)
    return ear.text(str(value))
