"""Whole calls with a one-time code: as proof instead of a fact, for a large refund, and all the ways in which it goes wrong."""

import sqlite3
from datetime import timedelta

import pytest

from returnflow.conversation.expecting import Expect
from returnflow.conversation.hearing import Heard, Source
from returnflow.conversation.reply import AgentName
from returnflow.dialogue.phrasing import ear
from returnflow.returns.contact import Channel
from returnflow.returns.model import Store

HEADPHONES, UNKNOWN, LAPTOP = "114-2839407-5561823", "111-1111111-1111111", "111-8207439-3361502"
TO_THE_LAPTOP = ("Amazon", LAPTOP, "Parker", "It's too slow for me")
LOCKED = ("Amazon", HEADPHONES, "Parker", "94108", HEADPHONES, "Smith")


def other(code):
    """Six digits that are not the code."""
    return f"{(int(code) + 1) % 10**6:06d}"


def test_a_large_refund_is_made_with_a_code(talk):
    talk.says(*TO_THE_LAPTOP)
    assert "the email ending in example.com" in talk.reply.display
    assert "the email ending in example dot com" in talk.reply.text
    talk.says("yes")
    assert (talk.reply.expecting.kind, talk.reply.expecting.digits) == (Expect.CODE, (6,))
    assert talk.reply.expecting.wants_number
    talk.says(talk.mail.code)
    assert talk.reply.agent is AgentName.AMAZON_PROCESSING
    assert "$1,142.36" in talk.reply.display
    talk.says("yes", "no thanks")
    assert talk.row.outcome == "return_created"
    assert talk.state.case.made.item == "laptop"


def test_the_code_can_be_spoken_in_any_manner_and_typed(open_call, clock):
    for at, manner in enumerate((
        lambda code: ear.digits(code), lambda code: f"it's {ear.digits(code[:3])}, {ear.digits(code[3:])}, thank you",
        lambda code: f"the code is {code}", lambda code: Heard(code, Source.KEYPAD),
        lambda code: Heard(f"{code[:3]} {code[3:]}."),
    )):  # fmt: skip
        clock.now += timedelta(hours=1)
        talk = open_call(caller_key=f"caller {at}")
        talk.says(*TO_THE_LAPTOP, "yes")
        talk.says(manner(talk.mail.code))
        assert talk.state.case.proof.passed


def test_neither_the_code_nor_what_was_said_of_it_is_kept_anywhere(talk, db):
    talk.says(*TO_THE_LAPTOP, "yes")
    code = talk.mail.code
    talk.says("it's " + ear.digits(code[:4]), f"the code is {ear.digits(code)}", "yes", "can I talk to a person", "no", "bye")
    with sqlite3.connect(db.url.removeprefix("sqlite:///")) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = {name: str(connection.execute(f"SELECT * FROM {name}").fetchall()) for name in tables}
    for name, rows in kept.items():
        assert code not in rows, name
        assert ear.digits(code[:4]) not in rows, name
    assert code not in str([reply.slots for reply in talk.replies])
    (call,) = [item for item in talk.timeline("tool_call") if item.data["tool"] == "check_code"]
    assert call.data["arguments"] == {"code": "given"}
    said = [item.data["text"] for item in talk.timeline("utterance") if item.data["role"] == "user"]
    assert said[5:7] == ["(code)", "(code)"]


def test_digits_that_are_no_code_stay_in_the_record(talk):
    talk.says(*TO_THE_LAPTOP, "yes", "my zip is 94107")
    assert talk.timeline("utterance")[-1].data["text"] == "my zip is 94107"


def test_a_wrong_code_may_be_tried_three_times_then_a_person_helps(talk, open_call, clock):
    talk.says(*TO_THE_LAPTOP, "yes")
    wrong = other(talk.mail.code)
    talk.says(wrong, wrong)
    assert talk.reply.expecting.kind is Expect.CODE
    talk.says(wrong)
    assert talk.reply.expecting.kind is Expect.YES_NO
    talk.says("yes")
    assert talk.reply.agent is AgentName.HUMAN_HANDOFF
    clock.now += timedelta(hours=2)
    again = open_call()
    again.says(*TO_THE_LAPTOP, "yes")
    assert again.state.case.proof.closed
    assert again.state.case.made is None


def test_too_few_digits_are_asked_for_again_and_cost_no_try(talk):
    talk.says(*TO_THE_LAPTOP, "yes", "four eight two", "1 2 3 4 5 6 7")
    assert "six" in talk.reply.text
    assert talk.reply.expecting.kind is Expect.CODE
    talk.says(other(talk.mail.code), other(talk.mail.code), talk.mail.code)
    assert talk.state.case.proof.passed


def test_a_code_is_its_digits_and_never_its_sound(talk):
    """A recogniser to which every text is equally likely, and the right code most of all."""

    class Ears:
        def score(self, texts):
            return [0.0 for _ in texts]

    talk.says(*TO_THE_LAPTOP, "yes")
    talk.says(Heard(other(talk.mail.code), Source.VOICE, Ears()))
    assert not talk.state.case.proof.passed


