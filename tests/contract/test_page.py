"""The page and the product speak the same words: what one side calls a thing, the other side knows by that name."""

import re

from returnflow.conversation.expecting import Expect
from returnflow.conversation.reply import AgentName, EndReason, Outcome
from returnflow.simulate import agent_side
from returnflow.voice import room

from . import sources

STATE, WIRE, WORDS = "frontend/call/state.ts", "frontend/call/wire.ts", "frontend/words/en.ts"


def test_the_page_knows_the_six_agents_in_their_order():
    assert sources.strings(STATE, "AGENTS = [", "]") == [name.value for name in AgentName]


def test_every_agent_has_a_name_that_callers_understand():
    assert set(sources.keys(WORDS, "agents: {")) == {name.value for name in AgentName}


def test_the_page_knows_every_kind_of_answer_that_can_be_expected():
    kinds = {kind.value for kind in Expect}
    assert set(sources.strings(STATE, "export type ExpectKind =", ";")) == kinds
    assert set(sources.strings(WIRE, "KINDS = new Set<string>([", "]")) == kinds


def test_every_way_a_call_can_end_has_a_sentence():
    assert set(sources.keys(WORDS, "reasons: {")) >= {reason.value for reason in EndReason}


def test_every_outcome_the_page_has_words_for_exists():
    assert set(sources.keys(WORDS, "outcomes: {")) <= {outcome.value for outcome in Outcome}


def test_page_agent_and_simulated_caller_use_the_same_topic():
    told = re.search(r'TOPIC = "(\w+)"', sources.text(WIRE))
    assert told is not None
    assert told[1] == room.TOPIC == agent_side.TOPIC == "client_actions"


def test_every_action_the_page_waits_for_is_sent_by_the_agent():
    awaited = set(re.findall(r'case "(\w+)":', sources.text(WIRE)))
    sent = set(re.findall(r'link\.send\(\s*"(\w+)"', sources.text("src/returnflow/voice/stage.py")))
    assert awaited
    assert awaited <= sent


def test_the_page_ships_the_sdk_that_the_media_server_was_tried_with():
    assert '"livekit-client": "2.23.0"' in sources.text("frontend/package.json")
