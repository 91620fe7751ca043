"""Whole calls in text, from the greeting to the goodbye, over the real domain and database."""

import pytest

from returnflow.conversation.expecting import Expect
from returnflow.conversation.reply import AgentName, EndReason

HEADPHONES, HEADPHONES_ZIP = "114-2839407-5561823", "94107"
BLENDER = "2000139-64770733"
COFFEE_MAKER = "111-5096271-8834160"
THREE_ITEMS = "112-7740913-6620458"
LAPTOP = "111-8207439-3361502"


def test_a_plain_amazon_return_takes_seven_turns_and_ends_with_a_label(talk, settings):
    talk.says("Hi, I'd like to return some headphones.", "Amazon", HEADPHONES, "Carter", "The left side stopped working.")
    assert talk.reply.expecting.kind is Expect.YES_NO
    assert "$86.89" in talk.reply.display
    assert "eighty six dollars and eighty nine cents" in talk.reply.text
    talk.says("Yes, please.")
    rma = talk.state.case.made.rma
    assert rma in talk.reply.display
    assert (settings.labels / f"{rma}.pdf").is_file()
    talk.says("No, thank you.")
    assert talk.reply.end is EndReason.COMPLETED
    assert talk.row.outcome == "return_created"


def test_a_walmart_return_by_spoken_words(talk):
    talk.says("I need to send back a blender I bought at wall mart")
    assert talk.reply.agent is AgentName.WALMART_VERIFICATION
    talk.says(
        "it's two thousand one three nine, six four seven seven oh seven three three",
        "the zip is seven two seven one two",
        "I just don't want it any more",
        "sure, go ahead",
        "no that's it",
    )
    assert talk.row.outcome == "return_created"
    assert talk.state.order_number == BLENDER


def test_everything_said_at_once_leads_straight_to_the_summary(talk):
    talk.says(f"I'd like to return the headphones from Amazon, order {HEADPHONES}, zip {HEADPHONES_ZIP}, they stopped working")
    assert talk.reply.agent is AgentName.AMAZON_PROCESSING
    assert talk.reply.passed == (AgentName.AMAZON_VERIFICATION, AgentName.AMAZON_PROCESSING)
    assert talk.reply.expecting.kind is Expect.YES_NO


def test_facts_come_in_any_order(talk):
    talk.says("They arrived broken, the headphones", "my zip is 94107", "it was from amazon")
    assert talk.reply.expecting.kind is Expect.ORDER_NUMBER
    talk.says("one one four, two eight three nine four oh seven, double five six one eight two three")
    assert talk.reply.expecting.kind is Expect.YES_NO
    assert talk.state.return_reason == "damaged_in_transit"


def test_a_return_outside_the_window_is_refused_with_the_date_and_the_rule_and_a_person_offered(talk):
    talk.says("Amazon", COFFEE_MAKER, "Miller", "I changed my mind")
    assert "February 9" in talk.reply.display
    assert talk.reply.expecting.kind is Expect.YES_NO
    (decision,) = talk.timeline("decision")
    assert decision.data["outcome"] == "not_returnable"
    assert decision.data["rule_ids"]
    talk.says("no", "no thank you")
    assert talk.row.outcome == "refused"


def test_a_refund_above_the_limit_without_a_code_goes_to_a_person(talk):
    talk.says("Amazon", LAPTOP, "Parker", "It's too slow for me, I don't want it", "no", "yes")
    assert talk.reply.agent is AgentName.HUMAN_HANDOFF
    assert talk.state.handoff.reason == "needs_a_code"
    assert talk.state.case.made is None


def test_correcting_the_store_moves_to_the_other_agent_and_forgets_the_order(talk):
    talk.says("Amazon", HEADPHONES, "No, I meant Walmart")
    assert talk.reply.agent is AgentName.WALMART_VERIFICATION
    assert talk.reply.expecting.kind is Expect.ORDER_NUMBER
    assert talk.state.order_number is None


