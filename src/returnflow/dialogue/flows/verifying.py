"""What both verification agents do: order number, one more fact, item, reason, what the rules say.

Nothing said before verification depends on whether an order exists: an unknown order gets the words of a wrong fact.
"""

from dataclasses import replace

from returnflow.conversation.expecting import Expect, Expecting
from returnflow.conversation.moves import Move
from returnflow.conversation.reply import AgentName
from returnflow.conversation.slots import Slot
from returnflow.dialogue.flows import absorb, proving
from returnflow.dialogue.flows.asking import OFFER_PERSON, anything_else, offer_a_person
from returnflow.dialogue.flows.call import Call
from returnflow.dialogue.flows.question import Question
from returnflow.dialogue.flows.refusing import refusal
from returnflow.dialogue.flows.telling import second_look
from returnflow.dialogue.phrasing import ear
from returnflow.dialogue.understand.numbers import LENGTHS, ZIP_LENGTH
from returnflow.dialogue.understand.quantity import ALL
from returnflow.returns.model import Fault, Handling, Outcome, Reason, Store, fault

ASK_FACT = Question("ask_fact", Expecting(Expect.SECOND_FACT, Slot.ZIP, digits=(ZIP_LENGTH,)))
ASK_NAME = Question("ask_name", Expecting(Expect.SECOND_FACT, Slot.LAST_NAME, digits=(ZIP_LENGTH,)))
ASK_ZIP = Question("ask_zip", Expecting(Expect.SECOND_FACT, Slot.ZIP, digits=(ZIP_LENGTH,)))
ASK_ITEM = Question("ask_item", Expecting(Expect.ITEM, Slot.ITEM))
ASK_WHICH = Question("ask_which", Expecting(Expect.ITEM, Slot.ITEM))
ASK_QUANTITY = Question("ask_quantity", Expecting(Expect.ITEM, Slot.QUANTITY))
ASK_REASON = Question("ask_reason", Expecting(Expect.REASON, Slot.REASON))

PROCESSES = {Store.AMAZON: AgentName.AMAZON_PROCESSING, Store.WALMART: AgentName.WALMART_PROCESSING}
"""The agent that makes the return, by store."""
_PARTS = {
    (Store.AMAZON, 0, 3): "the first three digits",
    (Store.AMAZON, 3, 10): "the seven digits in the middle",
    (Store.AMAZON, 10, 17): "the last seven digits",
    (Store.WALMART, 0, 7): "the first seven digits",
    (Store.WALMART, 7, 15): "the last eight digits",
}
MOST_OPTIONS = 2
"""Items that are read out when asking which one; of more, the page shows the list and a second try names them."""
MAX_WRONG = 3
"""Wrong facts in one call after which only a person helps; the lock of an order over calls is the domain's."""


def ask_order(store: Store) -> Question:
    """The question for an order number of that store."""
    return Question("ask_order", Expecting(Expect.ORDER_NUMBER, Slot.ORDER_NUMBER, digits=(LENGTHS[store],)))


def proceed(call: Call, store: Store) -> Move:
    """The next thing that is missing, in the order of asking."""
    case = call.state.case
    if case.locked or case.wrong_facts >= MAX_WRONG:
        return _locked(call)
    if call.state.order_number is None:
        return ask_for_order(call, store)
    if not case.verified:
        return _verify(call)
    if case.line_no is None:
        return _which_item(call)
    line = call.state.line
    if line is not None and line.line_no in case.returned:
        return _already(call)
    if line is not None and line.quantity > 1 and case.quantity == 0:
        return call.ask(ASK_QUANTITY, count=ear.text(ear.number(line.quantity)))
    if call.state.return_reason is None:
        return call.ask(ASK_REASON)
    if case.decision is None:
        return call.use("decide_return", line_no=case.line_no, reason=call.state.return_reason, quantity=case.quantity or 1)
    return _decided(call, store)


def ask_for_order(call: Call, store: Store) -> Move:
    """The order number, or the rest of it."""
    length = ear.text(ear.number(LENGTHS[store]))
    number = call.number
    if number is not None and number.number is None and number.doubtful is not None:
        return _doubtful(call, store, *number.doubtful)
    partial = call.state.case.partial_digits
    question = ask_order(store)
    if partial and len(partial) < LENGTHS[store]:
        rest = LENGTHS[store] - len(partial)
        expecting = replace(question.expecting, digits=(rest, LENGTHS[store]))
        call.talk(question=question.key, expecting=expecting)
        call.say("order_rest", digits=ear.loose_digits(partial))
        call.talk(asking=call.phrases[-1])
        return call.wait()
    return call.ask(question, length=length)


def _doubtful(call: Call, store: Store, start: int, end: int) -> Move:
    """Only the part that was not heard clearly; the whole number when that is no group of its own."""
    question = ask_order(store)
    part = _PARTS.get((store, start, end))
    call.say("not_understood")
    if part is None:
        return call.ask(question, length=ear.text(ear.number(LENGTHS[store])))
    expecting = replace(question.expecting, digits=(end - start, LENGTHS[store]))
    return call.ask(replace(question, key="ask_order_part"), expecting=expecting, part=ear.text(part))


