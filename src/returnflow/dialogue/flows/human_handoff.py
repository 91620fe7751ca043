"""Finding a person: a place in the queue with everything known, and a call back when nobody is free."""

from returnflow.conversation.expecting import Expect, Expecting
from returnflow.conversation.moves import Move, ToolResult
from returnflow.conversation.reply import EndReason
from returnflow.conversation.slots import Slot
from returnflow.dialogue.flows.asking import anything_else, only_a_person
from returnflow.dialogue.flows.call import Call
from returnflow.dialogue.flows.question import Question, yes_no
from returnflow.dialogue.phrasing import ear

HOURS = "merchant.hours"
ASK_CALLBACK = yes_no("ask_callback")
ASK_PHONE = Question("ask_phone", Expecting(Expect.PHONE, Slot.CONTACT, digits=(10, 11)))
ASK_PHONE_RIGHT = yes_no("ask_phone_right")


def proceed(call: Call) -> Move:
    """Queue first; then, with nobody free, the call back."""
    handoff = call.state.handoff
    if not handoff.request_id:
        return call.use("request_person", reason=handoff.reason or "asked")
    if handoff.callback_id:
        return call.end(EndReason.HANDED_OFF, "callback_set")
    if handoff.contact and not handoff.contact_confirmed:
        return call.ask(ASK_PHONE_RIGHT, phone=ear.phone(handoff.contact))
    if handoff.contact:
        return call.use("add_callback", contact=handoff.contact)
    if call.state.talk.question == ASK_PHONE.key:
        return call.ask(ASK_PHONE)
    return call.ask(ASK_CALLBACK)


def requested(call: Call, result: ToolResult) -> Move:
    """In the queue. Out of hours it is said when people are back; within them today's desk knows nobody who is free."""
    call.handoff(request_id=result.data["request_id"])
    call.say("queued")
    if call.back_at is None:
        call.say("nobody_free")
    else:
        call.say("closed_until", sources=(HOURS,), when=ear.moment(call.back_at, call.today))
    return call.ask(ASK_CALLBACK, fresh=True)


def called_back(call: Call, result: ToolResult) -> Move:
    """The number is noted."""
    call.handoff(callback_id=result.data["callback_id"])
    return proceed(call)


def callback(call: Call) -> Move | None:
    """The answer to "shall we call you back"; a number said at once counts as a yes."""
    if call.heard.numbers.phone:
        return phone(call)
    if call.heard.yes is True:
        return call.ask(ASK_PHONE, fresh=True)
    if call.heard.yes is False:
        call.handoff(declined=True)
        call.say("no_callback")
        return _back(call)
    return None


def _back(call: Call) -> Move:
    """To the agent that had the call, when there is something to go on with."""
    case, came_from = call.state.case, call.state.handoff.came_from
    over = case.made is not None or only_a_person(case)
    if came_from is None or over or call.state.handoff.reason in ("safety", "legal"):
        return anything_else(call)
    return call.hand_to(came_from, "the caller would rather go on")


def phone(call: Call) -> Move | None:
    """The number to call, read back before it is believed."""
    if call.heard.numbers.phone is None:
        return None
    call.handoff(contact=call.heard.numbers.phone, contact_confirmed=False)
    return call.ask(ASK_PHONE_RIGHT, fresh=True, phone=ear.phone(call.state.handoff.contact))


def phone_right(call: Call) -> Move | None:
    """The answer to the number read back; another number said instead replaces it."""
    if call.heard.numbers.phone and call.heard.numbers.phone != call.state.handoff.contact:
        return phone(call)
    if call.heard.clean_yes and call.heard.topic is None:
        call.handoff(contact_confirmed=True)
        return proceed(call)
    if call.heard.yes is False:
        call.handoff(contact="")
        call.say("phone_again")
        return call.ask(ASK_PHONE, fresh=True)
    return None
