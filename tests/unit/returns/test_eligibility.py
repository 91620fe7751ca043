from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from returnflow.errors import InvalidInput
from returnflow.returns.model import Because, Method, Money, Outcome, Reason, Seller, Tender
from returnflow.returns.policy.rows import Trigger


def test_an_item_in_its_window_is_returnable_and_refunded_with_its_tax(world):
    decision = world.decide(world.line(delivered=8))
    assert decision.outcome is Outcome.RETURNABLE
    assert decision.reasons == (Because.IN_WINDOW,)
    assert decision.rule_ids == ("amazon.default.30d",)
    assert (decision.refund, decision.fees) == (Money(5400), ())
    assert decision.methods[0] is Method.DROP_OFF_CODE
    assert decision.rule_version == world.rules.version


def test_the_last_day_counts_and_the_next_one_does_not(world):
    line = world.line(delivered=30)
    assert world.decide(line).outcome is Outcome.RETURNABLE
    late = world.decide(line, now=world.now + timedelta(days=1))
    assert (late.outcome, late.reasons) == (Outcome.NOT_RETURNABLE, (Because.WINDOW_OVER,))
    assert late.deadline == world.now.date()
    assert late.refund == Money(0)


def test_the_day_ends_in_the_customers_zone_and_not_in_utc(world):
    delivered = datetime(2026, 6, 1, 18, 0, tzinfo=UTC)
    line = world.line(delivered_at=delivered)
    last_minute = datetime(2026, 7, 2, 6, 59, tzinfo=UTC)  # 23:59 on the first of July in Los Angeles
    west, east = ZoneInfo("America/Los_Angeles"), ZoneInfo("America/New_York")
    assert world.decide(line, now=last_minute, zone=west).outcome is Outcome.RETURNABLE
    assert world.decide(line, now=last_minute, zone=east).outcome is Outcome.NOT_RETURNABLE
    assert world.decide(line, now=last_minute + timedelta(minutes=1), zone=west).outcome is Outcome.NOT_RETURNABLE


def test_a_damaged_item_past_its_window_goes_to_a_person_and_charges_no_fee(world):
    decision = world.decide(world.line(delivered=40), Reason.DAMAGED_IN_TRANSIT)
    assert decision.outcome is Outcome.NEEDS_A_PERSON
    assert decision.fees == ()
    assert decision.rule_ids == ("amazon.default.30d", "amazon.fault.no_fee")


def test_an_unknown_delivery_day_falls_back_to_the_promised_one(world):
    line = world.line(delivered=None, purchased=40, promised_at=world.now - timedelta(days=30))
    decision = world.decide(line)
    assert decision.outcome is Outcome.RETURNABLE
    assert Because.DELIVERY_UNKNOWN in decision.reasons
    assert world.decide(line, now=world.now + timedelta(days=1)).outcome is Outcome.NOT_RETURNABLE


def test_with_no_day_known_but_the_purchase_nobody_is_refused_by_a_machine(world):
    line = world.line(delivered=None, purchased=30)
    assert world.decide(line).outcome is Outcome.RETURNABLE
    later = world.decide(line, now=world.now + timedelta(days=1))
    assert later.outcome is Outcome.NEEDS_A_PERSON
    assert later.reasons == (Because.WINDOW_OVER, Because.DELIVERY_UNKNOWN)


def test_an_order_older_than_every_rule_goes_to_a_person(world):
    decision = world.decide(world.line(delivered=700))
    assert (decision.outcome, decision.reasons) == (Outcome.NEEDS_A_PERSON, (Because.NO_RULE,))
    assert decision.rule_ids == ()


def test_an_unknown_category_goes_to_a_person(world):
    decision = world.decide(world.line(category="unicorns"))
    assert (decision.outcome, decision.reasons) == (Outcome.NEEDS_A_PERSON, (Because.CATEGORY_UNKNOWN,))


@pytest.mark.parametrize(
    ("reason", "because"), [(Reason.NEVER_ARRIVED, Because.CLAIM), (Reason.UNAUTHORIZED_PURCHASE, Because.REVIEW)]
)
def test_claims_and_strange_purchases_always_go_to_a_person(world, reason, because):
    decision = world.decide(world.line(), reason)
    assert (decision.outcome, decision.reasons) == (Outcome.NEEDS_A_PERSON, (because,))


def test_final_sale_is_refused_but_a_fault_opens_the_way_to_a_person(world):
    line = world.line(category="trading_cards")
    assert world.decide(line).outcome is Outcome.NOT_RETURNABLE
    faulty = world.decide(line, Reason.DEFECTIVE)
    assert faulty.outcome is Outcome.NEEDS_A_PERSON
    assert faulty.rule_ids == ("amazon.trading_cards.none", "amazon.fault.no_fee")


def test_arriving_late_is_the_sellers_fault_but_opens_no_final_sale(world):
    assert world.decide(world.line(category="trading_cards"), Reason.ARRIVED_LATE).outcome is Outcome.NOT_RETURNABLE


def test_spoiled_food_is_refunded_and_kept(world):
    decision = world.decide(world.line(category="perishable"), Reason.DAMAGED_IN_TRANSIT)
    assert decision.outcome is Outcome.KEEP_IT
    assert decision.reasons[-1] is Because.REFUND_WITHOUT_RETURN
    assert (decision.refund, decision.methods, decision.return_by) == (Money(5400), (), None)


