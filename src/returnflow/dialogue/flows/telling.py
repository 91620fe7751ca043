"""What is told from records and rules: a refusal, the summary, the return made, an answer to a question of policy."""

from datetime import date

from returnflow.conversation.facts import ReturnFacts
from returnflow.conversation.moves import Move, ToolResult, Value
from returnflow.dialogue.flows.absorb import STORE_NAMES, the
from returnflow.dialogue.flows.asking import offer_a_person
from returnflow.dialogue.flows.call import Call
from returnflow.dialogue.phrasing import ear
from returnflow.returns.model import Because, Decision, Handling, Method, Money, Outcome
from returnflow.returns.risk import Tell


def refusal(call: Call, decision: Decision) -> Move:
    """Why not, with the rule behind it, and a person who may decide otherwise."""
    sources = _sources(decision)
    call.show("decision", **decision_card(decision))
    if decision.outcome is Outcome.NEEDS_A_PERSON:
        claim = Because.CLAIM in decision.reasons
        call.say("needs_person_claim" if claim else "needs_person", sources=sources)
        return offer_a_person(call, "needs_a_person")
    call.case(refused=True)
    if Because.WINDOW_OVER in decision.reasons and decision.deadline:
        call.say("refused_window", sources=sources, deadline=ear.day(decision.deadline, call.today))
    else:
        call.say("refused_category", sources=sources, store=ear.text(STORE_NAMES[decision.store]))
    return offer_a_person(call, "refused")


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
    line = call.state.line
    item = ear.text(the(line.short_name if line else call.state.item_type or "item"))
    amount, sources = ear.money(decision.refund), _sources(decision)
    if decision.outcome is Outcome.KEEP_IT:
        call.say("summary_keep", sources=sources, item=item, amount=amount)
        return
    if decision.outcome is Outcome.EXCHANGE_ONLY:
        call.say("summary_exchange", sources=sources, item=item)
    elif decision.quantity > 1 and line is not None:
        call.say(
            "summary_many",
            sources=sources,
            item=ear.text(ear.plural(line.short_name)),
            amount=amount,
            count=ear.text(ear.number(decision.quantity)),
        )
    else:
        call.say("summary", sources=sources, item=item, amount=amount)
    for fee in decision.fees[:1]:
        call.say("fee", sources=(fee.rule_id,), fee=ear.money(fee.amount))
    if decision.methods and decision.return_by:
        until = (decision.return_by_rule_id,) if decision.return_by_rule_id else sources
        call.say(f"method_{decision.methods[0].value}", sources=until, deadline=ear.day(decision.return_by, call.today))
    if decision.outcome is Outcome.RETURNABLE:
        _after_check(call)
    call.show("decision", **decision_card(decision), handling=call.state.case.handling.value)


def return_made(call: Call, made: ReturnFacts) -> None:
    """The number, how it goes back, by when."""
    source = (f"return:{made.rma}",)
    call.say("made", sources=source, rma=ear.code(made.rma))
    if made.label_file:
        call.say("label_ready", sources=source)
    elif made.method in (Method.PRINTED_LABEL, Method.DROP_OFF_CODE):
        call.say("label_later", sources=source)
    if made.method is None:
        call.say("keep_told", sources=source)
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


def _sources(decision: Decision) -> tuple[str, ...]:
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