def test_correcting_the_item_before_the_yes_sums_up_the_other_one(talk):
    talk.says("Amazon", THREE_ITEMS, "Brooks", "the speaker", "it broke", "not the speaker, the phone stand")
    assert talk.state.item_type == "phone stand"
    assert "phone stand" in talk.reply.display
    assert talk.reply.expecting.kind is Expect.YES_NO
    talk.says("yes")
    assert talk.state.case.made.item == "phone stand"


def test_correcting_the_reason_at_the_summary_decides_anew(talk):
    talk.says("Amazon", HEADPHONES, "Carter", "broken", "No, actually I just don't want them anymore")
    assert talk.state.return_reason == "no_longer_wanted"
    assert talk.reply.expecting.kind is Expect.YES_NO
    assert talk.state.case.made is None


def test_naming_a_thing_in_a_reason_does_not_change_the_item(talk):
    talk.says("Amazon", THREE_ITEMS, "Brooks", "the charging cable", "just one", "it doesn't fit my phone")
    assert talk.state.item_type == "charging cable"


def test_several_of_one_item_are_counted(talk):
    talk.says("Amazon", THREE_ITEMS, "Brooks", "the charging cable")
    assert "three" in talk.reply.text
    talk.says("two of them", "they're too short")
    assert talk.state.case.decision.quantity == 2
    talk.says("yes")
    assert talk.state.case.made is not None


def test_a_second_item_of_the_same_order_is_returned_in_the_same_call(talk):
    talk.says(
        "Amazon", THREE_ITEMS, "Brooks", "the speaker", "it broke", "yes", "yes, the phone stand too", "don't need it", "yes"
    )
    assert talk.state.case.made.item == "phone stand"
    assert [made.item for made in talk.state.case.earlier] == ["speaker"]


def test_an_item_that_is_on_its_way_back_already_is_told_with_its_number(open_call):
    first = open_call()
    first.says("Amazon", HEADPHONES, "Carter", "broken", "yes", "no")
    again = open_call()
    again.says("Amazon", HEADPHONES, "Carter")
    assert first.state.case.made.rma in again.reply.display
    again.says("no")
    assert again.reply.end is EndReason.COMPLETED


def test_a_question_of_policy_in_the_middle_is_answered_and_the_open_question_asked_again(talk):
    talk.says("Amazon", "How long do I have to return something?")
    assert "30 days" in talk.reply.display
    assert talk.reply.expecting.kind is Expect.ORDER_NUMBER
    (result,) = talk.timeline("tool_result")
    assert result.data["result"]["rule_ids"] == [["amazon.default.30d"]]
    talk.says(HEADPHONES, "when do I get my money back?")
    assert talk.reply.expecting.kind is Expect.SECOND_FACT
    talk.says("Carter", "broken", "is it free?")
    assert talk.reply.expecting.kind is Expect.YES_NO
    talk.says("yes")
    assert talk.state.case.made is not None


@pytest.mark.parametrize("ask", ["Can you repeat that?", "What?", "Sorry, I didn't catch that.", "slower please", "come again?"])
def test_repeating_works_at_every_step_and_says_it_in_other_words(open_call, ask):
    talk = open_call()
    for line in ("Amazon", HEADPHONES, "Carter", "broken"):
        talk.says(line)
        before, expecting = talk.reply.text, talk.reply.expecting
        talk.says(ask)
        assert talk.reply.expecting == expecting
        assert talk.reply.text != before


@pytest.mark.parametrize("at", range(5))
def test_a_person_can_be_had_at_every_step_and_leaves_a_callback(open_call, db, at):
    talk = open_call()
    talk.says(*("Amazon", HEADPHONES, "Carter", "broken")[:at])
    talk.says("Can I talk to a person, please?")
    assert talk.reply.agent is AgentName.HUMAN_HANDOFF
    talk.says("yes", "it's 312 555 0142", "that's right")
    assert talk.reply.end is EndReason.HANDED_OFF
    assert talk.row.outcome == "callback"
    with db.read() as work:
        (waiting,) = work.handoffs.waiting()
        (callback,) = work.callbacks.list()
    assert waiting.reason == "asked"
    assert waiting.state["session_id"] == talk.call_id
    assert callback.contact == "+13125550142"


