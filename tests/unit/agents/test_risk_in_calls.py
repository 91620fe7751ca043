"""What a caller hears of a return that is looked at more closely: the routine, and no word of a suspicion."""

from dataclasses import replace
from datetime import timedelta

import pytest

from returnflow.agents.desk import Desk
from returnflow.conversation.expecting import Expect
from returnflow.conversation.reply import AgentName
from returnflow.dialogue.phrasing.wordings import WORDINGS
from returnflow.returns.lifecycle import ReturnState
from returnflow.returns.model import Handling
from returnflow.returns.risk import Look, RiskRow, RiskTable, Tell

from .conftest import Conversation

HEADPHONES, STRAWBERRIES = "114-2839407-5561823", "111-0364798-5928173"
TO_THE_HEADPHONES = ("Amazon", HEADPHONES, "Carter", "broken")
ACCUSING = ("risk", "fraud", "suspic", "abuse", "too many returns", "score", "trust", "history", "honest")


@pytest.fixture
def at_risk(shared, db):
    """A call at a desk for which every return has this much risk."""

    def at_risk(weight, tell=Tell.VALUE, **given):
        table = RiskTable((RiskRow("risk.test", Look.NEW_WITH_VALUE, weight, tell, within_days=10_000),))
        return Conversation(Desk(replace(shared, risk=table)), db, **given)

    return at_risk


def test_an_ordinary_return_needs_no_code_and_is_paid_by_itself(talk):
    talk.says(*TO_THE_HEADPHONES)
    assert talk.reply.agent is AgentName.AMAZON_PROCESSING
    assert (talk.state.case.risk.score, talk.state.case.handling) == (0, Handling.AUTO)


@pytest.mark.parametrize("tell", Tell)
def test_from_thirty_on_a_code_is_needed_and_the_money_waits_for_the_parcel(at_risk, tell):
    talk = at_risk(30, tell)
    talk.says(*TO_THE_HEADPHONES)
    assert talk.reply.expecting.kind is Expect.YES_NO
    talk.says("yes")
    assert talk.reply.expecting.kind is Expect.CODE
    talk.says(talk.mail.code)
    assert "checked in" in talk.reply.text or "looked into" in talk.reply.text
    talk.says("yes")
    assert talk.state.case.made is not None


@pytest.mark.parametrize("tell", Tell)
def test_from_seventy_on_a_colleague_looks_first(at_risk, tell):
    talk = at_risk(70, tell)
    talk.says(*TO_THE_HEADPHONES)
    assert "colleague" in talk.reply.text
    talk.says("yes")
    assert talk.reply.agent is AgentName.HUMAN_HANDOFF
    assert talk.state.handoff.reason == "second_look"
    assert talk.state.case.made is None


def test_the_rows_behind_a_sentence_are_its_sources_and_the_score_is_in_the_timeline(at_risk):
    talk = at_risk(30)
    talk.says(*TO_THE_HEADPHONES, "yes")
    talk.says(talk.mail.code, "yes")
    sentences = {s["key"]: s["sources"] for item in talk.timeline("utterance") for s in item.data.get("sentences", ())}
    assert sentences["after_check_value"] == ["risk.test"]
    (result,) = [item.data["result"] for item in talk.timeline("tool_result") if item.data["tool"] == "decide_return"]
    assert result["risk"] == {"score": 30, "signals": ["risk.test"]}
    assert result["handling"] == "receive_then_refund"


def test_nobody_is_accused_of_anything():
    said = [
        text.lower() for key, texts in WORDINGS.items() if key.startswith(("look_", "after_check_", "code_")) for text in texts
    ]
    assert [text for text in said if any(word in text for word in ACCUSING)] == []
    for tell in Tell:
        assert {f"look_{tell.value}", f"after_check_{tell.value}"} <= set(WORDINGS)


def test_neither_score_nor_rows_reach_the_caller(at_risk):
    talk = at_risk(67)
    talk.says(*TO_THE_HEADPHONES, "yes")
    shown = str([(reply.text, reply.display, reply.cards, reply.slots) for reply in talk.replies])
    assert "risk.test" not in shown
    assert "67" not in shown


def test_what_the_customer_keeps_is_never_checked_on_arrival_so_a_person_decides(at_risk):
    talk = at_risk(30)
    talk.says("Amazon", STRAWBERRIES, "Van Dyke", "they arrived spoiled and damaged")
    assert talk.state.case.handling is Handling.PERSON
    assert "colleague" in talk.reply.text


@pytest.mark.parametrize(
    "words",
    ["Can you change my email address?", "please refund it to a different card", "send the label to another email address"],
)
def test_whoever_wants_something_changed_is_brought_to_a_person_before_anything_is_made(talk, words):
    talk.says("Amazon", HEADPHONES, "Carter", words, "no", "broken")
    assert talk.state.case.handling is Handling.PERSON or talk.reply.expecting.kind is Expect.YES_NO
    assert talk.state.case.wants_change
    talk.says("no")
    assert talk.state.case.made is None
    assert not talk.state.case.confirmed


def test_a_wish_for_a_change_at_the_last_question_is_not_passed_over(talk):
    talk.says(*TO_THE_HEADPHONES)
    assert talk.reply.agent is AgentName.AMAZON_PROCESSING
    talk.says("yes, but put the refund on a different card")
    assert talk.state.case.made is None
    talk.says("no", "yes", "yes")
    assert talk.state.case.made is None


def test_a_second_return_of_the_same_item_is_paid_after_the_check(talk, open_call, db):
    talk.says(*TO_THE_HEADPHONES, "yes", "no")
    with db.begin() as work:
        made = work.returns.get(talk.state.case.made.rma)
        work.returns.save(replace(made, state=ReturnState.EXPIRED))
    again = open_call()
    again.says(*TO_THE_HEADPHONES)
    assert again.state.case.handling is Handling.RECEIVE_THEN_REFUND
    assert again.state.case.risk.ids == ("risk.second_return",)
    assert again.reply.expecting.kind is Expect.YES_NO


def test_the_handling_told_is_the_handling_made_or_nothing_is(at_risk, desk):
    talk = at_risk(10)
    talk.says(*TO_THE_HEADPHONES)
    stricter = RiskTable((RiskRow("risk.test", Look.NEW_WITH_VALUE, 35, Tell.ITEM, within_days=10_000),))
    object.__setattr__(talk.desk._shared, "risk", stricter)
    talk.says("yes")
    assert talk.state.case.made is None
    (refused,) = [item.data for item in talk.timeline("tool_result") if item.data["tool"] == "open_return"]
    assert refused["error"] == "not_allowed"


def test_a_code_that_was_right_too_long_ago_opens_no_return(at_risk, clock):
    talk = at_risk(30)
    talk.says(*TO_THE_HEADPHONES, "yes")
    talk.says(talk.mail.code)
    clock.now += timedelta(hours=2)
    talk.says("yes")
    assert talk.state.case.made is None
