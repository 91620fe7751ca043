"""What a caller hears of each outcome, in whole calls about orders of the demo: kind, right, and with the row behind it."""

import pytest

from returnflow.conversation.expecting import Expect
from returnflow.conversation.reply import AgentName
from returnflow.dialogue.flows.refusing import PERSON, REFUSED
from returnflow.dialogue.phrasing.wordings import WORDINGS
from returnflow.returns.model import Handling, Kind, Outcome, ReturnState, Tender
from returnflow.stores import demo

KNOWN = {order.number: order for order in demo.to_try()}
MILK_FROTHER, E_BOOK, OPENED_FILM = "113-0491704-6593336", "113-3135410-3177071", "2000118-73346091"
STRAWBERRIES = "111-0364798-5928173"
LINEN_SPRAY, SHAVER, REPLACEMENT_OF_SHAVER = "111-3069759-0524364", "111-6339641-1904631", "111-5938562-9316417"
LUXURY_SCARF = "111-2777045-2600956"


@pytest.fixture
def call_about(open_call):
    """A call about an order of the demo, up to what is decided about it."""

    def call_about(number, *more, **given):
        order, talk = KNOWN[number], open_call(**given)
        talk.says(order.call, number, order.last_name, *more)
        return talk

    return call_about


def keys(talk):
    """The sentences of the call, by name, with the rows behind each."""
    talk.hangs_up()
    return {
        said["key"]: said["sources"] for item in talk.timeline("utterance") for said in item.data.get("sentences", ())
    }  # fmt: skip


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("111-5096271-8834160", "refused_window"),
        ("114-6651730-9402817", "refused_category"),
        ("111-8325478-8162254", "needs_person_claim"),
        ("113-4182157-0587522", "needs_person_bundle"),
        ("112-9618644-9146484", "needs_person_origin"),
        ("112-9947260-3305718", "needs_person_warranty"),
        ("114-9694077-8460165", "needs_person_fault"),
        ("112-7514665-5526922", "needs_person_longer"),
        ("111-3327523-8805122", "needs_person_fee"),
        ("114-8297463-3725449", "needs_person"),
    ],
)
def test_whoever_gets_no_return_hears_why_and_is_offered_a_person(call_about, number, sentence):
    talk = call_about(number)
    assert talk.reply.expecting.kind is Expect.YES_NO
    talk.says("yes")
    assert talk.reply.agent is AgentName.HUMAN_HANDOFF
    assert talk.state.case.made is None
    assert keys(talk)[sentence]


def test_every_reason_for_a_person_or_a_no_has_words():
    said = {key for _, key in (*PERSON, *REFUSED)} | {"needs_person", "refused_category"}
    assert said <= set(WORDINGS)


def test_a_gift_is_told_to_come_as_a_gift_card_and_is_written_so(call_about, db):
    talk = call_about(MILK_FROTHER)
    assert "gift card" in talk.reply.text
    talk.says("where does the money go?")
    assert "gift card" in talk.reply.text
    talk.says("yes")
    with db.read() as work:
        made = work.returns.get(talk.state.case.made.rma)
    assert made.refund.tender is Tender.GIFT_CARD
    assert "policy_refund_gift" in keys(talk)


def test_an_opened_film_is_exchanged_and_no_amount_is_promised(call_about, db):
    talk = call_about(OPENED_FILM)
    assert "exchange" in talk.reply.text
    assert "$" not in talk.reply.display
    talk.says("yes")
    assert talk.state.case.made.label_file
    with db.read() as work:
        assert work.returns.get(talk.state.case.made.rma).kind is Kind.EXCHANGE


def test_what_is_digital_is_refunded_and_nobody_is_told_to_send_or_keep_it(call_about, db):
    talk = call_about(E_BOOK)
    talk.says("yes")
    with db.read() as work:
        made = work.returns.get(talk.state.case.made.rma)
    assert (made.state, made.method, made.refund.amount.minor) == (ReturnState.KEEP_ITEM, None, 1390)
    told = keys(talk)
    assert {"summary_digital", "nothing_to_send"} <= set(told)
    assert not {"keep_told", "label_ready", "label_later"} & set(told)


