"""What both processing agents do: summary, explicit yes, the return, its label, how it goes back, anything else."""

import re
from dataclasses import replace

from returnflow.conversation.facts import ReturnFacts
from returnflow.conversation.moves import Move, ToolResult
from returnflow.conversation.reply import AgentName, EndReason
from returnflow.dialogue.flows import absorb, verifying
from returnflow.dialogue.flows.asking import ASK_ELSE, ASK_OPEN, anything_else, consents, offer_a_person
from returnflow.dialogue.flows.call import Call
from returnflow.dialogue.flows.initial_router import VERIFIES
from returnflow.dialogue.flows.question import yes_no
from returnflow.dialogue.flows.telling import return_made, summary
from returnflow.dialogue.phrasing import ear
from returnflow.dialogue.understand.words import plain
from returnflow.returns.model import Store

ASK_CONFIRM = yes_no("ask_confirm")
_GO_ON = re.compile(r"\b(?:do it|create|go ahead|make it|proceed|the return)\b")


def proceed(call: Call, store: Store) -> Move:
    """The next step towards a label in the caller's hands."""
    case = call.state.case
    if case.made is not None and not case.made.told:
        return _tell(call)
    if case.made is not None:
        return anything_else(call)
    if not case.verified or case.decision is None or case.line_no is None:
        return call.hand_to(VERIFIES[store], "a fact of the return has changed")
    if case.needs_code and not case.proof.passed:
        return call.hand_to(VERIFIES[store], "a code is needed first")
    if case.confirmed:
        return call.use("open_return", line_no=case.line_no, quantity=case.quantity or 1, reason=call.state.return_reason)
    if call.state.talk.question != ASK_CONFIRM.key or call.phrases:
        summary(call, case.decision)
        return call.ask(ASK_CONFIRM, fresh=True)
    return call.ask(ASK_CONFIRM)


def confirm(call: Call) -> Move | None:
    """The answer to "shall I create it": only a clean yes is one."""
    if consents(call):
        call.case(confirmed=True)
        return proceed(call, call.state.store or Store.AMAZON)
    if call.heard.yes is False and not call.heard.has_facts:
        call.say("not_created")
        return anything_else(call)
    if len(call.heard.lines) > 1:
        call.say("one_by_one")
        return proceed(call, call.state.store or Store.AMAZON)
    return None


def opened(call: Call, result: ToolResult) -> Move:
    """The return exists, or could not be made."""
    if result.error:
        call.case(confirmed=False)
        call.say("open_failed")
        return offer_a_person(call, "open_failed")
    call.case(made=result.data["made"])
    return finish(call, result.data["made"])


def finish(call: Call, made: ReturnFacts) -> Move:
    """The label of a return that exists, when it needs one, then what the caller must know. Safe to repeat."""
    if made.method is None or made.label_file:
        return proceed(call, call.state.store or Store.AMAZON)
    return call.use("issue_label", rma=made.rma)


def labelled(call: Call, result: ToolResult) -> Move:
    """The label is released, or follows later: the return stands either way."""
    if not result.error:
        call.case(made=result.data["made"])
    return proceed(call, call.state.store or Store.AMAZON)


def _tell(call: Call) -> Move:
    made = call.state.case.made
    assert made is not None
    return_made(call, made)
    call.show(
        "return",
        rma=made.rma,
        item=made.item,
        refund=ear.money(made.refund).eye,
        method=made.method.value if made.method else None,
        return_by=made.return_by.isoformat(),
        drop_off_code=made.drop_off_code,
    )
    if made.label_file:
        call.show("label", rma=made.rma, file=made.label_file)
    call.case(made=replace(made, told=True))
    return anything_else(call)


def something_else(call: Call) -> Move | None:
    """The answer to "anything else": goodbye on a no; another item, order or store starts anew."""
    heard = call.heard
    if heard.yes is False and not heard.has_facts and heard.topic is None:
        return goodbye(call)
    if heard.item and call.state.case.lines and not (heard.lines or heard.store or heard.numbers.order):
        call.say("not_on_order", sources=(f"order:{call.state.order_number}",))
        return anything_else(call)
    if heard.lines or heard.item or heard.store or heard.numbers.order or heard.reason:
        return next_return(call)
    decision = call.state.case.decision
    if (
        heard.yes is True
        and _GO_ON.search(plain(heard.text))
        and decision
        and decision.opens_a_return
        and not call.state.case.made
    ):
        call.talk(wrapping_up=False)
        return proceed(call, call.state.store or Store.AMAZON)
    if heard.yes is True and heard.pure:
        call.say("no_problem")
        return call.ask(ASK_OPEN, fresh=True)
    return None


def next_return(call: Call) -> Move | None:
    """Put the return that is done aside and begin another, with what was just said."""
    case, heard = call.state.case, call.heard
    made = case.made
    same_line = heard.lines and heard.lines[0] == case.line_no and not (heard.store or heard.numbers.order)
    if made is not None and same_line:
        return None
    call.case(
        earlier=(*case.earlier, made) if made else case.earlier,
        returned=(*case.returned, made.line_no) if made else case.returned,
        made=None,
        refused=False,
    )
    absorb.forget_line(call)
    call.know(return_reason=None, item_type=None)
    call.talk(wrapping_up=False)
    if made is not None or case.refused:
        call.say("another_item")
    absorb.absorb(call)
    store = call.state.store
    target = VERIFIES[store] if store else AgentName.INITIAL_ROUTER
    if target is call.state.current_agent:
        return verifying.proceed(call, store or Store.AMAZON)
    return call.hand_to(target, "another return")


def goodbye(call: Call) -> Move:
    """The caller needs nothing more."""
    refused = call.state.case.refused and not call.state.case.made and not call.state.case.earlier
    return call.end(EndReason.COMPLETED, "goodbye_refused" if refused else "goodbye")


__all__ = ["ASK_CONFIRM", "ASK_ELSE", "confirm", "goodbye", "labelled", "next_return", "opened", "proceed", "something_else"]
