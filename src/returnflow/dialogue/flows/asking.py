"""Questions that any agent may ask, and what a yes or a no to each of them leads to."""

from dataclasses import replace

from returnflow.conversation.expecting import Expect, Expecting
from returnflow.conversation.moves import Move
from returnflow.conversation.reply import AgentName
from returnflow.conversation.slots import Slot
from returnflow.conversation.state import Case
from returnflow.dialogue.flows.call import Call
from returnflow.dialogue.flows.question import Question, yes_no
from returnflow.returns.model import Handling

OFFER_PERSON = yes_no("offer_person")
ASK_ELSE = yes_no("ask_else")
ASK_OPEN = Question("ask_open", Expecting(Expect.OPEN, Slot.ITEM))


def consents(call: Call) -> bool:
    """Whether the caller has said a clean yes and nothing else: what every write needs."""
    heard = call.heard
    return heard.clean_yes and not heard.has_facts and heard.topic is None


def only_a_person(case: Case) -> bool:
    """Whether nobody but a person can take this return any further: going back to where the call was leads nowhere."""
    if case.locked or case.refused:
        return True
    if case.decision is None or case.made is not None:
        return False
    stuck = case.needs_code and not case.proof.passed and (case.proof.declined or case.proof.closed)
    return not case.decision.opens_a_return or case.handling is Handling.PERSON or stuck


def to_a_person(call: Call, reason: str, confidence: float = 1.0) -> Move:
    """Hand over to the agent that finds a person, remembering who had the call."""
    current = call.state.current_agent
    came_from = current if current is not AgentName.HUMAN_HANDOFF else call.state.handoff.came_from
    call.handoff(reason=reason, came_from=came_from, declined=False)
    return call.hand_to(AgentName.HUMAN_HANDOFF, reason, confidence)


def offer_a_person(call: Call, reason: str) -> Move:
    """Ask first; a no leads back to where the call was."""
    call.handoff(reason=reason)
    return call.ask(OFFER_PERSON, fresh=call.state.talk.question != OFFER_PERSON.key)


def anything_else(call: Call) -> Move:
    """The end of one errand."""
    call.talk(wrapping_up=True)
    return call.ask(ASK_ELSE, fresh=True)


def again(call: Call, question: Question) -> Move:
    """The same question, one wording further on."""
    return call.ask(question)


def forget_question(call: Call) -> None:
    """Whatever is asked next is a question of its own."""
    call.state = replace(call.state, talk=replace(call.state.talk, question="", asked=0))