def test_declining_the_callback_leads_back_to_where_the_call_was(talk):
    talk.says("Amazon", HEADPHONES, "agent", "no")
    assert talk.reply.agent is AgentName.AMAZON_VERIFICATION
    assert talk.reply.expecting.kind is Expect.SECOND_FACT


def test_three_wrong_facts_lock_the_order_and_offer_a_code_then_a_person(open_call):
    talk = open_call()
    talk.says("Amazon", HEADPHONES, "Parker", "94108", HEADPHONES, "Smith")
    assert talk.state.case.locked
    assert talk.reply.expecting.kind is Expect.YES_NO
    talk.says("no", "yes")
    assert talk.reply.agent is AgentName.HUMAN_HANDOFF
    again = open_call()
    again.says("Amazon", HEADPHONES, "Carter")
    assert again.state.case.locked
    assert not again.state.case.verified


def test_an_unknown_order_gets_the_very_words_of_a_wrong_fact(open_call):
    known, unknown = open_call(caller_key="one"), open_call(caller_key="two")
    for line in ("Amazon", "{number}", "Parker", "94108", "{number}", "Smith"):
        known.says(line.format(number=HEADPHONES))
        unknown.says(line.format(number="111-1111111-1111111"))
        assert unknown.reply.text == known.reply.text
        assert unknown.reply.expecting == known.reply.expecting
        assert [card.kind for card in unknown.reply.cards] == [card.kind for card in known.reply.cards]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("The battery caught fire!", "safety"),
        ("I cut my finger, I'm bleeding", "safety"),
        ("I'm going to sue you", "legal"),
        ("My lawyer will hear about this", "legal"),
    ],
)
def test_danger_and_legal_threats_go_to_a_person_at_once(talk, words, reason):
    talk.says("Amazon", words)
    assert talk.reply.agent is AgentName.HUMAN_HANDOFF
    assert talk.state.handoff.reason == reason


def test_anger_is_met_with_an_apology_and_the_offer_of_a_person(talk):
    talk.says("This is ridiculous, I've been waiting for an hour!")
    assert "sorry" in talk.reply.text
    assert talk.reply.expecting.kind is Expect.YES_NO
    talk.says("no")
    assert talk.reply.expecting.kind is Expect.STORE


def test_not_being_understood_three_times_offers_a_person(talk):
    talk.says("Amazon", "purple elephants", "la la la", "bananas in pyjamas")
    assert talk.reply.expecting.kind is Expect.YES_NO
    talk.says("yes")
    assert talk.reply.agent is AgentName.HUMAN_HANDOFF


def test_going_back_asks_for_the_last_fact_again(talk):
    talk.says("Amazon", HEADPHONES, "Carter", "broken", "go back")
    assert talk.reply.expecting.kind is Expect.REASON
    talk.says("too small", "yes")
    assert talk.state.case.made is not None


def test_an_order_number_in_pieces_is_put_together(talk):
    talk.says("Amazon", "one one four", "two eight three nine four zero seven")
    assert talk.reply.expecting.digits == (7, 17)
    talk.says("five five six one eight two three")
    assert talk.state.order_number == HEADPHONES


def test_without_the_order_number_it_is_explained_then_a_person_offered(talk):
    talk.says("Amazon", "I don't have the number")
    assert "email" in talk.reply.text
    talk.says("I really can't find it")
    assert talk.reply.expecting.kind is Expect.YES_NO


def test_anything_but_a_clean_yes_creates_nothing(talk):
    talk.says("Amazon", HEADPHONES, "Carter", "broken", "hmm, let me think", "maybe", "what is the deadline?")
    assert talk.state.case.made is None
    talk.says("no")
    assert talk.state.case.made is None


