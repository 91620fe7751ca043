from datetime import date

import pytest

from returnflow.returns.model import Method, Outcome, Seller, Store, Tender
from returnflow.returns.policy import Question, answer
from returnflow.returns.policy.rows import Anchor

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
    assert ask(rules, Store.WALMART, None, Question.WHEN_REFUNDED, tender=Tender.EBT).refund is None


def test_a_marketplace_sellers_time_is_a_least_one(rules):
    told = ask(rules, Store.WALMART, None, Question.HOW_LONG, seller=Seller.MARKETPLACE)
    assert (told.days, told.at_least, told.anchor) == (30, True, Anchor.SHIPPED_PLUS_7)


def test_before_every_rule_there_is_no_answer(rules):
    assert ask(rules, Store.AMAZON, None, Question.HOW_LONG, on=date(2020, 1, 1)) is None
