"""The first agent: greet, hear what it is about, find the store, pass the call on."""

from returnflow.conversation.expecting import Expect, Expecting
from returnflow.conversation.moves import Move
from returnflow.conversation.reply import AgentName
from returnflow.conversation.slots import Slot
from returnflow.dialogue.flows.absorb import STORE_NAMES
from returnflow.dialogue.flows.call import Call
from returnflow.dialogue.flows.question import Question
from returnflow.returns.model import Store

ASK_STORE = Question("ask_store", Expecting(Expect.STORE, Slot.STORE, options=tuple(STORE_NAMES.values())))

VERIFIES = {Store.AMAZON: AgentName.AMAZON_VERIFICATION, Store.WALMART: AgentName.WALMART_VERIFICATION}
"""The agent that verifies callers of each store."""


def greet(call: Call) -> Move:
    """The first words of a call: who speaks, that it is a machine, whether it records, how to reach a person."""
    call.say("greeting")
    call.say("recording_on" if call.state.caller.recording else "recording_off")
    call.say("person_any_time")
    return call.ask(ASK_STORE)


def proceed(call: Call) -> Move:
    """Pass the call on as soon as the store is known."""
    store = call.state.store
    if store is not None:
        return call.hand_to(VERIFIES[store], f"the order is from {store.value}", _confidence(call))
    if not call.phrases and call.heard.has_facts:
        call.say("happy_to_help")
    return call.ask(ASK_STORE)


def _confidence(call: Call) -> float:
    """How sure the routing is: the store was named, and how clear the wish to return was."""
    return max((scored.confidence for scored in call.heard.intents), default=0.9)