def test_spoiled_food_is_kept_and_paid_back(call_about):
    talk = call_about(STRAWBERRIES)
    assert "keep" in talk.reply.text
    assert talk.state.case.handling is Handling.AUTO
    assert [card.data["outcome"] for card in talk.reply.cards if card.kind == "decision"] == ["keep_it"]
    talk.says("yes")
    assert talk.state.case.made is not None


def test_where_nothing_is_to_be_refunded_no_amount_of_zero_is_offered(call_about):
    talk = call_about(LINEN_SPRAY)
    assert "$0" not in talk.reply.display
    assert talk.reply.expecting.kind is Expect.YES_NO
    assert "summary_nothing" in keys(talk)


def test_a_replacement_is_refunded_at_the_price_of_what_was_bought_first(call_about):
    talk = call_about(REPLACEMENT_OF_SHAVER)
    assert talk.state.case.decision.outcome is Outcome.RETURNABLE
    assert "$75.23" in talk.reply.display


def test_a_replacement_of_what_was_refunded_is_refused_with_that_reason(call_about):
    assert call_about(SHAVER, "yes", "no").state.case.made is not None
    talk = call_about(REPLACEMENT_OF_SHAVER)
    assert talk.state.case.refused
    assert keys(talk)["refused_refunded"] == ["amazon.replacement"]


@pytest.mark.parametrize("order", demo.worth_trying()[:3], ids=lambda order: order.item)
def test_the_orders_printed_at_the_start_need_no_code(call_about, order):
    talk = call_about(order.number)
    assert not talk.state.case.needs_code
    assert talk.reply.expecting.kind is Expect.YES_NO
    talk.says("yes")
    assert (talk.state.case.made is not None) is (order.outcome is Outcome.RETURNABLE)


def test_a_demo_that_is_run_again_and_again_is_never_asked_for_a_code(open_call, db, clock):
    for _ in range(8):
        order, talk = demo.new_order(db, clock.now), open_call()
        talk.says(order.call, order.number, order.last_name)
        assert not talk.state.case.needs_code
        talk.says("yes")
        assert talk.state.case.made is not None


def test_no_usual_order_of_the_demo_needs_a_code(call_about, clock):
    """Codes are for dear things: of those below the limit, not one."""
    worth = {order.number: sum(line.price.minor * line.quantity for line in order.lines) for order in demo.orders(clock.now)}
    usual = [number for number, order in KNOWN.items() if order.outcome is Outcome.RETURNABLE and worth[number] <= 15_000][::6]
    asked = [number for number in usual if call_about(number).state.case.needs_code]
    assert len(usual) > 10
    assert asked == []


def test_a_dear_luxury_item_needs_a_code_and_says_where_it_goes(call_about):
    talk = call_about(LUXURY_SCARF)
    assert talk.state.case.needs_code
    assert "example.com" in talk.reply.display


@pytest.mark.parametrize(
    ("question", "told", "row"),
    [
        ("How long do I have to return a laptop at Walmart?", "30 days", "walmart.electronics.30d"),
        ("How many days do I have to return a phone to Walmart?", "14 days", "walmart.wireless_phone.14d"),
        ("How long do I have to return a crib at Amazon?", "90 days", "amazon.baby.90d"),
        ("How long do I have to return something to Amazon?", "30 days", "amazon.default.30d"),
    ],
)
def test_a_question_about_a_kind_of_item_is_answered_from_its_row(talk, question, told, row):
    talk.says(question)
    assert told in talk.reply.display
    (result,) = talk.timeline("tool_result")
    assert result.data["result"]["rule_ids"][0][0] == row


def test_a_refund_to_a_gift_card_is_no_question_about_gift_cards(talk):
    talk.says("Amazon", "How long does a refund to my gift card take?")
    assert "hours" in talk.reply.display
