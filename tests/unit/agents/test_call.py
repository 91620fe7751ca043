"""One call's promises: a speculation changes nothing, a commit is whole, a restart loses nothing, the record is complete."""

import sqlite3
import threading

import pytest

from returnflow.agents.outcome import outcome_of
from returnflow.conversation.expecting import Expect
from returnflow.conversation.hearing import Heard, Source
from returnflow.conversation.reply import AgentName, EndReason, Outcome
from returnflow.dialogue import brain
from returnflow.records.kinds import Kind, missing

HEADPHONES = "114-2839407-5561823"
PLAIN = ("Amazon", HEADPHONES, "Carter", "The left side stopped working.", "yes", "no thanks")


def content(db):
    """Every row of every table."""
    path = db.url.removeprefix("sqlite:///")
    with sqlite3.connect(path) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in tables}


def test_considering_changes_neither_the_database_nor_the_call(talk, db):
    for line in PLAIN:
        before, state = content(db), talk.state
        for words in (line, "agent", "what?", "How long do I have?", "don't record this", "Walmart", "yes", "no", "", "x" * 5000):
            talk.call.consider(Heard(words, Source.TEXT))
        assert content(db) == before
        assert talk.state is state
        talk.says(line)


def test_what_needs_a_write_or_a_counted_try_cannot_be_considered(talk):
    talk.says("Amazon", HEADPHONES)
    assert talk.call.consider(Heard("Carter", Source.TEXT)) is None
    assert talk.call.consider(Heard("agent", Source.TEXT)) is None
    talk.says("Carter", "broken")
    assert talk.call.consider(Heard("yes", Source.TEXT)) is None


def test_the_same_call_in_another_process_goes_on_where_it_was(talk, desk):
    for line in PLAIN[:-1]:
        talk.says(line)
        resumed = desk.open(talk.call_id, user_identity="other", caller_key="other", recording=True, channel="voice")
        assert resumed.state == talk.state
        assert resumed.expecting == talk.call.expecting
        talk.call = resumed
    talk.says(PLAIN[-1])
    assert talk.row.outcome == "return_created"


def test_a_resumed_call_is_greeted_with_a_bridge_and_the_open_question(talk, desk):
    talk.says("Amazon", HEADPHONES)
    resumed = desk.open(talk.call_id, user_identity="u", caller_key="k", recording=False, channel="voice")
    reply = resumed.greet()
    assert "automated" not in reply.text
    assert "ZIP" in reply.text
    assert reply.expecting == talk.reply.expecting


class Broken:
    """A label maker that dies."""

    def make(self, *_):
        raise KeyboardInterrupt


def test_dying_between_return_and_label_makes_one_return_and_the_label_on_resumption(talk, desk, db):
    talk.says(*PLAIN[:4])
    whole = desk._shared.labels
    object.__setattr__(desk._shared, "labels", Broken())
    with pytest.raises(KeyboardInterrupt):
        talk.call.commit(Heard("yes", Source.TEXT))
    object.__setattr__(desk._shared, "labels", whole)
    resumed = desk.open(talk.call_id, user_identity="u", caller_key="k", recording=False, channel="voice")
    rma = resumed.state.case.made.rma
    reply = resumed.greet()
    assert rma in reply.display
    assert resumed.state.case.made.label_file == f"{rma}.pdf"
    with db.read() as work:
        assert [made.rma for made in work.returns.for_order(resumed.state.store, HEADPHONES)] == [rma]


def test_the_timeline_has_every_step_with_what_its_kind_requires(talk):
    talk.says(*PLAIN)
    items = talk.timeline()
    kinds = [item.kind for item in items]
    assert kinds[:2] == ["call_started", "consent"]
    assert kinds[-1] == "call_ended"
    assert {"utterance", "agent_changed", "tool_call", "tool_result", "decision", "card", "label_issued"} <= set(kinds)
    assert {kind for kind in kinds if kind not in set(Kind)} == set()
    assert [item for item in items if missing(item.kind, item.data)] == []
    said = [item.data["text"] for item in items if item.kind == "utterance" and item.data["role"] == "assistant"]
    assert said == [reply.display for reply in talk.replies]
    assert all(item.data["began"] for item in items if item.kind == "utterance" and item.data["role"] == "assistant")


def test_a_hand_over_is_recorded_with_the_customers_context_confidence_and_reason(talk):
    talk.says("Amazon")
    (item,) = talk.timeline("agent_changed")
    assert (item.data["from"], item.data["to"]) == ("initial_router", "amazon_verification")
    assert item.data["context"]["extracted_data"]["store"] == "amazon"
    assert item.data["context"]["next_agent"] == "amazon_verification"
    assert 0 < item.data["confidence"] <= 1
    assert item.data["reason"]


