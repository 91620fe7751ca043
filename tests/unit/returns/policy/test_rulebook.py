from dataclasses import replace
from datetime import date

import pytest

from returnflow.returns.model import Method, Reason, Seller, Store, Tender
from returnflow.returns.policy.rows import About, InForce, Trigger

DAY = date(2026, 6, 1)


@pytest.fixture
def amazon(rules):
    return rules.of(Store.AMAZON)


@pytest.fixture
def walmart(rules):
    return rules.of(Store.WALMART)


def test_the_row_in_force_on_the_day_of_purchase_holds(amazon):
    old, rest = amazon.windows[0], amazon.windows[1:]
    dated = replace(
        amazon,
        windows=(
            replace(old, id="old", in_force=InForce(date(2025, 1, 1), date(2026, 3, 31))),
            replace(old, id="new", in_force=InForce(date(2026, 4, 1))),
            *rest,
        ),
    )
    assert dated.window("default", Seller.STORE, date(2026, 3, 31)).id == "old"
    assert dated.window("default", Seller.STORE, date(2026, 4, 1)).id == "new"
    assert dated.window("default", Seller.STORE, date(2024, 12, 31)) is None


def test_an_opened_items_row_goes_before_the_general_one(walmart):
    assert walmart.window("media", Seller.STORE, DAY, opened=True).id == "walmart.media.opened.exchange"
    assert walmart.window("media", Seller.STORE, DAY).id == "walmart.default.90d"


def test_a_sellers_own_row_goes_before_one_for_both(walmart):
    assert walmart.window("consumer_electronics", Seller.MARKETPLACE, DAY).id == "walmart.marketplace_electronics.14d"
    assert walmart.window("floor_care", Seller.MARKETPLACE, DAY).id == "walmart.floor_care.30d"


def test_an_unknown_category_has_no_row_even_on_the_marketplace(walmart):
    assert walmart.window("unicorns", Seller.MARKETPLACE, DAY) is None


def test_a_season_is_found_by_purchase_and_category(amazon):
    assert amazon.season("default", Seller.STORE, date(2025, 12, 31)).id == "amazon.season.2025"
    assert amazon.season("apple_brand", Seller.STORE, date(2025, 11, 1)).id == "amazon.season.2025.apple"
    assert amazon.season("default", Seller.STORE, date(2025, 10, 31)) is None


def test_a_fee_that_every_return_of_a_category_pays_needs_no_trigger(walmart):
    assert [fee.id for fee in walmart.due_fees("major_appliance", Seller.STORE, DAY, ())] == ["walmart.fee.major_appliance"]
    assert walmart.due_fees("default", Seller.STORE, DAY, {Trigger.OPENED}) == []


def test_only_a_store_with_a_row_knows_how_long_a_tender_takes(amazon, walmart):
    assert amazon.refund_time(Tender.POINTS, DAY).most == 5
    assert walmart.refund_time(Tender.POINTS, DAY) is None
    assert amazon.refund_time(Tender.POINTS, date(2024, 1, 1)) is None


def test_what_a_way_back_needs_is_in_its_row(amazon):
    assert not amazon.method(Method.DROP_OFF_CODE).box
    assert amazon.method(Method.PRINTED_LABEL).printer
    assert amazon.method(Method.STORE_COUNTER) is None
    assert [way.method for way in amazon.ways_back(DAY, bulky=True)] == [Method.PICKUP]


def test_what_a_seller_sold_goes_back_by_his_ways_and_limited_ones_come_last(amazon, walmart):
    assert [way.id for way in amazon.ways_back(DAY, seller=Seller.MARKETPLACE)][:2] == [
        "amazon.method.printed_label",
        "amazon.method.pickup",
    ]
    assert [way.limited != "" for way in walmart.ways_back(DAY)] == [False, False, False, False, True, True]


def test_a_freight_item_is_fetched_and_nothing_else(walmart):
    assert [way.id for way in walmart.ways_back(DAY, bulky=True)] == ["walmart.method.freight_pickup"]


def test_of_two_rows_the_one_for_that_price_holds(amazon, walmart):
    assert amazon.window("haul", Seller.STORE, DAY, price=300).id == "amazon.haul_up_to_3.none"
    assert amazon.window("haul", Seller.STORE, DAY, price=301).id == "amazon.haul.15d"
    assert amazon.window("haul", Seller.STORE, DAY).id == "amazon.haul.15d"
    assert walmart.window("luxury", Seller.MARKETPLACE, DAY, price=30_000).id == "walmart.marketplace.30d"
    assert walmart.window("luxury", Seller.MARKETPLACE, DAY, price=30_001).id == "walmart.marketplace_luxury.30d"


@pytest.mark.parametrize(("bound", "holds"), [({"price_over": 300}, (False, True)), ({"price_up_to": 300}, (True, False))])
def test_a_row_for_some_prices_goes_before_one_for_all(amazon, bound, holds):
    usual = amazon.windows[0]
    dated = replace(amazon, windows=(usual, replace(usual, id="bounded", **bound)))
    found = tuple(dated.window("default", Seller.STORE, DAY, price=price).id == "bounded" for price in (300, 301))
    assert found == holds


