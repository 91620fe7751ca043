"""The local brain: a state and what was heard go in, one move comes out; a tool's result goes in, the next move comes out.

Pure: no I/O, no clock, no chance. The agents carry the moves out and call `proceed` after a hand-over.
"""

from collections.abc import Callable
from dataclasses import replace

from returnflow.conversation.expecting import Expect
from returnflow.conversation.moves import Move, ToolResult
from returnflow.conversation.reply import AgentName
from returnflow.conversation.state import ConversationState
from returnflow.dialogue.flows import (
    amazon_processing,
    amazon_verification,
    human_handoff,
    initial_router,
    processing,
    proving,
    silence,
    verifying,
    walmart_processing,
    walmart_verification,
)
from returnflow.dialogue.flows.absorb import absorb
from returnflow.dialogue.flows.always import ALWAYS, ask_the_same
from returnflow.dialogue.flows.asking import (
    ASK_ELSE,
    ASK_OPEN,
    OFFER_PERSON,
    anything_else,
    forget_question,
    offer_a_person,
    only_a_person,
    to_a_person,
)
from returnflow.dialogue.flows.call import Call
from returnflow.dialogue.flows.telling import policy_answer
from returnflow.dialogue.phrasing import ear
from returnflow.dialogue.understand.acts import Act
from returnflow.dialogue.understand.items import Line
from returnflow.dialogue.understand.one_time_code import AboutCode
from returnflow.dialogue.understand.quantity import ALL
from returnflow.dialogue.understand.understanding import Context, Understanding

FLOWS: dict[AgentName, Callable[[Call], Move]] = {
    AgentName.INITIAL_ROUTER: initial_router.proceed,
    AgentName.AMAZON_VERIFICATION: amazon_verification.proceed,
    AgentName.AMAZON_PROCESSING: amazon_processing.proceed,
    AgentName.WALMART_VERIFICATION: walmart_verification.proceed,
    AgentName.WALMART_PROCESSING: walmart_processing.proceed,
    AgentName.HUMAN_HANDOFF: human_handoff.proceed,
}
_MOST = 0.7
"""Share of a spoken number's digits from which it was said whole and heard badly, rather than said in part."""
MISSED_BEFORE_PERSON = 3
"""Misunderstandings in a row after which a person is offered."""


def context(state: ConversationState) -> Context:
    """What surrounds the next utterance."""
    lines = tuple(Line(line.line_no, line.short_name, line.title) for line in state.case.lines)
    waiting = state.case.proof.open
    about_a_code = waiting or state.talk.question in proving.OFFERS
    return Context(state.talk.expecting, state.store, lines, state.case.partial_digits, about_a_code, waiting)


def greet(call: Call) -> Move:
    """The first words, or one bridging sentence when the call was resumed."""
    if is_new(call.state):
        return initial_router.greet(call)
    call.say("welcome_back")
    made = call.state.case.made
    if made is not None and not made.told:
        return processing.finish(call, made)
    return ask_the_same(call)


def is_new(state: ConversationState) -> bool:
    """Whether nothing has been said yet."""
    return not state.conversation_history


def hear(call: Call) -> Move:
    """The caller's turn: what works at every step, then the open question, then whatever facts came."""
    call.talk(silences=0)
    if Act.CHANGE_CONTACT in call.heard.acts and call.state.case.made is None:  # what was decided did not know of it
        call.case(wants_change=True, decision=None, confirmed=False)
    for behaviour in ALWAYS:
        move = behaviour(call, proceed)
        if move is not None:
            return move
    answer = ANSWERS.get(call.state.talk.question)
    if answer is not None:
        move = answer(call)
        if move is not None:
            call.talk(missed=0)
            return move
    return _facts(call)


def proceed(call: Call) -> Move:
    """The current agent's next move."""
    return FLOWS[call.state.current_agent](call)


def learn(call: Call, result: ToolResult) -> Move:
    """What follows from a tool's result."""
    return RESULTS[result.tool](call, result)


def stumble(call: Call) -> Move:
    """Something of ours broke: say sorry and ask again, the second time in a row offer a person."""
    call.say("trouble")
    missed = call.state.talk.missed + 1
    call.talk(missed=missed)
    return offer_a_person(call, "trouble") if missed > 1 else ask_the_same(call)