def _verify(call: Call) -> Move:
    case = call.state.case
    if case.zip or case.last_name:
        return call.use("verify_caller", zip=case.zip, last_name=case.last_name)
    if case.proof.open:
        return proving.ask(call)
    if not call.phrases:
        call.say("number_taken")
    return call.ask({0: ASK_FACT, 1: ASK_NAME}.get(case.wrong_facts, ASK_FACT))


def wrong_fact(call: Call) -> Move:
    """After a wrong fact, or an order that does not exist: first the other fact, then both anew."""
    tried_zip = call.state.case.zip is not None
    call.case(wrong_facts=call.state.case.wrong_facts + 1, zip=None, last_name=None)
    if call.state.case.wrong_facts >= MAX_WRONG or call.state.case.locked:
        return _locked(call)
    call.say("wrong_fact")
    if call.state.case.wrong_facts == 1:
        return call.ask(ASK_NAME if tried_zip else ASK_ZIP)
    call.know(order_number=None)
    call.case(partial_digits="")
    store = call.state.store or Store.AMAZON
    return call.ask(Question("ask_order_again", ask_order(store).expecting))


def _locked(call: Call) -> Move:
    """Facts do not help any more: a code still may, whoever the caller is; then only a person."""
    call.case(locked=True, zip=None, last_name=None)
    if call.state.case.proof.open:
        return proving.ask(call)
    if call.state.order_number is not None and not proving.is_hopeless(call):
        call.say("facts_locked")
        return proving.offer(call, fresh=True)
    call.say("locked")
    call.handoff(reason="locked")
    return call.ask(OFFER_PERSON, fresh=True)


def verified(call: Call) -> Move:
    """The order is open: find the item the caller spoke of, then go on."""
    lines = call.state.case.lines
    if len(lines) == 1:
        absorb.line(call, lines[0].line_no)
    else:
        meant = call.heard.lines or _by_words(call)
        if len(meant) == 1:
            absorb.line(call, meant[0])
    chosen = call.state.line
    if chosen is not None:
        call.say("verified_item", item=ear.text(absorb.the(chosen.short_name)))
    else:
        call.say("verified")
    return proceed(call, call.state.store or Store.AMAZON)


def _by_words(call: Call) -> tuple[int, ...]:
    from returnflow.dialogue.understand.items import Line, lines_meant

    lines = [Line(line.line_no, line.short_name, line.title) for line in call.state.case.lines]
    return lines_meant(call.state.item_type or "", lines)


def _which_item(call: Call) -> Move:
    case = call.state.case
    open_lines = [line for line in case.lines if line.line_no not in case.returned] or list(case.lines)
    meant = [line for line in open_lines if line.line_no in call.heard.lines] or open_lines
    if len(meant) == 1:
        absorb.line(call, meant[0].line_no)
        return proceed(call, call.state.store or Store.AMAZON)
    if call.heard.quantity == ALL and asks_for_item(call):
        call.say("one_by_one")
        call.not_counted()
    names = [absorb.the(line.short_name) for line in meant]
    call.show("items", items=[{"line_no": line.line_no, "name": line.short_name, "title": line.title} for line in meant])
    expecting = Expecting(Expect.ITEM, Slot.ITEM, options=tuple(line.short_name for line in meant))
    question = ASK_ITEM if len(names) <= MOST_OPTIONS else ASK_WHICH
    return call.ask(question, expecting=expecting, items=ear.listed(names), count=ear.text(ear.number(len(names))))


def asks_for_item(call: Call) -> bool:
    """Whether the open question is which item goes back."""
    return call.state.talk.question in (ASK_ITEM.key, ASK_WHICH.key)


def _already(call: Call) -> Move:
    line = call.state.line
    case = call.state.case
    made = next((m for m in (*case.earlier, *case.known_returns) if line and m.line_no == line.line_no), None)
    item = ear.text(absorb.the(line.short_name if line else "item"))
    if made is not None:
        call.say("already_returned", sources=(f"return:{made.rma}",), item=item, rma=ear.code(made.rma))
    absorb.forget_line(call)
    return anything_else(call)


def _decided(call: Call, store: Store) -> Move:
    decision = call.state.case.decision
    assert decision is not None
    if not decision.opens_a_return:
        return refusal(call, decision)
    if call.state.case.handling is Handling.PERSON:
        second_look(call)
        return offer_a_person(call, "second_look")
    if call.state.case.needs_code and not call.state.case.proof.passed:
        return proving.before_the_return(call, decision)
    return call.hand_to(PROCESSES[store], f"the rules allow it: {decision.outcome.value}")


def reason_reaction(call: Call) -> None:
    """A word of sympathy when it was not the caller's fault."""
    given = call.state.return_reason
    if given is None:
        return
    call.say("reason_sorry" if fault(Reason(given)) in (Fault.SELLER, Fault.CLAIM) else "reason_noted")


def is_open(outcome: Outcome) -> bool:
    """Whether a return may be made without a person."""
    return outcome in (Outcome.RETURNABLE, Outcome.EXCHANGE_ONLY, Outcome.KEEP_IT)
