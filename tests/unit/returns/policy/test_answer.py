from datetime import date

import pytest

from returnflow.returns.model import Method, Outcome, Seller, Store, Tender
from returnflow.returns.policy import Question, answer
from returnflow.returns.policy.rows import About, Anchor

DAY = date(2026, 6, 1)


def ask(rules, store, about, question, on=DAY, **given):
    return answer(rules, store, about, question, on, **given)


def test_how_long_for_a_laptop_at_walmart_is_told_with_its_row(rules):
    told = ask(rules, Store.WALMART, "a laptop", Question.HOW_LONG)
    assert (told.days, told.anchor, told.rule_ids) == (30, Anchor.DELIVERY, ("walmart.electronics.30d",))
    assert not told.assumed


def test_a_category_may_be_named_instead_of_words(rules):
    assert ask(rules, Store.AMAZON, "renewed_premium", Question.HOW_LONG).days == 365


@pytest.mark.parametrize("about", [None, "a carpet"])
def test_unknown_words_get_the_stores_usual_rule_and_say_so(rules, about):
    told = ask(rules, Store.WALMART, about, Question.HOW_LONG)
    assert (told.days, told.assumed, told.category) == (90, True, "default")


def test_for_an_opened_item_its_own_row_and_what_it_costs_are_told(rules):
    game = ask(rules, Store.AMAZON, "a video game", Question.HOW_LONG, opened=True)
    assert (game.days, game.rule_ids) == (30, ("amazon.default.30d", "amazon.fee.opened.100"))
    film = ask(rules, Store.WALMART, "a movie", Question.HOW_LONG, opened=True)
    assert (film.outcome, film.rule_ids) == (Outcome.EXCHANGE_ONLY, ("walmart.media.opened.exchange",))
    assert ask(rules, Store.AMAZON, "a video game", Question.HOW_LONG).fees == ()


def test_in_a_season_the_later_day_is_told_too(rules):
    told = ask(rules, Store.AMAZON, "headphones", Question.HOW_LONG, on=date(2025, 12, 1))
    assert told.season_until == date(2026, 1, 31)
    assert told.rule_ids == ("amazon.default.30d", "amazon.season.2025")


def test_what_never_comes_back_has_no_days_but_a_row(rules):
    told = ask(rules, Store.AMAZON, "a gift card", Question.HOW_LONG, on=date(2025, 12, 1))
    assert (told.outcome, told.days, told.season_until) == (Outcome.NOT_RETURNABLE, None, None)
    assert told.rule_ids == ("amazon.gift_card.none",)


def test_a_return_is_free_unless_a_row_takes_something(rules):
    assert ask(rules, Store.AMAZON, "headphones", Question.IS_IT_FREE).free
    freezer = ask(rules, Store.WALMART, "a freezer", Question.IS_IT_FREE)
    assert (freezer.free, freezer.fee_percent) == (False, 20)
    assert freezer.rule_ids[0] == "walmart.fee.major_appliance"


def test_the_ways_back_are_told_in_the_order_they_are_offered(rules):
    assert ask(rules, Store.WALMART, None, Question.HOW_TO_SEND).methods[0] is Method.STORE_COUNTER
    assert ask(rules, Store.AMAZON, "gift card", Question.HOW_TO_SEND).methods == ()


def test_the_condition_is_in_the_rows_words(rules):
    assert "wiped" in ask(rules, Store.AMAZON, "laptop", Question.WHAT_CONDITION).condition


def test_the_refunds_time_is_by_tender_and_a_missing_row_is_not_invented(rules):
    assert ask(rules, Store.AMAZON, None, Question.WHEN_REFUNDED, tender=Tender.DEBIT_CARD).refund.most == 10
    unknown = ask(rules, Store.WALMART, None, Question.WHEN_REFUNDED, tender=Tender.EBT)
    assert (unknown.refund, unknown.rule_ids) == (None, ("walmart.default.90d", "walmart.advance_refund.store"))


def test_a_marketplace_sellers_time_is_a_least_one(rules):
    told = ask(rules, Store.WALMART, None, Question.HOW_LONG, seller=Seller.MARKETPLACE)
    assert (told.days, told.at_least, told.anchor) == (30, True, Anchor.SHIPPED_PLUS_7)


def test_before_every_rule_there_is_no_answer(rules):
    assert ask(rules, Store.AMAZON, None, Question.HOW_LONG, on=date(2020, 1, 1)) is None


def ids(told):
    return told.rule_ids


@pytest.mark.parametrize(
    ("store", "about", "question", "rule_ids"),
    [
        (Store.AMAZON, "an opened video game", Question.RESTOCKING_FEE, ("amazon.fee.opened.100", "amazon.default.30d")),
        (Store.WALMART, "a blender", Question.RESTOCKING_FEE, ("walmart.default.90d",)),
        (Store.AMAZON, None, Question.RECEIPT, ("amazon.gift.gift_card",)),
        (Store.AMAZON, None, Question.COUPON, ("amazon.promotion.reduces", "amazon.promotion.certificate")),
        (Store.AMAZON, None, Question.BUNDLE, ("amazon.bundle.together",)),
        (Store.AMAZON, None, Question.WARRANTY, ("amazon.warranty",)),
        (Store.WALMART, None, Question.WARRANTY, ()),
        (Store.AMAZON, None, Question.MAY_I_KEEP_IT, ("amazon.keep_it",)),
        (Store.WALMART, None, Question.WHERE_TO_START, ("walmart.where_to_start",)),
        (
            Store.WALMART,
            None,
            Question.WHERE_REFUNDED,
            ("walmart.receipt.tender", "walmart.receipt.look_up", "walmart.tender_gone.gift_card"),
        ),
        (Store.WALMART, None, Question.WHO_PAYS_SHIPPING, ("walmart.return_cost.free", "walmart.delivery_cost.fault")),
    ],
)  # fmt: skip
def test_each_question_is_answered_with_its_rows(rules, store, about, question, rule_ids):
    assert ids(ask(rules, store, about, question)) == rule_ids


