"""What is told of a decision: the right sentence for what it says, and the rows behind each."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from returnflow.conversation.facts import ReturnFacts
from returnflow.conversation.reply import AgentName
from returnflow.conversation.state import Case, ConversationState
from returnflow.dialogue.flows.call import Call
from returnflow.dialogue.flows.refusing import PERSON, refusal
from returnflow.dialogue.flows.telling import return_made, summary
from returnflow.dialogue.phrasing import ear
from returnflow.dialogue.phrasing.sentences import joined, render
from returnflow.dialogue.understand.understanding import Understanding
from returnflow.returns.model import Because, Handling, Money, Outcome, Reason, Step
from returnflow.returns.policy.rows import Trigger

NOVEMBER = datetime(2026, 11, 25, 18, 0, tzinfo=UTC)


@pytest.fixture
def calls(world):
    """A call that has come to a decision about a line."""

    def calls(decision, line, handling=Handling.AUTO):
        case = Case(verified=True, zone="America/Chicago", lines=(line,), line_no=1, decision=decision, handling=handling)
        state = ConversationState("c", "u", world.now, world.now, store=decision.store, case=case)
        return Call(state, Understanding(""), world.now.date())

    return calls


def keys(call):
    return [phrase.key for phrase in call.phrases]


def words(call):
    return joined(render(call.phrases, seed=0, turn=0))[1]


def test_a_return_by_a_season_nobody_announced_says_so(calls, world):
    world.now = NOVEMBER
    line = world.line(delivered=8)
    call = calls(decision := world.decide(line), line)
    summary(call, decision)
    assert Because.SEASON_UNCONFIRMED in decision.reasons
    assert "hasn't confirmed" in words(call)
    (phrase,) = [phrase for phrase in call.phrases if phrase.key == "season_open"]
    assert "amazon.season.2026" in phrase.sources


def test_outside_a_season_nothing_is_said_of_one(calls, world):
    line = world.line()
    call = calls(decision := world.decide(line), line)
    summary(call, decision)
    assert keys(call) == ["summary", "method_drop_off_code"]


def test_a_fee_is_told_with_its_row(calls, world):
    line = world.line()
    decision = world.decide(line, triggers={Trigger.LATE}, days_late=5)
    call = calls(decision, line)
    summary(call, decision)
    (phrase,) = [phrase for phrase in call.phrases if phrase.key == "fee"]
    assert phrase.sources == ("amazon.fee.late.20",)
    assert phrase.values["fee"] == ear.money(Money(1000))


def test_an_item_of_which_everything_is_kept_back_promises_no_money(calls, world):
    line = world.line(category="video_game", opened=True)
    call = calls(decision := world.decide(line), line)
    summary(call, decision)
    assert keys(call)[:2] == ["summary_nothing", "fee"]


def test_what_is_kept_shows_its_card_too(calls, world):
    line = world.line(price=Money(500), tax=Money(0))
    decision = world.decide(line, Reason.DEFECTIVE, keep_below=Money(1000))
    call = calls(decision, line)
    summary(call, decision)
    assert keys(call) == ["summary_keep"]
    assert [card.data["outcome"] for card in call.cards] == ["keep_it"]


def test_keeping_what_cost_nothing_promises_no_money(calls, world):
    line = world.line(price=Money(0), tax=Money(0))
    decision = world.decide(line, Reason.DEFECTIVE, keep_below=Money(1000))
    call = calls(decision, line)
    summary(call, decision)
    assert decision.outcome is Outcome.KEEP_IT
    assert "$" not in words(call)


def test_a_kept_item_is_told_to_stay_and_a_digital_one_that_nothing_is_sent(calls, world):
    made = ReturnFacts("RF-7K2M-9Q4X", 1, "thing", Money(500), None, date(2026, 7, 1))
    told = {}
    for category, reason in (("default", Reason.DEFECTIVE), ("digital_book", Reason.ORDERED_BY_MISTAKE)):
        line = world.line(category=category, purchased=2, delivered=2, price=Money(500))
        call = calls(world.decide(line, reason, keep_below=Money(1000)), line)
        return_made(call, made)
        told[category] = keys(call)[-1]
    assert told == {"default": "keep_told", "digital_book": "nothing_to_send"}


@pytest.mark.parametrize(("reasons", "key"), PERSON, ids=[key for _, key in PERSON])
def test_each_reason_for_a_person_has_its_own_words_with_its_rows(calls, world, reasons, key):
    line = world.line()
    steps = tuple(Step(because, "a.rule") for because in sorted(reasons))
    decision = replace(world.decide(line), outcome=Outcome.NEEDS_A_PERSON, steps=steps)
    call = calls(decision, line)
    refusal(call, decision)
    assert call.phrases[0].key == key
    assert call.phrases[0].sources == decision.rule_ids
    assert "person" in words(call)
    assert call.state.current_agent is AgentName.INITIAL_ROUTER