def test_facts_that_do_not_fit_leave_the_way_by_a_code_which_then_serves_for_everything(talk):
    talk.says("Amazon", LAPTOP, "Carter", "94108", LAPTOP, "Smith")
    assert talk.state.case.locked
    talk.says("yes please", "one moment")
    talk.says(talk.mail.code)
    assert talk.state.case.verified
    assert not talk.state.case.locked
    talk.says("I don't want it any more", "yes")
    assert talk.state.case.made.item == "laptop"


def test_an_unknown_order_gets_the_very_words_of_a_known_one_up_to_the_last(open_call):
    known, unknown = open_call(caller_key="one"), open_call(caller_key="two")
    lines = (
        "Amazon", "{number}", "Parker", "94108", "{number}", "Smith", "yes", "I didn't get it", "000000", "what?", "000000",
        "000000", "no",
    )  # fmt: skip
    for line in lines:
        known.says(line.format(number=HEADPHONES))
        unknown.says(line.format(number=UNKNOWN))
        assert unknown.reply.text == known.reply.text, line
        assert unknown.reply.expecting == known.reply.expecting
        assert [card.kind for card in unknown.reply.cards] == [card.kind for card in known.reply.cards]
    assert unknown.state.case == known.state.case


def test_for_an_unknown_order_nothing_is_delivered(talk):
    talk.says("Amazon", UNKNOWN, "I don't know the zip", "yes")
    assert talk.reply.expecting.kind is Expect.CODE
    assert talk.mail is None


def test_before_verification_nothing_of_the_contact_is_said_or_shown(talk):
    talk.says("Amazon", HEADPHONES, "I don't know my zip code", "yes", "I didn't get it")
    assert "example" not in str([(reply.text, reply.display, reply.cards, reply.slots) for reply in talk.replies])
    assert talk.mail.contact.address == "maria.carter@example.com"


@pytest.mark.parametrize(
    "words", ["I don't know my zip code", "I don't have that", "I have no idea", "can you send me a code instead?"]
)
def test_who_has_no_fact_at_hand_is_offered_a_code(talk, words):
    talk.says("Amazon", HEADPHONES, words)
    if talk.reply.expecting.kind is Expect.YES_NO:
        talk.says("yes")
    assert talk.reply.expecting.kind is Expect.CODE
    talk.says(talk.mail.code)
    assert talk.state.case.verified


def test_a_fact_may_still_be_told_while_the_code_is_waited_for(talk):
    talk.says("Amazon", HEADPHONES, "I don't know the zip", "yes", "oh, my last name is Carter")
    assert talk.state.case.verified
    assert talk.reply.expecting.kind is Expect.REASON


def test_without_a_code_the_fact_is_asked_for_again_and_then_a_person_offered(talk):
    talk.says("Amazon", HEADPHONES, "I don't know", "no")
    assert talk.reply.expecting.kind is Expect.SECOND_FACT
    talk.says("I really don't know")
    assert "person" in talk.reply.text
    talk.says("yes")
    assert talk.reply.agent is AgentName.HUMAN_HANDOFF


def test_a_code_wanted_too_early_asks_for_the_order_number_first(talk):
    talk.says("Amazon", "just text me a code")
    assert talk.reply.expecting.kind is Expect.ORDER_NUMBER
    talk.says(HEADPHONES, "send me a code please")
    assert talk.reply.expecting.kind is Expect.CODE


def test_a_code_that_nothing_needs_is_not_sent(talk, db):
    talk.says("Amazon", HEADPHONES, "Carter", "send me a code please")
    with db.read() as work:
        assert work.codes.sent_for(Store.AMAZON, "11428394075561823", talk.state.created_at - timedelta(days=1)) == []
    assert talk.reply.expecting.kind is Expect.REASON


def test_a_code_that_has_not_come_is_sent_again_after_half_a_minute(talk, clock):
    talk.says(*TO_THE_LAPTOP, "yes")
    first = talk.mail.code
    talk.says("I didn't get it")
    assert talk.mail.code == first
    assert talk.reply.expecting.kind is Expect.CODE
    clock.now += timedelta(seconds=31)
    talk.says("still nothing")
    assert talk.mail.code != first
    talk.says(first)
    assert not talk.state.case.proof.passed
    talk.says(talk.mail.code)
    assert talk.state.case.proof.passed


def test_after_three_codes_only_a_person_helps(talk, clock):
    talk.says(*TO_THE_LAPTOP, "yes")
    for _ in range(3):
        clock.now += timedelta(seconds=31)
        talk.says("nothing came")
    assert talk.reply.expecting.kind is Expect.YES_NO
    assert "person" in talk.reply.text
    talk.says("no")
    assert talk.state.case.made is None
    assert talk.reply.expecting.kind is Expect.YES_NO


