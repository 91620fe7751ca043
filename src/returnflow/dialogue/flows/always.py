"""What works at every step, whichever agent has the call: repeat, wait, a person, a question of policy, going back, goodbye.

Each function looks for its own cue and returns a move, or None to leave the utterance to the next. The order in `ALWAYS` is the
order of importance: danger before anger before politeness.
"""

from collections.abc import Callable
from dataclasses import replace

from returnflow.conversation.expecting import Expect
from returnflow.conversation.moves import Move
from returnflow.conversation.reply import AgentName, EndReason
from returnflow.conversation.slots import Slot
from returnflow.dialogue.flows.absorb import absorb, forget_line, forget_order
from returnflow.dialogue.flows.asking import ASK_ELSE, anything_else, offer_a_person, to_a_person
from returnflow.dialogue.flows.call import Call
from returnflow.dialogue.flows.proving import about_code, no_fact
from returnflow.dialogue.understand.acts import Act
from returnflow.dialogue.understand.intents import Intent, Topic
from returnflow.dialogue.understand.understanding import Problem
from returnflow.dialogue.understand.words import plain

Proceed = Callable[[Call], Move]

_PROBLEMS = {
    Problem.EMPTY: "not_understood",
    Problem.TOO_LONG: "too_long",
    Problem.NOT_WORDS: "not_understood",
    Problem.NOT_SPEECH: "not_speech",
}
_NOT_REPEATED = frozenset({
    "of_course", "slower", "not_understood", "number_taken", "no_problem", "store_noted", "store_changed", "reason_noted",
    "reason_sorry", "take_your_time", "hello", "you_are_welcome", "still_there", "sorry_trouble", "carry_on",
})  # fmt: skip
_OUT_OF_SCOPE = (
    Intent.REFUND_STATUS,
    Intent.ORDER_STATUS,
    Intent.CANCEL_ORDER,
    Intent.CANCEL_RETURN,
    Intent.CHARGE_COMPLAINT,
    Intent.CHANGE_ADDRESS,
    Intent.PLACE_ORDER,
)


def problem(call: Call, proceed: Proceed) -> Move | None:
    """Nothing that can be looked into: say so kindly, change nothing."""
    found = call.heard.problem
    if found is None:
        return None
    call.say(_PROBLEMS[found])
    return ask_the_same(call)


def danger(call: Call, proceed: Proceed) -> Move | None:
    """Fire, smoke, injury: advice first, then a person."""
    if call.state.current_agent is AgentName.HUMAN_HANDOFF or not {Act.SAFETY, Act.INJURY} & call.heard.acts:
        return None
    absorb(call)
    call.phrases.clear()
    if Act.INJURY in call.heard.acts:
        call.say("injury")
    else:
        call.say("safety")
        call.say("safety_no_mail")
    return to_a_person(call, "safety")


def legal(call: Call, proceed: Proceed) -> Move | None:
    """A threat of legal action is for a person."""
    if call.state.current_agent is AgentName.HUMAN_HANDOFF or Act.LEGAL not in call.heard.acts:
        return None
    call.say("legal")
    return to_a_person(call, "legal")


def dont_record(call: Call, proceed: Proceed) -> Move | None:
    """Stop and delete the recording, at any time."""
    if Act.DONT_RECORD not in call.heard.acts:
        return None
    if call.state.caller.recording:
        return call.use("stop_recording")
    call.say("not_recording")
    return ask_the_same(call)


def person(call: Call, proceed: Proceed) -> Move | None:
    """Asked for a person."""
    if Act.PERSON not in call.heard.acts or "don't" in plain(call.heard.text).split()[:3]:
        return None
    if call.state.current_agent is AgentName.HUMAN_HANDOFF and not call.state.handoff.declined:
        return None
    absorb(call)
    call.phrases.clear()
    call.say("person_now")
    return to_a_person(call, "asked")


def anger(call: Call, proceed: Proceed) -> Move | None:
    """Take it seriously: sorry, and a person, unless facts came along to go on with."""
    if Act.ANGER not in call.heard.acts or call.state.current_agent is AgentName.HUMAN_HANDOFF:
        return None
    call.say("sorry_trouble")
    if call.heard.has_facts:
        return None
    return offer_a_person(call, "anger")


def wait(call: Call, proceed: Proceed) -> Move | None:
    """The caller looks for something."""
    if not {Act.WAIT} & call.heard.acts or call.heard.has_facts:
        return None
    call.say("take_your_time")
    return call.wait()


def repeat(call: Call, proceed: Proceed) -> Move | None:
    """Say it again, more slowly when asked to."""
    if not {Act.REPEAT, Act.SLOWER} & call.heard.acts or call.heard.has_facts:
        return None
    if Act.SLOWER in call.heard.acts:
        call.talk(slower=True)
        call.say("slower")
    else:
        call.say("of_course")
    call.phrases += [phrase for phrase in call.state.talk.phrases if phrase.key not in _NOT_REPEATED]
    return call.wait()


def go_back(call: Call, proceed: Proceed) -> Move | None:
    """Forget the fact that came last, and ask for it again."""
    if Act.GO_BACK not in call.heard.acts or call.heard.has_facts:
        return None
    filled = call.state.case.filled
    call.say("went_back")
    if call.state.case.made is not None:
        call.say("return_exists", sources=(f"return:{call.state.case.made.rma}",), rma=_rma(call))
        return anything_else(call)
    if filled:
        _forget(call, filled[-1])
        call.case(filled=filled[:-1], confirmed=False, refused=False)
    call.talk(question="", asked=0, wrapping_up=False)
    return proceed(call)


