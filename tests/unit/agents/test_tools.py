"""Tools re-check everything: no yes, no proof, not this agent's, another amount than was told."""

from dataclasses import replace

import pytest

from returnflow.agents.roster import AGENTS
from returnflow.agents.toolbox import Kind, Surroundings, Tool
from returnflow.agents.tools import TOOLS, add_callback, decide_return, issue_label, open_return, verify_caller
from returnflow.agents.turn import Events, Turn
from returnflow.conversation.hearing import Heard, Source
from returnflow.conversation.moves import HandTo, UseTool
from returnflow.conversation.reply import AgentName
from returnflow.dialogue.flows.call import Call
from returnflow.dialogue.understand.understanding import Understanding
from returnflow.errors import NotAllowed
from returnflow.returns.model import Money, Reason

from .conftest import NOW

HEADPHONES = "114-2839407-5561823"


@pytest.fixture
def at(talk, db, rules, settings):
    """Surroundings of a call that has come to the summary."""
    talk.says("Amazon", HEADPHONES, "Carter", "broken")
    with db.begin() as work:
        yield Surroundings(work, talk.state, Heard("yes", Source.TEXT), NOW, rules, settings, said_yes=True)


def test_no_tool_of_an_agent_is_unknown_and_every_tool_has_an_agent():
    assert set().union(*(agent.tools for agent in AGENTS.values())) == set(TOOLS)


def test_every_agent_has_a_purpose_and_a_prompt_of_its_own():
    assert set(AGENTS) == set(AgentName)
    assert len({agent.purpose for agent in AGENTS.values()}) == 6
    assert len({agent.prompt for agent in AGENTS.values()}) == 6


def test_every_agent_may_hand_to_a_person():
    assert all(AgentName.HUMAN_HANDOFF in agent.hands_to for name, agent in AGENTS.items() if name is not AgentName.HUMAN_HANDOFF)


def test_the_writes_that_need_a_yes_say_so():
    assert {tool.name for tool in TOOLS.values() if isinstance(tool, Tool) and tool.needs_yes} == {"open_return", "add_callback"}
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


def turn_of(at, state, said_yes):
    call = Call(state, Understanding("yes"), NOW.date())
    return Turn(call, Events(), speculative=False, seed=0), lambda current: replace(at, state=current, said_yes=said_yes)


def test_a_write_without_the_callers_yes_in_this_turn_is_refused_by_code(at):
    turn, around = turn_of(at, at.state, said_yes=False)
    turn.run(UseTool("open_return", {"line_no": 1, "reason": Reason.DEFECTIVE, "quantity": 1}), around)
    refused = [data for kind, data in turn.events.items if kind == "tool_result"]
    assert refused[0]["error"] == "not_allowed"
    assert turn.call.state.case.made is None


def test_an_agent_cannot_use_a_tool_that_is_not_its_own(at):
    state = replace(at.state, current_agent=AgentName.INITIAL_ROUTER)
    turn, around = turn_of(at, state, said_yes=True)
    with pytest.raises(NotAllowed):
        turn.run(UseTool("open_return", {}), around)


def test_an_agent_cannot_hand_to_one_it_may_not(at):
    state = replace(at.state, current_agent=AgentName.INITIAL_ROUTER)
    turn, around = turn_of(at, state, said_yes=True)
    with pytest.raises(NotAllowed):
        turn.run(HandTo(AgentName.AMAZON_PROCESSING, "a short cut"), around)