def silent(call: Call) -> Move:
    """The caller says nothing."""
    return silence.silent(call)


def agreed_to(question: str, heard: Understanding) -> str:
    """The tool that the caller agrees to: by a clean yes to the question that asks for it, or by asking for a code himself."""
    if heard.about_code in (AboutCode.WANTED, AboutCode.NOT_RECEIVED):
        return "send_code"
    clean = heard.clean_yes and not heard.has_facts and heard.topic is None
    return _WRITES.get(question, "") if clean else ""


def asks_for_a_write(question: str) -> bool:
    """Whether a yes to this question changes something."""
    return question in _WRITES


def _facts(call: Call) -> Move:
    before = call.state
    if absorb(call):
        call.talk(missed=0, asked=0)
        if call.state.return_reason is not before.return_reason and before.return_reason is None and call.state.case.verified:
            verifying.reason_reaction(call)
        return _carry_on(call, before)
    if call.heard.intents and call.state.talk.asked <= 1:
        call.know(user_intent=call.heard.intents[0].intent.value)
        call.talk(asked=0)
        return proceed(call)
    if _partial_number(call) or _all_of_them(call):
        return proceed(call)
    return _missed(call)


def _all_of_them(call: Call) -> bool:
    """ "Both" where one item was asked for: an answer, if not the one that was wanted."""
    return call.heard.quantity == ALL and verifying.asks_for_item(call)


def _carry_on(call: Call, before: ConversationState) -> Move:
    """After new facts: a changed store or order moves the call to where it is dealt with."""
    if call.state.current_agent is AgentName.HUMAN_HANDOFF and not call.state.handoff.declined and not call.state.case.locked:
        return proceed(call)
    if call.state.talk.wrapping_up:
        call.talk(wrapping_up=False)
    if call.state.store is not before.store and before.store is not None and call.state.store is not None:
        target = initial_router.VERIFIES[call.state.store]
        if call.state.current_agent is not target:
            return call.hand_to(target, "the caller changed the store")
    return proceed(call)


def _partial_number(call: Call) -> bool:
    """Digits, but not all of an order number: keep them, so that the rest can follow."""
    loose = call.heard.numbers.loose
    expecting = call.state.talk.expecting
    if expecting.kind is not Expect.ORDER_NUMBER or len(loose) < 3:
        return False
    wanted = max(expecting.digits)
    if call.number is not None and len(loose) > wanted * _MOST:
        call.case(partial_digits="")
        return True
    total = call.state.case.partial_digits + loose
    if len(total) < wanted:
        call.case(partial_digits=total)
        return True
    call.case(partial_digits="")
    call.say("order_miscount", count=ear.text(ear.number(len(loose))), length=ear.text(ear.number(wanted)))
    return True


def _missed(call: Call) -> Move:
    """Nothing was understood: the same question in other words, the third time a person."""
    missed = call.state.talk.missed + 1
    call.talk(missed=missed)
    if missed >= MISSED_BEFORE_PERSON and call.state.talk.question != OFFER_PERSON.key:
        call.say("not_understood")
        call.talk(missed=0)
        return offer_a_person(call, "misunderstandings")
    if not call.phrases:
        call.say("not_understood")
    if call.state.talk.question in ANSWERS:
        return ask_again(call)
    return proceed(call)


def ask_again(call: Call) -> Move:
    """The open yes-or-no question, one wording further on."""
    question = _YES_NO[call.state.talk.question]
    if question.key in proving.OFFERS:
        return proving.offer(call)
    if question is human_handoff.ASK_PHONE_RIGHT:
        return call.ask(question, phone=ear.phone(call.state.handoff.contact))
    return call.ask(question)


def _person_offered(call: Call) -> Move | None:
    if call.heard.yes is True:
        return to_a_person(call, call.state.handoff.reason or "asked")
    if call.heard.yes is False:
        if only_a_person(call.state.case):
            return anything_else(call)
        call.say("carry_on")
        forget_question(call)
        return proceed(call)
    return None