def test_a_question_without_a_row_has_an_answer_without_one(rules):
    told = ask(rules, Store.WALMART, None, Question.BUNDLE)
    assert (told.terms, told.rule_ids) == ((), ())


def test_the_restocking_fee_of_an_opened_game_is_everything_and_of_an_unopened_thing_nothing(rules):
    assert ask(rules, Store.AMAZON, "video game", Question.RESTOCKING_FEE).fee_percent == 100
    assert ask(rules, Store.AMAZON, "headphones", Question.RESTOCKING_FEE).free


def test_what_being_late_costs_has_both_steps_and_the_time_to_hand_over(rules):
    told = ask(rules, Store.AMAZON, None, Question.WHAT_IF_LATE)
    assert [fee.percent for fee in told.fees] == [20, 100]
    assert told.rule_ids[-1] == "amazon.hand_over.14d"
    assert ask(rules, Store.WALMART, None, Question.WHAT_IF_LATE).free


def test_what_damage_costs_is_up_to_half_and_a_fault_costs_nothing(rules):
    told = ask(rules, Store.AMAZON, "headphones", Question.WHAT_IF_DAMAGED)
    assert (told.fee_percent, told.fees[0].up_to, told.rule_ids[-1]) == (50, True, "amazon.fault.no_fee")
    assert ask(rules, Store.AMAZON, "luxury", Question.WHAT_IF_DAMAGED).fee_percent == 100


def test_shipping_is_free_at_amazon_but_for_what_is_heavy_or_dear(rules):
    told = ask(rules, Store.AMAZON, None, Question.WHO_PAYS_SHIPPING)
    assert (told.free, len(told.fees), told.fee_percent) == (True, 3, None)
    assert ask(rules, Store.WALMART, "a freezer", Question.WHO_PAYS_SHIPPING).free is False


@pytest.mark.parametrize(
    ("about", "bought", "until", "seasons"),
    [
        (None, date(2026, 12, 1), date(2027, 1, 31), ["amazon.season.2026"]),
        ("an iphone", date(2026, 12, 1), date(2027, 1, 15), ["amazon.season.2026.apple"]),
        (None, date(2026, 6, 1), None, ["amazon.season.2026"]),
        (None, date(2026, 1, 10), None, ["amazon.season.2026"]),
        ("haul", date(2026, 12, 1), None, []),
        ("trading cards", date(2026, 12, 1), None, []),
    ],
)
def test_a_season_is_told_when_it_is_on_and_when_it_is_still_to_come(rules, about, bought, until, seasons):
    told = ask(rules, Store.AMAZON, about, Question.HOLIDAY, on=bought)
    assert told.season_until == until
    assert [season.id for season in told.seasons] == seasons
    assert told.rule_ids == (tuple(seasons) or (rules.of(Store.AMAZON).window(told.category, Seller.STORE, bought).id,))


def test_an_opened_film_is_exchanged_and_told_so(rules):
    told = ask(rules, Store.WALMART, "a movie", Question.EXCHANGE)
    assert (told.outcome, told.condition) == (Outcome.EXCHANGE_ONLY, "for the same title")
    assert ask(rules, Store.AMAZON, "headphones", Question.EXCHANGE).terms[0].about is About.REPLACEMENT


def test_a_gift_is_refunded_as_a_gift_card(rules):
    for store in Store:
        assert ask(rules, store, None, Question.GIFT).refund_to is Tender.GIFT_CARD


def test_the_refund_is_issued_after_the_goods_were_looked_at(rules):
    told = ask(rules, Store.AMAZON, None, Question.WHEN_REFUNDED, seller=Seller.MARKETPLACE)
    assert (told.processing.most, told.processing.unit) == (2, "business_days")
    assert "amazon.advance_refund" in told.rule_ids


def test_limited_ways_back_are_told_but_not_offered(rules):
    told = ask(rules, Store.WALMART, None, Question.HOW_TO_SEND)
    assert len(told.ways) == 6
    assert told.methods == (Method.STORE_COUNTER, Method.DROP_OFF_CODE, Method.PRINTED_LABEL, Method.PICKUP)


def test_packing_belongs_to_the_condition(rules):
    assert "walmart.packing" in ask(rules, Store.WALMART, "a toy", Question.WHAT_CONDITION).rule_ids


def test_every_question_has_an_answer_at_both_stores(rules):
    for store in Store:
        for question in Question:
            told = ask(rules, store, None, question)
            assert told is not None
            assert all(rules.row(row_id) for row_id in told.rule_ids)