@pytest.mark.parametrize("words", ["I can't get to my email", "I don't have access to that email anymore", "I lost my phone"])
def test_who_cannot_reach_his_messages_is_offered_a_person(talk, words):
    talk.says(*TO_THE_LAPTOP, "yes", words)
    assert "person" in talk.reply.text
    talk.says("yes")
    assert talk.reply.agent is AgentName.HUMAN_HANDOFF
    assert talk.state.handoff.reason == "no_code"


def test_the_code_comes_by_text_to_the_phone_on_file_when_that_is_wanted(talk, clock):
    talk.says(*TO_THE_LAPTOP, "can you text it to me?")
    assert talk.mail.contact.channel is Channel.SMS
    assert "the phone ending in 07" in talk.reply.display
    clock.now += timedelta(seconds=31)
    talk.says("it's not there")
    assert talk.mail.contact.channel is Channel.SMS


def test_a_code_that_was_found_too_late_is_sent_anew(talk, clock):
    talk.says(*TO_THE_LAPTOP, "yes")
    old = talk.mail.code
    clock.now += timedelta(minutes=6)
    talk.says(old)
    assert talk.reply.expecting.kind is Expect.YES_NO
    talk.says("yes", "hold on")
    talk.says(talk.mail.code)
    assert talk.state.case.proof.passed


def test_what_works_at_every_step_works_while_a_code_is_waited_for(talk):
    talk.says(*TO_THE_LAPTOP, "yes")
    for words in (
        "hold on",
        "when do I get my money back?",
        "can you repeat that?",
        "thank you",
        "are you a robot?",
        "yes I have it",
    ):
        talk.says(words)
        assert talk.reply.expecting.kind is Expect.CODE, words
    talk.says(talk.mail.code)
    assert talk.state.case.proof.passed


def test_patience_is_longer_while_a_code_is_waited_for(talk):
    talk.says(*TO_THE_LAPTOP, "yes")
    said = [talk.call.silence() for _ in range(6)]
    assert [reply.end is None for reply in said] == [True] * 5 + [False]
    assert "person" in said[4].text


def test_another_item_or_reason_while_the_code_is_waited_for_decides_anew(talk):
    talk.says(*TO_THE_LAPTOP, "yes", "actually it's broken, the screen is cracked")
    assert talk.state.return_reason == "quality"
    assert talk.reply.expecting.kind is Expect.CODE
    talk.says(talk.mail.code, "yes")
    assert talk.state.case.made is not None


def test_another_order_while_the_code_is_waited_for_is_proved_anew(talk):
    talk.says(*TO_THE_LAPTOP, "yes", f"no wait, it's a different order, {HEADPHONES}")
    assert talk.reply.expecting.kind is Expect.SECOND_FACT
    assert not talk.state.case.proof.open


def test_one_code_serves_for_every_item_of_the_order(talk):
    talk.says(*TO_THE_LAPTOP, "yes")
    talk.says(talk.mail.code, "no", "okay then, do it")
    assert talk.reply.expecting.kind is Expect.YES_NO
    talk.says("yes")
    assert talk.state.case.made is not None


def test_a_call_that_waits_for_a_code_goes_on_in_another_process(talk, desk):
    talk.says(*TO_THE_LAPTOP, "yes")
    resumed = desk.open(talk.call_id, user_identity="u", caller_key="k", recording=False, channel="voice")
    assert resumed.greet().expecting.kind is Expect.CODE
    talk.call = resumed
    talk.says(talk.mail.code)
    assert talk.state.case.proof.passed


def test_a_code_given_in_one_call_does_not_serve_in_the_next(talk, open_call):
    talk.says(*TO_THE_LAPTOP, "yes")
    talk.says(talk.mail.code, "no")
    again = open_call()
    again.says(*TO_THE_LAPTOP)
    assert again.reply.expecting.kind is Expect.YES_NO
    assert not again.state.case.proof.passed


def test_a_caller_who_has_used_up_his_day_gets_no_code_either(open_call):
    for order in range(10, 20):
        open_call(caller_key="guesser").says("Amazon", f"112-2222222-22222{order}", "Smith")
    talk = open_call(caller_key="guesser")
    talk.says("Amazon", HEADPHONES, "Carter")
    assert talk.state.case.proof.closed
    assert "person" in talk.reply.text


def test_an_order_that_others_guess_at_is_opened_to_its_owner_by_a_code(open_call):
    for guesser in range(2):
        open_call(caller_key=f"guesser {guesser}").says(*LOCKED)
    owner = open_call(caller_key="the owner")
    owner.says("Amazon", HEADPHONES, "Carter")
    assert not owner.state.case.verified
    owner.says("yes")
    owner.says(owner.mail.code)
    assert owner.state.case.verified


@pytest.mark.parametrize("lines", [("no", "no"), ("I can't get to my email", "no"), ("I can't get to my email", "yes", "no")])
def test_who_wants_neither_code_nor_person_is_not_asked_for_ever(talk, lines):
    talk.says(*TO_THE_LAPTOP, *lines)
    assert talk.state.talk.wrapping_up
    assert talk.state.case.made is None
