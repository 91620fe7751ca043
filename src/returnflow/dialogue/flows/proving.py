"""The one-time code: offered, sent, asked for, checked; and every way in which that can fail, which all end at a person.

Serves both needs of a code: proof of identity where facts do not serve, and the check that a large refund or a risk asks for.
Nothing here depends on whether the order exists: before verification no contact is named.
"""

from collections.abc import Callable

from returnflow.conversation.expecting import Expect, Expecting
from returnflow.conversation.moves import Move, ToolResult
from returnflow.conversation.reply import AgentName
from returnflow.conversation.slots import Slot
from returnflow.dialogue.flows import absorb
from returnflow.dialogue.flows.asking import consents, forget_question, offer_a_person
from returnflow.dialogue.flows.call import Call
from returnflow.dialogue.flows.initial_router import VERIFIES
from returnflow.dialogue.flows.question import Question, yes_no
from returnflow.dialogue.phrasing import ear
from returnflow.dialogue.understand.acts import Act
from returnflow.dialogue.understand.numbers import CODE_LENGTH
from returnflow.dialogue.understand.one_time_code import AboutCode
from returnflow.returns.model import Decision

Proceed = Callable[[Call], Move]

OFFER_CODE = yes_no("offer_code")
OFFER_CODE_TO = yes_no("offer_code_to")
ASK_CODE = Question("ask_code", Expecting(Expect.CODE, Slot.CODE, digits=(CODE_LENGTH,)))
OFFERS = (OFFER_CODE.key, OFFER_CODE_TO.key)


def offer(call: Call, *, fresh: bool = False) -> Move:
    """Offer to send a code: to the contact on file, of which a verified caller hears the end."""
    to = call.state.case.proof.to
    if to is None or not call.state.case.verified:
        return call.ask(OFFER_CODE, fresh=fresh)
    return call.ask(OFFER_CODE_TO, fresh=fresh, contact=ear.contact(to))


def ask(call: Call) -> Move:
    """Ask for the code that was sent."""
    return call.ask(ASK_CODE)


def is_hopeless(call: Call) -> bool:
    """Whether a code cannot or shall not help any more."""
    return call.state.case.proof.closed or call.state.case.proof.declined


def before_the_return(call: Call, decision: Decision) -> Move:
    """The decision needs a code: ask for one that was sent, else offer to send it, else a person."""
    proof = call.state.case.proof
    if proof.open:
        return ask(call)
    if is_hopeless(call) or proof.to is None:
        if proof.to is None:
            call.say("code_no_contact", sources=(f"order:{call.state.order_number}",))
        call.say("needs_person_amount", sources=decision.rule_ids, amount=ear.money(decision.refund))
        return offer_a_person(call, "needs_a_code")
    call.say("code_needed" if call.state.case.risk.needs_code else "code_needed_amount", sources=decision.rule_ids)
    return offer(call, fresh=True)


def offered(call: Call, proceed: Proceed) -> Move | None:
    """The answer to "shall I send a code"."""
    case = call.state.case
    if consents(call):
        return _send(call)
    if call.heard.yes is not False or call.heard.has_facts:
        return None
    call.proof(declined=True)
    if case.verified or case.locked:
        call.say("code_declined_person")
        return offer_a_person(call, "locked" if case.locked else "needs_a_code")
    call.say("code_declined")
    forget_question(call)
    return proceed(call)


def sent(call: Call, result: ToolResult) -> Move:
    """What became of the wish for a code."""
    outcome = result.error or result.data["outcome"]
    was_open = call.state.case.proof.open
    if outcome == "sent":
        call.proof(open=True, declined=False, to=result.data["to"])
        _say_sent(call, again=was_open)
        return call.ask(ASK_CODE, fresh=True)
    if outcome == "wait" and was_open:
        call.say("code_wait")
        call.not_counted()
        return ask(call)
    if outcome == "wait":
        call.say("code_in_a_moment")
        return offer(call, fresh=True)
    return _closed(call, {"locked": "code_locked", "no_contact": "code_no_contact"}.get(outcome, "code_too_many"))


