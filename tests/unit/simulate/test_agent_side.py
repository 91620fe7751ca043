import json

from returnflow.simulate.agent_side import TOPIC, AgentSide


def action(name, **payload):
    return json.dumps({"type": "client_action", "action": name, "payload": payload}).encode()


def test_actions_are_kept_in_order_and_the_last_one_wins():
    agent = AgentSide()
    agent.data(TOPIC, action("expecting", kind="open"))
    agent.data(TOPIC, action("expecting", kind="yes_no"))
    assert [found.payload["kind"] for found in agent.named("expecting")] == ["open", "yes_no"]
    assert agent.last("expecting") == {"kind": "yes_no"}
    assert agent.last("card") == {}


def test_what_is_malformed_or_on_another_topic_is_left_alone():
    agent = AgentSide()
    for raw in (b"\xff\x00", b"[]", b'{"action": 5}'):
        agent.data(TOPIC, raw)
    agent.data("other", action("turn"))
    agent.data(None, action("turn"))
    assert agent.actions == []


def test_captions_grow_and_are_told_from_a_moment_on():
    agent = AgentSide()
    agent.caption("a", "Hello, ")
    agent.caption("a", "caller. ")
    later = agent.captions["a"].at + 1e-9
    agent.caption("b", "Which store?")
    assert agent.words(0.0) == "Hello, caller. Which store?"
    assert agent.words(later) == "Which store?"


def test_the_agent_is_busy_while_it_speaks_or_thinks():
    agent = AgentSide()
    assert not agent.busy
    agent.attributes_changed({"lk.agent.state": "speaking", "rf.agent": "initial_router"})
    assert agent.busy
    agent.attributes_changed({"lk.agent.state": "listening"})
    assert not agent.busy
    assert agent.attributes["rf.agent"] == "initial_router"


def test_beginning_to_speak_and_taking_a_turn_are_both_commitments():
    agent = AgentSide()
    agent.attributes_changed({"lk.agent.state": "speaking"})
    agent.data(TOPIC, action("send_transcript", role="user", text="Hi"))
    agent.data(TOPIC, action("send_transcript", role="agent", text="Hello"))
    assert len(agent.committed()) == 2
    assert len(agent.taken()) == 1


def test_the_end_of_the_call_is_noticed():
    agent = AgentSide()
    assert not agent.ended
    agent.data(TOPIC, action("call_ended", reason="completed", outcome="answered"))
    assert agent.ended