def test_dangerous_goods_get_no_label_even_when_defective(world):
    decision = world.decide(world.line(category="hazmat"), Reason.DEFECTIVE)
    assert (decision.outcome, decision.methods) == (Outcome.NEEDS_A_PERSON, ())


def test_an_opened_film_is_exchanged_and_not_refunded(world):
    decision = world.decide(world.line(store="walmart", category="media", opened=True))
    assert decision.outcome is Outcome.EXCHANGE_ONLY
    assert decision.refund == Money(0)
    assert decision.methods
    assert world.decide(world.line(store="walmart", category="media")).outcome is Outcome.RETURNABLE


def test_an_opened_game_costs_its_whole_price_unless_it_is_faulty(world):
    line = world.line(category="video_game", opened=True)
    decision = world.decide(line)
    assert (decision.outcome, decision.refund) == (Outcome.RETURNABLE, Money(0))
    assert decision.rule_ids[-1] == "amazon.fee.opened.100"
    faulty = world.decide(line, Reason.DEFECTIVE)
    assert (faulty.refund, faulty.fees) == (Money(5400), ())


def test_late_and_damaged_costs_the_larger_of_the_two(world):
    decision = world.decide(world.line(), triggers={Trigger.DAMAGED_BY_CUSTOMER}, days_late=12)
    assert [fee.rule_id for fee in decision.fees] == ["amazon.fee.damaged.50"]
    assert decision.refund == Money(2700)


def test_a_fee_without_a_figure_is_said_by_a_person(world):
    decision = world.decide(world.line(bulky=True))
    assert decision.outcome is Outcome.NEEDS_A_PERSON
    assert decision.reasons[-1] is Because.FEE_NOT_FIXED
    assert world.decide(world.line(bulky=True), Reason.DEFECTIVE).methods == (Method.PICKUP,)


def test_a_marketplace_sellers_window_counts_from_a_week_after_shipping(world):
    line = world.line(
        store="walmart", seller=Seller.MARKETPLACE, shipped_at=world.now - timedelta(days=37), delivered=20, purchased=40
    )
    assert world.decide(line).deadline == world.now.date()
    late = world.decide(line, now=world.now + timedelta(days=1))
    assert (late.outcome, late.reasons[-1]) == (Outcome.NEEDS_A_PERSON, Because.SELLER_MAY_ALLOW_LONGER)


def test_a_marketplace_item_never_borrows_the_stores_own_window(world):
    decision = world.decide(world.line(category="media", seller=Seller.MARKETPLACE))
    assert decision.rule_ids == ("amazon.seller_fulfilled.30d",)


def test_a_season_extends_a_window_and_never_shortens_one(world):
    bought = datetime(2025, 12, 20, 18, tzinfo=UTC)
    now = datetime(2026, 1, 31, 18, tzinfo=UTC)
    line = world.line(purchased_at=bought, delivered_at=bought + timedelta(days=1))
    decision = world.decide(line, now=now)
    assert decision.rule_ids == ("amazon.default.30d", "amazon.season.2025")
    assert decision.deadline_rule_id == "amazon.season.2025"
    assert world.decide(line, now=now + timedelta(days=1)).outcome is Outcome.NOT_RETURNABLE
    at_the_end = world.line(
        purchased_at=datetime(2025, 12, 31, 18, tzinfo=UTC), delivered_at=datetime(2026, 1, 5, 18, tzinfo=UTC)
    )
    assert world.decide(at_the_end, now=now).deadline == datetime(2026, 2, 4).date()


def test_an_apple_product_has_its_own_day_in_the_season(world):
    bought = datetime(2025, 12, 20, 18, tzinfo=UTC)
    line = world.line(category="apple_brand", purchased_at=bought, delivered_at=bought)
    decision = world.decide(line, now=datetime(2026, 1, 15, 18, tzinfo=UTC))
    assert decision.deadline_rule_id == "amazon.season.2025.apple"


def test_a_season_nobody_has_confirmed_helps_the_customer_and_says_so(world):
    bought = datetime(2026, 11, 5, 18, tzinfo=UTC)
    decision = world.decide(world.line(purchased_at=bought, delivered_at=bought), now=datetime(2026, 12, 24, 18, tzinfo=UTC))
    assert decision.outcome is Outcome.RETURNABLE
    assert Because.SEASON_UNCONFIRMED in decision.reasons


def test_whoever_returns_on_the_last_day_has_time_to_hand_the_parcel_over(world):
    decision = world.decide(world.line(delivered=30))
    assert decision.return_by == world.now.date() + timedelta(days=14)
    assert decision.return_by_rule_id == "amazon.hand_over.14d"


def test_the_refunds_time_follows_the_tender(world):
    gift = world.decide(world.line(tender=Tender.GIFT_CARD)).refund_time
    assert (gift.least, gift.most, gift.unit, gift.rule_id) == (2, 3, "hours", "amazon.refund.gift_card")


@pytest.mark.parametrize("quantity", [0, -1, 4, 10**9])
def test_a_quantity_the_line_has_not_is_refused(world, quantity):
    with pytest.raises(InvalidInput):
        world.decide(world.line(quantity=3), quantity=quantity)


def test_some_units_of_a_line_are_priced_by_themselves(world):
    line = world.line(quantity=3, price=Money(1299), tax=Money(322))
    decision = world.decide(line, quantity=2)
    assert (decision.price, decision.tax, decision.quantity) == (Money(2598), Money(214), 2)
    assert world.decide(line, quantity=1, units=(3,)).tax == Money(108)