def test_a_row_up_to_a_price_is_not_for_an_unknown_one(amazon):
    cheap = next(row for row in amazon.windows if row.price_up_to)
    fits = [cheap.fits(Seller.STORE, False, price, DAY) for price in (None, 300, 301)]
    assert fits == [False, True, False]


@pytest.mark.parametrize(("days", "fees"), [(0, []), (1, ["late.20"]), (30, ["late.20"]), (31, ["very_late.100"])])
def test_the_fee_for_being_late_goes_by_the_days(amazon, days, fees):
    due = amazon.due_fees("default", Seller.STORE, DAY, (), days_late=days)
    assert [fee.id for fee in due] == [f"amazon.fee.{fee}" for fee in fees]


def test_being_late_by_an_unknown_number_of_days_is_one_day(amazon):
    assert [fee.id for fee in amazon.due_fees("default", Seller.STORE, DAY, {Trigger.LATE})] == ["amazon.fee.late.20"]


def test_a_fee_for_dear_items_spares_the_cheap_ones(walmart):
    dear = walmart.due_fees("luxury", Seller.MARKETPLACE, DAY, (), price=30_001)
    assert [fee.id for fee in dear] == ["walmart.fee.marketplace_luxury"]
    assert walmart.due_fees("luxury", Seller.MARKETPLACE, DAY, (), price=30_000) == []


def test_a_term_for_this_seller_goes_before_one_for_both(amazon):
    assert amazon.term(About.KEEP_IT, Seller.MARKETPLACE, DAY).id == "amazon.keep_it.seller"
    assert amazon.term(About.KEEP_IT, Seller.STORE, DAY).id == "amazon.keep_it"
    assert amazon.term(About.NO_RECEIPT, Seller.STORE, DAY) is None


def test_the_goods_are_looked_at_as_long_as_the_sellers_row_says(amazon, walmart):
    assert amazon.processing_time(Seller.MARKETPLACE, DAY).id == "amazon.processing.seller.2d"
    assert amazon.processing_time(Seller.STORE, DAY).most == 30
    assert walmart.processing_time(Seller.STORE, DAY) is None


def test_a_row_is_found_by_its_id_in_either_store(rules):
    assert rules.row("walmart.default.90d").days == 90
    assert rules.row("amazon.default.30d").days == 30
    assert rules.row("ebay.default") is None


def test_faults_override_only_while_their_row_is_in_force(amazon):
    assert amazon.overrides(Reason.DEFECTIVE, DAY)
    assert not amazon.overrides(Reason.DEFECTIVE, date(2024, 1, 1))
    assert not amazon.overrides(Reason.QUALITY, DAY)


@pytest.mark.parametrize(
    ("words", "store", "category"),
    [
        ("a laptop", Store.AMAZON, "computer"),
        ("my new lap top", Store.AMAZON, None),
        ("Laptops", Store.WALMART, "consumer_electronics"),
        ("that game console", Store.WALMART, "consumer_electronics"),
        ("a smart phone", Store.WALMART, "wireless_phone"),
        ("an Apple Watch", Store.AMAZON, "apple_brand"),
        ("gift cards", Store.AMAZON, "gift_card"),
        ("an e-reader", Store.AMAZON, "computer"),
        ("headphones", Store.AMAZON, "default"),
        ("an opened video game", Store.AMAZON, "video_game"),
        ("a movie", Store.WALMART, "media"),
        ("a mattress", Store.WALMART, "mattress"),
        ("an imported rug", Store.AMAZON, "global_store"),
        ("a carpet", Store.AMAZON, None),
        ("", Store.AMAZON, None),
        ("how long do I have for a laptop?", Store.WALMART, "consumer_electronics"),
        ("a phone, please", Store.WALMART, "wireless_phone"),
        ("a phone case", Store.WALMART, None),
        ("a hair dryer", Store.WALMART, "default"),
        ("our dryer", Store.WALMART, "major_appliance"),
        ("a laptop stand, not the laptop", Store.WALMART, "consumer_electronics"),
        ("a tv mount", Store.WALMART, None),
        ("wine glasses", Store.WALMART, "default"),
        ("tires", Store.WALMART, "tires"),
        ("a car charger", Store.AMAZON, None),
        ("a food processor", Store.AMAZON, "default"),
        ("contact lenses", Store.WALMART, "contact_lenses"),
        ("an air conditioner", Store.WALMART, "climate"),
    ],
)
def test_the_longest_word_a_row_lists_names_the_category(rules, words, store, category):
    assert rules.of(store).category_for(words) == category


def test_every_word_of_every_row_leads_to_its_own_category(rules):
    for store in Store:
        for rule in rules.of(store).windows:
            for category, word in rule.covers:
                assert rules.of(store).category_for(f"can I return the {word}?") == category, word