def _verified(call: Call, result: ToolResult) -> Move:
    outcome = result.data["outcome"]
    if outcome == "verified":
        return _opened_order(call, result)
    if outcome == "locked":
        call.case(locked=True)
    if not result.data["code_helps"]:
        call.proof(closed=True)
    return verifying.wrong_fact(call)


def _opened_order(call: Call, result: ToolResult) -> Move:
    """The caller has proved whose order it is: what is on it may be known from now on."""
    data = result.data
    call.know(order_number=data["order_number"])
    call.case(verified=True, wrong_facts=0, lines=data["lines"], returned=data["returned"], zone=data["zone"], line_no=None)
    call.case(known_returns=data["made"])
    call.show("order", **data["card"])
    return verifying.verified(call)


def _code_checked(call: Call, result: ToolResult) -> Move:
    if result.error or result.data["outcome"] != "passed":
        return proving.failed(call, result)
    proving.proved(call)
    if not call.state.case.verified:
        return _opened_order(call, result)
    call.say("code_right")
    return proceed(call)


def _decided(call: Call, result: ToolResult) -> Move:
    if result.error:
        call.say("needs_person")
        return offer_a_person(call, result.error)
    data = result.data
    call.case(decision=data["decision"], needs_code=data["needs_code"], risk=data["risk"], handling=data["handling"])
    call.proof(to=data["to"])
    return proceed(call)


def _policy(call: Call, result: ToolResult) -> Move:
    policy_answer(call, result)
    call.talk(answered=call.state.talk.answered + 1, missed=0)
    if call.state.talk.wrapping_up or call.state.talk.question in ANSWERS:
        return ask_the_same(call)
    call.not_counted()
    return proceed(call)


def _recording_stopped(call: Call, result: ToolResult) -> Move:
    call.state = replace(call.state, caller=replace(call.state.caller, recording=False))
    call.show("recording", recording=False)
    call.say("recording_stopped")
    return ask_the_same(call)


_YES_NO = {
    OFFER_PERSON.key: OFFER_PERSON,
    ASK_ELSE.key: ASK_ELSE,
    proving.OFFER_CODE.key: proving.OFFER_CODE,
    proving.OFFER_CODE_TO.key: proving.OFFER_CODE_TO,
    proving.ASK_CODE.key: proving.ASK_CODE,
    processing.ASK_CONFIRM.key: processing.ASK_CONFIRM,
    ASK_OPEN.key: ASK_OPEN,
    human_handoff.ASK_CALLBACK.key: human_handoff.ASK_CALLBACK,
    human_handoff.ASK_PHONE.key: human_handoff.ASK_PHONE,
    human_handoff.ASK_PHONE_RIGHT.key: human_handoff.ASK_PHONE_RIGHT,
}
ANSWERS: dict[str, Callable[[Call], Move | None]] = {
    OFFER_PERSON.key: _person_offered,
    ASK_ELSE.key: processing.something_else,
    ASK_OPEN.key: processing.something_else,
    proving.OFFER_CODE.key: lambda call: proving.offered(call, proceed),
    proving.OFFER_CODE_TO.key: lambda call: proving.offered(call, proceed),
    proving.ASK_CODE.key: proving.answer,
    processing.ASK_CONFIRM.key: processing.confirm,
    human_handoff.ASK_CALLBACK.key: human_handoff.callback,
    human_handoff.ASK_PHONE.key: human_handoff.phone,
    human_handoff.ASK_PHONE_RIGHT.key: human_handoff.phone_right,
}
RESULTS: dict[str, Callable[[Call, ToolResult], Move]] = {
    "verify_caller": _verified,
    "send_code": proving.sent,
    "check_code": _code_checked,
    "decide_return": _decided,
    "policy_answer": _policy,
    "open_return": processing.opened,
    "issue_label": processing.labelled,
    "request_person": human_handoff.requested,
    "add_callback": human_handoff.called_back,
    "stop_recording": _recording_stopped,
}
_WRITES = {
    processing.ASK_CONFIRM.key: "open_return",
    human_handoff.ASK_PHONE_RIGHT.key: "add_callback",
    proving.OFFER_CODE.key: "send_code",
    proving.OFFER_CODE_TO.key: "send_code",
}
"""What a yes to each question is a yes to."""
