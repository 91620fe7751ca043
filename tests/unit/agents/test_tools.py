"""Tools re-check everything: no yes, no proof, not this agent's, another amount than was told."""

from dataclasses import replace

import pytest

from returnflow.agents.proving import check_code, send_code, verify_caller
from returnflow.agents.roster import AGENTS
from returnflow.agents.toolbox import Kind, Surroundings, Tool
from returnflow.agents.tools import TOOLS, add_callback, decide_return, issue_label, open_return
from returnflow.agents.turn import Events, Turn
from returnflow.conversation.hearing import Heard, Source
from returnflow.conversation.moves import HandTo, UseTool
from returnflow.conversation.reply import AgentName
from returnflow.conversation.state import Message, Proof
from returnflow.dialogue import brain
from returnflow.dialogue.flows.call import Call
from returnflow.dialogue.understand.understanding import Understanding
from returnflow.errors import InvalidInput, NotAllowed
from returnflow.returns.model import Money, Reason
from returnflow.returns.thresholds import Thresholds
from returnflow.stores import risk

from .conftest import NOW

HEADPHONES = "114-2839407-5561823"


@pytest.fixture
def at(talk, db, rules, settings):
    """Surroundings of a call that has come to the summary."""
    talk.says("Amazon", HEADPHONES, "Carter", "broken")
    with db.begin() as work:
        yield Surroundings(work, talk.state, Heard("yes", Source.TEXT), NOW, rules, settings, risk.load(), "open_return")


def test_no_tool_of_an_agent_is_unknown_and_every_tool_has_an_agent():
    assert set().union(*(agent.tools for agent in AGENTS.values())) == set(TOOLS)


def test_every_agent_has_a_purpose_and_a_prompt_of_its_own():
    assert set(AGENTS) == set(AgentName)
    assert len({agent.purpose for agent in AGENTS.values()}) == 6
    assert len({agent.prompt for agent in AGENTS.values()}) == 6


def test_every_agent_may_hand_to_a_person():
    assert all(AgentName.HUMAN_HANDOFF in agent.hands_to for name, agent in AGENTS.items() if name is not AgentName.HUMAN_HANDOFF)


def test_the_writes_that_need_a_yes_say_so():
    assert {tool.name for tool in TOOLS.values() if isinstance(tool, Tool) and tool.needs_yes} == {
        "open_return", "add_callback", "send_code",
    }  # fmt: skip
    assert {name for name, tool in TOOLS.items() if tool.kind is Kind.READ} == {"decide_return", "policy_answer"}


def test_a_return_is_refused_when_the_caller_is_not_verified(at):
    unproved = replace(at, state=replace(at.state, case=replace(at.state.case, verified=False)))
    with pytest.raises(NotAllowed):
        open_return(unproved, {"line_no": 1, "reason": Reason.DEFECTIVE, "quantity": 1})
    with pytest.raises(NotAllowed):
        decide_return(unproved, {"line_no": 1, "reason": Reason.DEFECTIVE, "quantity": 1})


def test_a_return_is_refused_when_the_caller_agreed_to_another_amount(at):
    told = replace(at.state.case.decision, refund=Money(1))
    other = replace(at, state=replace(at.state, case=replace(at.state.case, decision=told)))
    with pytest.raises(NotAllowed):
        open_return(other, {"line_no": 1, "reason": Reason.DEFECTIVE, "quantity": 1})


def test_opening_twice_gives_the_same_return(at):
    asked = {"line_no": 1, "reason": Reason.DEFECTIVE, "quantity": 1}
    assert open_return(at, asked).data["made"].rma == open_return(at, asked).data["made"].rma


def test_a_label_is_made_only_for_the_return_of_this_call(at):
    with pytest.raises(NotAllowed):
        issue_label(at, {"rma": "RF-0000-0000"})


def test_a_callback_goes_only_to_the_number_that_was_read_back(at):
    with pytest.raises(NotAllowed):
        add_callback(at, {"contact": "9005550100"})


def test_a_fact_without_an_order_number_is_no_try(at):
    nameless = replace(at, state=replace(at.state, order_number=None))
    with pytest.raises(NotAllowed):
        verify_caller(nameless, {"zip": "94107"})


def turn_of(at, state, agreed_to):
    call = Call(state, Understanding("yes"), NOW.date())
    return Turn(call, Events(), speculative=False, seed=0), lambda current: replace(at, state=current, agreed_to=agreed_to)