def test_whatever_is_said_with_a_figure_has_its_source_in_the_timeline(talk):
    talk.says("Amazon", "how long do I have?", HEADPHONES, "Carter", "when do I get my money back?", "broken", "yes", "no")
    for item in talk.timeline("utterance"):
        for sentence in item.data.get("sentences", ()):
            figures = sentence["key"].startswith(
                ("summary", "method", "refused", "made", "hand_over", "policy_window", "policy_refund_time")
            )
            assert bool(sentence["sources"]) or not figures


def test_what_proves_identity_is_not_in_the_tool_calls(talk):
    talk.says("Amazon", HEADPHONES, "94107")
    (call,) = [item for item in talk.timeline("tool_call") if item.data["tool"] == "verify_caller"]
    assert call.data["arguments"] == {"zip": "given", "last_name": None}
    assert "94107" not in str(talk.reply.slots)


def test_a_cut_reply_is_recorded_once_with_what_was_heard(talk):
    talk.says("Amazon")
    talk.call.spoken(talk.reply, "Okay, Amazon.", True)
    talk.says(HEADPHONES)
    items = [item.data for item in talk.timeline("utterance") if item.data["role"] == "assistant"]
    assert [item["text"] for item in items] == [talk.replies[0].display, talk.replies[1].display]
    assert items[1]["heard"] == "Okay, Amazon."
    assert items[1]["interrupted"]
    assert talk.state.conversation_history[2].content == "Okay, Amazon."


def test_talking_on_after_the_goodbye_was_cut_goes_on(talk):
    talk.says(*PLAIN[:5])
    reply = talk.call.commit(Heard("no", Source.TEXT))
    assert reply.end is EndReason.COMPLETED
    reply = talk.call.commit(Heard("oh wait, when do I get my money back?", Source.TEXT))
    assert reply.end is None
    assert "business days" in reply.text


def test_ending_twice_keeps_the_first_reason(talk):
    talk.says("Amazon")
    talk.call.end(EndReason.CALLER_HUNG_UP)
    talk.call.end(EndReason.ERROR)
    assert (talk.row.end_reason, talk.row.outcome) == ("caller_hung_up", "abandoned")
    assert len(talk.timeline("call_ended")) == 1


def test_a_return_stands_whatever_ended_the_call(talk):
    talk.says(*PLAIN[:5])
    assert outcome_of(talk.state, EndReason.AGENT_LOST) is Outcome.RETURN_CREATED
    assert outcome_of(None, EndReason.CALLER_NEVER_JOINED) is Outcome.ABANDONED


def test_no_reply_repeats_the_one_before(talk):
    talk.says(
        "Amazon",
        "hm?",
        "blue",
        "I don't know",
        "blue",
        "what?",
        HEADPHONES,
        "hello?",
        "Carter",
        "dunno",
        "broken",
        "perhaps",
        "yes",
    )
    texts = [reply.text for reply in talk.replies]
    assert [one for one, other in zip(texts, texts[1:], strict=False) if one == other] == []


def test_the_same_seed_says_the_same_words(open_call):
    one, two = open_call(caller_key="one"), open_call(caller_key="two")
    one.says("Amazon", HEADPHONES, "what?")
    two.says("Amazon", HEADPHONES, "what?")
    assert [reply.text for reply in one.replies] == [reply.text for reply in two.replies]


def test_calls_of_one_desk_go_on_side_by_side(open_call):
    calls = [open_call(caller_key=f"caller-{n}") for n in range(4)]
    threads = [threading.Thread(target=call.says, args=PLAIN[:3]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {call.state.case.verified for call in calls} == {True}
    assert {call.reply.agent for call in calls} == {AgentName.AMAZON_VERIFICATION}


def test_a_fault_of_ours_is_apologised_for_and_written_down_and_the_call_goes_on(talk, monkeypatch):
    talk.says("Amazon")
    whole = brain.hear

    def breaks(call):
        raise ZeroDivisionError

    monkeypatch.setattr(brain, "hear", breaks)
    first = talk.call.commit(Heard("x", Source.TEXT))
    assert "sorry" in first.text.lower()
    assert first.expecting.kind is Expect.ORDER_NUMBER
    assert [item.data["type"] for item in talk.timeline("error")] == ["ZeroDivisionError"]
    assert talk.call.commit(Heard("x", Source.TEXT)).expecting.kind is Expect.YES_NO
    monkeypatch.setattr(brain, "hear", whole)
    assert talk.call.commit(Heard("no", Source.TEXT)).expecting.kind is Expect.ORDER_NUMBER