def test_recording_stops_when_the_caller_says_so(open_call):
    talk = open_call(recording=True)
    assert "recorded" in talk.replies[0].text
    talk.says("Please don't record this.")
    assert not talk.row.recording
    assert [card.data for card in talk.reply.cards if card.kind == "recording"] == [{"recording": False}]
    assert talk.reply.expecting.kind is Expect.STORE


@pytest.mark.parametrize(
    "odd",
    [
        "",
        "   ",
        "\x00\x01\x02",
        "!!!",
        "<speak><break time='9s'/>yes</speak>",
        "'; DROP TABLE orders; --",
        "x" * 10_000,
        "yes " * 3_000,
    ],
)
def test_what_is_no_speech_gets_a_kind_sentence_and_changes_nothing(talk, odd):
    talk.says("Amazon", HEADPHONES, "Carter", "broken")
    before = talk.state
    talk.says(odd)
    assert talk.reply.text
    assert talk.reply.end is None
    assert (talk.state.case, talk.state.order_number, talk.state.current_agent) == (
        before.case,
        before.order_number,
        before.current_agent,
    )
    assert talk.reply.expecting == before.talk.expecting


def test_silence_asks_again_then_offers_another_way_then_closes(talk):
    talk.says("Amazon")
    first, second, third = talk.call.silence(), talk.call.silence(), talk.call.silence()
    assert first.expecting.kind is Expect.ORDER_NUMBER
    assert "person" in second.text
    assert third.end is EndReason.SILENCE


def test_goodbye_ends_the_call_wherever_it_is(talk):
    talk.says("Amazon", "goodbye")
    assert talk.reply.end is EndReason.COMPLETED
    assert talk.row.outcome == "abandoned"


def test_another_order_after_verification_has_to_be_proved_anew(talk):
    talk.says("Amazon", HEADPHONES, "Carter", f"Actually it's a different order, {THREE_ITEMS}")
    assert not talk.state.case.verified
    assert talk.reply.expecting.kind is Expect.SECOND_FACT
    talk.says("Brooks")
    assert talk.reply.expecting.kind is Expect.ITEM
    assert talk.state.item_type is None


def test_both_items_are_taken_one_by_one(talk):
    talk.says("Amazon", THREE_ITEMS, "Brooks", "both the speaker and the phone stand")
    assert "one" in talk.reply.text
    assert talk.reply.expecting.options == ("speaker", "phone stand")


def test_a_question_before_the_store_is_known_is_put_off_kindly(talk):
    talk.says("How long do I have to return something?")
    assert "store" in talk.reply.text
    assert talk.reply.expecting.kind is Expect.STORE


def test_the_amount_can_be_asked_for_at_any_time(talk):
    talk.says("Amazon", "how much do I get back?")
    assert "$" not in talk.reply.display
    talk.says(HEADPHONES, "Carter", "broken", "how much do I get back?")
    assert "$86.89" in talk.reply.display


def test_a_thing_that_is_not_on_the_order_is_said_to_be_missing(talk):
    talk.says("Amazon", HEADPHONES, "Carter", "broken", "yes", "can you also return my toaster")
    assert "order" in talk.reply.text
    assert talk.reply.expecting.kind is Expect.YES_NO


def test_a_wish_for_a_replacement_is_answered_honestly(talk):
    talk.says("I'd like to exchange my headphones for new ones")
    assert "refund" in talk.reply.text
    assert talk.reply.expecting.kind is Expect.STORE


def test_changing_ones_mind_about_the_no_sums_up_again(talk):
    talk.says("Amazon", HEADPHONES, "Carter", "broken", "no", "okay then, do it")
    assert "$86.89" in talk.reply.display
    assert talk.state.case.made is None
    talk.says("yes")
    assert talk.state.case.made is not None