def test_a_write_without_the_callers_yes_in_this_turn_is_refused_by_code(at):
    turn, around = turn_of(at, at.state, agreed_to="")
    turn.run(UseTool("open_return", {"line_no": 1, "reason": Reason.DEFECTIVE, "quantity": 1}), around)
    refused = [data for kind, data in turn.events.items if kind == "tool_result"]
    assert refused[0]["error"] == "not_allowed"
    assert turn.call.state.case.made is None


def test_an_agent_cannot_use_a_tool_that_is_not_its_own(at):
    state = replace(at.state, current_agent=AgentName.INITIAL_ROUTER)
    turn, around = turn_of(at, state, agreed_to="open_return")
    with pytest.raises(NotAllowed):
        turn.run(UseTool("open_return", {}), around)


def test_an_agent_cannot_hand_to_one_it_may_not(at):
    state = replace(at.state, current_agent=AgentName.INITIAL_ROUTER)
    turn, around = turn_of(at, state, agreed_to="open_return")
    with pytest.raises(NotAllowed):
        turn.run(HandTo(AgentName.AMAZON_PROCESSING, "a short cut"), around)


def with_history(at, *messages):
    """The same call before verification, in which something else was said."""
    case = replace(at.state.case, verified=False)
    return replace(at, state=replace(at.state, case=case, conversation_history=messages))


@pytest.mark.parametrize(
    ("fact", "words"), [({"zip": "94107"}, "It goes to 94107."), ({"last_name": "Carter"}, "It's for Maria Carter.")]
)
def test_a_fact_that_the_desk_itself_has_said_does_not_open_the_order(at, fact, words):
    told = with_history(at, Message("assistant", words), Message("user", "yes, that's me"))
    assert verify_caller(told, fact).data == {"outcome": "wrong", "tries_left": 2, "code_helps": True}
    own = with_history(at, Message("user", words), Message("assistant", words))
    assert verify_caller(own, fact).data["outcome"] == "verified"


def test_a_code_is_sent_only_when_the_caller_asks_for_it_in_this_turn(at):
    for agreed in ("", "open_return", "add_callback"):
        state = replace(at.state, current_agent=AgentName.AMAZON_VERIFICATION)
        turn, around = turn_of(at, state, agreed_to=agreed)
        turn.run(UseTool("send_code", {}), around)
        (result,) = [data for kind, data in turn.events.items if kind == "tool_result"]
        assert result["error"] == "not_allowed"


def test_a_yes_is_a_yes_to_what_was_asked_and_to_nothing_else():
    yes = Understanding("yes", yes=True, pure=True, clean_yes=True)
    asked = {"ask_confirm": "open_return", "offer_code": "send_code", "ask_phone_right": "add_callback", "ask_else": ""}
    assert {question: brain.agreed_to(question, yes) for question in asked} == asked


def test_no_code_is_sent_or_checked_without_an_order_number(at):
    nameless = replace(at, state=replace(at.state, order_number=None))
    for tool in (send_code, check_code):
        with pytest.raises(NotAllowed):
            tool(nameless, {"code": "123456"})


def test_what_is_no_code_is_refused_by_name(at):
    with pytest.raises(InvalidInput):
        check_code(at, {"code": "12345"})


def test_a_large_refund_is_refused_to_whoever_only_says_that_the_code_was_right(at):
    dear = replace(at, risk=risk.load(Thresholds(code_above=Money(100))))
    claimed = replace(at.state.case, proof=Proof(passed=True))
    lying = replace(dear, state=replace(at.state, case=claimed))
    with pytest.raises(NotAllowed):
        open_return(lying, {"line_no": 1, "reason": Reason.DEFECTIVE, "quantity": 1})


def test_an_unknown_order_is_scored_against_the_sound_as_often_as_a_known_one(at):
    """The answer must not come sooner for an order that does not exist."""

    class Ears:
        def __init__(self):
            self.texts = 0

        def score(self, texts):
            self.texts += len(texts)
            return [-50.0 for _ in texts]

    counts = {}
    for number in (HEADPHONES, "111-1111111-1111111"):
        for fact, words in ({"zip": "94108"}, "9 4 1 0 8"), ({"last_name": "hopkins"}, "It's Hopkins."):
            ears = Ears()
            tried = replace(at, state=replace(at.state, order_number=number), heard=Heard(words, Source.VOICE, ears))
            verify_caller(tried, fact)
            counts.setdefault(words, []).append(ears.texts)
    assert all(known == unknown > 0 for known, unknown in counts.values())