def _say_sent(call: Call, *, again: bool) -> None:
    to = call.state.case.proof.to
    if again:
        call.say("code_sent_again")
    elif to is not None:
        call.say("code_sent_to", sources=(f"order:{call.state.order_number}",), contact=ear.contact(to))
    else:
        call.say("code_sent")


def _closed(call: Call, key: str, reason: str = "no_code") -> Move:
    """No code helps any more: only a person does."""
    call.proof(open=False, closed=True)
    call.say(key)
    return offer_a_person(call, "locked" if call.state.case.locked else reason)


def answer(call: Call) -> Move | None:
    """What was said when the code was asked for; only digits are looked at here, and only all six are tried."""
    numbers = call.heard.numbers
    if numbers.code:
        return call.use("check_code", code=numbers.code)
    if numbers.loose:
        call.say("code_miscount", count=ear.text(ear.number(len(numbers.loose))))
        return ask(call)
    if call.heard.yes is not None and not call.heard.has_facts:
        call.say("no_problem")
        return ask(call)
    return None


def failed(call: Call, result: ToolResult) -> Move:
    """A code that was not right: again, a new one, or a person."""
    outcome = result.error or result.data["outcome"]
    if result.error or outcome == "wrong":
        call.say("code_wrong" if outcome == "wrong" else "not_understood")
        return ask(call)
    if outcome == "expired":
        call.proof(open=False)
        call.say("code_expired")
        return offer(call, fresh=True)
    return _closed(call, "code_locked")


def proved(call: Call) -> None:
    """The code was right: facts that were wrong before do not matter any more."""
    call.proof(open=False, passed=True)
    call.case(locked=False, wrong_facts=0)


def about_code(call: Call, proceed: Proceed) -> Move | None:
    """At every step: "send me a code", "I didn't get it", "I can't get to my mail"."""
    meant, proof = call.heard.about_code, call.state.case.proof
    if meant is None or call.state.current_agent is AgentName.HUMAN_HANDOFF or call.heard.topic is not None:
        return None
    if meant is AboutCode.WANTED and not proof.open:
        return _wanted(call, proceed)
    if meant is AboutCode.NO_ACCESS:
        return _closed(call, "code_no_access")
    return _send(call) if proof.open else None


def _send(call: Call) -> Move:
    """By the channel asked for now, or before."""
    call.proof(prefer=call.heard.channel or call.state.case.proof.prefer)
    return call.use("send_code", prefer=call.state.case.proof.prefer)


def _wanted(call: Call, proceed: Proceed) -> Move:
    """The caller asks for a code himself, which is the yes to sending one."""
    absorb.absorb(call)
    state = call.state
    if state.case.proof.passed or (state.case.verified and not _is_needed(call)):
        call.say("code_not_needed")
        return proceed(call)
    if state.order_number is None or state.current_agent not in VERIFIES.values():
        call.say("code_first_order")
        return proceed(call)
    if state.case.proof.closed:
        call.say("person_can_check")
        return offer_a_person(call, "no_code")
    return _send(call)


def _is_needed(call: Call) -> bool:
    return call.state.case.decision is not None and call.state.case.needs_code


def no_fact(call: Call, proceed: Proceed) -> Move | None:
    """Neither ZIP nor name at hand: a code does as well, else a person."""
    heard = call.heard
    if call.state.talk.expecting.kind is not Expect.SECOND_FACT or not {Act.DONT_HAVE, Act.DONT_KNOW} & heard.acts:
        return None
    if heard.numbers.zip or heard.last_name or heard.numbers.order:
        return None
    absorb.absorb(call)
    if is_hopeless(call):
        call.say("person_can_check")
        return offer_a_person(call, "no_fact")
    call.say("no_problem")
    return offer(call)