def about_us(call: Call, proceed: Proceed) -> Move | None:
    """Am I talking to a robot, can you hear me, what can you do, how are you: answered in a sentence, then back."""
    answers = {
        Act.ARE_YOU_A_BOT: "i_am_automated",
        Act.CAN_YOU_HEAR: "heard_you",
        Act.OVERRIDE: "no_override",
        Act.HELP: "what_i_do",
        Act.SMALL_TALK: "small_talk",
    }
    found = next((act for act in answers if act in call.heard.acts), None)
    if found is None or call.heard.has_facts or call.heard.topic:
        return None
    call.say(answers[found])
    return ask_the_same(call)


def policy(call: Call, proceed: Proceed) -> Move | None:
    """A question in the middle: answered from the rules, then back to where the call was."""
    topic = call.heard.topic
    if topic is None or call.state.current_agent is AgentName.HUMAN_HANDOFF:
        return None
    absorb(call)
    if topic is Topic.FIND_ORDER_NUMBER:
        call.say("find_order_number")
        return ask_the_same(call)
    return call.use("policy_answer", topic=topic.value, store=call.state.store, line_no=call.state.case.line_no)


def no_order_number(call: Call, proceed: Proceed) -> Move | None:
    """Where to find it, the second time a person who can look it up."""
    if call.state.talk.expecting.kind is not Expect.ORDER_NUMBER or call.heard.has_facts:
        return None
    if not {Act.DONT_HAVE, Act.DONT_KNOW} & call.heard.acts:
        return None
    if all(phrase.key != "find_order_number" for phrase in call.state.talk.phrases):
        call.say("find_order_number")
        return ask_the_same(call)
    call.say("person_can_find")
    return offer_a_person(call, "no_order_number")


def out_of_scope(call: Call, proceed: Proceed) -> Move | None:
    """What this desk does not do: a person does."""
    if not call.heard.intents or call.heard.intents[0].intent not in _OUT_OF_SCOPE or call.heard.has_facts:
        return None
    if call.state.current_agent is AgentName.HUMAN_HANDOFF:
        return None
    call.know(user_intent=call.heard.intents[0].intent.value)
    call.say("out_of_scope")
    return offer_a_person(call, call.heard.intents[0].intent.value)


def cancel(call: Call, proceed: Proceed) -> Move | None:
    """The caller keeps the item after all."""
    if Act.CANCEL not in call.heard.acts or call.heard.has_facts:
        return None
    made = call.state.case.made
    if made is not None:
        call.say("return_exists", sources=(f"return:{made.rma}",), rma=_rma(call))
        return offer_a_person(call, "cancel_return")
    call.say("cancelled")
    return anything_else(call)


def goodbye(call: Call, proceed: Proceed) -> Move | None:
    """Leaving, whatever was asked."""
    if Act.GOODBYE not in call.heard.acts or call.heard.has_facts or call.heard.yes is True:
        return None
    return call.end(EndReason.COMPLETED, "goodbye")


def courtesy(call: Call, proceed: Proceed) -> Move | None:
    """Thanks, hello, "I'm back" and nothing else."""
    heard = call.heard
    if heard.has_facts or heard.intents:
        return None
    if Act.BACK in heard.acts and call.state.talk.expecting.kind is not Expect.YES_NO:
        call.say("no_problem")
        return ask_the_same(call)
    if heard.yes is not None:
        return None
    if Act.THANKS in heard.acts:
        if call.state.talk.question == ASK_ELSE.key:
            return call.end(EndReason.COMPLETED, "goodbye")
        call.say("you_are_welcome")
        return ask_the_same(call)
    if Act.GREETING in heard.acts and len(plain(heard.text).split()) <= 3:
        call.say("hello")
        return ask_the_same(call)
    return None


ALWAYS: tuple[Callable[[Call, Proceed], Move | None], ...] = (
    problem, danger, legal, dont_record, person, about_code, anger, wait, repeat, go_back, about_us, out_of_scope, policy,
    no_order_number, no_fact, cancel, goodbye, courtesy,
)  # fmt: skip


def ask_the_same(call: Call) -> Move:
    """The open question again, in the words it was last asked with: asking after an excursion is no failure of the caller."""
    if call.state.talk.asking is not None:
        call.phrases.append(call.state.talk.asking)
    return call.wait()


def _forget(call: Call, slot: Slot) -> None:
    if slot is Slot.STORE:
        call.know(store=None)
        forget_order(call)
        call.state = replace(call.state, current_agent=AgentName.INITIAL_ROUTER)
    elif slot is Slot.ORDER_NUMBER or slot in (Slot.ZIP, Slot.LAST_NAME):
        forget_order(call)
    elif slot is Slot.ITEM:
        call.know(item_type=None)
        forget_line(call)
    elif slot is Slot.QUANTITY:
        call.case(quantity=0, decision=None)
    elif slot is Slot.REASON:
        call.know(return_reason=None)
        call.case(decision=None)


def _rma(call: Call):  # type: ignore[no-untyped-def]
    from returnflow.dialogue.phrasing import ear

    made = call.state.case.made
    assert made is not None
    return ear.code(made.rma)
