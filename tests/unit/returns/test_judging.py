"""What goes before a window, what takes its place, and what else matters: gifts, chains, bundles, downloads, small sums."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from returnflow.errors import InvalidInput
from returnflow.returns.model import Because, Handling, Method, Money, Outcome, Part, Reason, Seller, Tender
from returnflow.returns.policy.rows import InForce, Trigger
from returnflow.returns.replacements import Origin

FIRST = "111-1111111-1111112"


def test_who_was_given_it_gets_a_gift_card_and_the_giver_is_not_told(world):
    decision = world.decide(world.line(gift=True))
    assert (decision.outcome, decision.refund_to, decision.giver_told) == (Outcome.RETURNABLE, Tender.GIFT_CARD, False)
    assert decision.steps[-1].rule_id == "amazon.gift.gift_card"
    assert decision.refund_time.unit == "hours"


def test_the_buyer_of_a_gift_gets_his_own_money_back(world):
    decision = world.decide(world.line(gift=True), recipient=False)
    assert (decision.refund_to, decision.giver_told) == (Tender.CREDIT_CARD, True)
    assert Because.GIFT_RECIPIENT not in decision.reasons


def test_whoever_holds_a_gift_receipt_is_a_recipient_though_the_order_says_nothing(world):
    assert world.decide(world.line(store="walmart"), recipient=True).refund_to is Tender.GIFT_CARD


def test_the_giver_is_not_told_of_a_refused_return_either(world):
    decision = world.decide(world.line(gift=True, delivered=60))
    assert (decision.refund_to, decision.giver_told) == (None, False)


def chained(world, first_delivered, **given):
    """A free replacement that came three days ago, and what it replaced."""
    first = world.line(order_number=FIRST, delivered=first_delivered, price=Money(4200), tax=Money(300), tender=Tender.DEBIT_CARD)
    return world.line(delivered=3, price=Money(0), tax=Money(0), replaces=FIRST, **given), Origin(first)


def test_a_replacement_keeps_the_clock_and_the_price_of_what_was_bought_first(world):
    line, origin = chained(world, 20)
    decision = world.decide(line, origin=origin)
    assert decision.outcome is Outcome.RETURNABLE
    assert decision.deadline == (world.now + timedelta(days=10)).date()
    assert (decision.refund, decision.refund_to) == (Money(4500), Tender.DEBIT_CARD)
    assert decision.order_number == line.order_number
    assert decision.steps[-1].because is Because.REPLACEMENT


def test_a_new_replacement_of_something_long_over_its_window_is_refused(world):
    line, origin = chained(world, 31)
    decision = world.decide(line, origin=origin)
    assert (decision.outcome, decision.reasons) == (Outcome.NOT_RETURNABLE, (Because.WINDOW_OVER, Because.REPLACEMENT))


def test_a_replacement_is_never_refunded_twice(world):
    line, origin = chained(world, 10)
    for reason in (Reason.NO_LONGER_WANTED, Reason.DEFECTIVE):
        decision = world.decide(line, reason, origin=replace(origin, refunded=True))
        assert (decision.outcome, decision.reasons) == (Outcome.NOT_RETURNABLE, (Because.REFUNDED_ALREADY,))
        assert decision.rule_ids == ("amazon.replacement",)


def test_a_replacement_of_something_unknown_goes_to_a_person(world):
    line, _ = chained(world, 10)
    decision = world.decide(line)
    assert (decision.outcome, decision.reasons) == (Outcome.NEEDS_A_PERSON, (Because.ORIGIN_UNKNOWN,))


def test_more_replacements_than_were_bought_go_to_a_person(world):
    line, origin = chained(world, 10, quantity=2)
    assert world.decide(line, origin=origin).reasons == (Because.ORIGIN_UNKNOWN,)


def test_an_opened_replacement_is_opened_whatever_the_first_one_was(world):
    first = world.line(category="video_game", delivered=10)
    line = world.line(category="video_game", delivered=2, replaces=FIRST, opened=True)
    assert world.decide(line, origin=Origin(first)).fees[0].rule_id == "amazon.fee.opened.100"


def test_a_part_of_a_bundle_is_a_persons_matter_and_the_whole_is_not(world):
    line = world.line(bundle="camera-kit", quantity=2)
    alone = world.decide(line, quantity=2)
    assert (alone.outcome, alone.steps[-1].because) == (Outcome.NEEDS_A_PERSON, Because.BUNDLE_TOGETHER)
    assert alone.rule_ids == ("amazon.default.30d", "amazon.bundle.together")
    assert world.decide(line, quantity=2, together=True).outcome is Outcome.RETURNABLE
    assert world.decide(line, quantity=1, together=True).outcome is Outcome.NEEDS_A_PERSON


@pytest.mark.parametrize("category", ["digital_book", "digital_textbook", "digital_music"])
def test_of_what_is_digital_nothing_travels(world, category):
    decision = world.decide(world.line(category=category, delivered=3, purchased=3))
    assert (decision.outcome, decision.methods, decision.return_by) == (Outcome.KEEP_IT, (), None)
    assert decision.reasons == (Because.IN_WINDOW, Because.DIGITAL)
    assert (decision.refund, decision.processing_time) == (Money(5400), None)


@pytest.mark.parametrize(("cents", "outcome"), [(300, Outcome.NOT_RETURNABLE), (301, Outcome.RETURNABLE)])
def test_an_item_of_haul_comes_back_above_three_dollars_and_not_at_three(world, cents, outcome):
    assert world.decide(world.line(category="haul", price=Money(cents))).outcome is outcome


def test_a_cheap_faulty_item_is_kept_below_the_merchants_threshold(world):
    line = world.line(price=Money(900), tax=Money(72))
    kept = world.decide(line, Reason.DEFECTIVE, keep_below=Money(973))
    assert (kept.outcome, kept.steps[-1].rule_id) == (Outcome.KEEP_IT, "amazon.keep_it")
    assert (kept.refund, kept.methods) == (Money(972), ())
    assert world.decide(line, Reason.DEFECTIVE, keep_below=Money(972)).outcome is Outcome.RETURNABLE


@pytest.mark.parametrize(
    ("reason", "given"),
    [
        (Reason.NO_LONGER_WANTED, {}),
        (Reason.DEFECTIVE, {"handling": Handling.RECEIVE_THEN_REFUND}),
        (Reason.DEFECTIVE, {"handling": Handling.PERSON}),
        (Reason.DEFECTIVE, {"keep_below": None}),
    ],
)
def test_nothing_is_kept_for_the_asking_nor_when_something_speaks_against_it(world, reason, given):
    line = world.line(price=Money(900), tax=Money(72))
    assert world.decide(line, reason, **({"keep_below": Money(5000)} | given)).outcome is Outcome.RETURNABLE


def test_a_threshold_in_another_currency_is_refused(world):
    with pytest.raises(InvalidInput, match="two currencies"):
        world.decide(world.line(), Reason.DEFECTIVE, keep_below=Money(900, "CAD"))


def test_a_free_item_comes_back_for_nothing_and_that_is_said(world):
    decision = world.decide(world.line(price=Money(0), tax=Money(0)))
    assert (decision.outcome, decision.reasons) == (Outcome.RETURNABLE, (Because.IN_WINDOW, Because.NOTHING_TO_REFUND))


def test_a_fee_of_everything_is_named_as_what_leaves_nothing(world):
    decision = world.decide(world.line(category="board_game", opened=True))
    assert decision.steps[-1].because is Because.NOTHING_TO_REFUND
    assert decision.steps[-1].rule_id == "amazon.fee.opened.100"


@pytest.mark.parametrize(("days", "refund"), [(0, 5400), (1, 4320), (30, 4320), (31, 0)])
def test_handing_over_late_costs_a_fifth_for_thirty_days_and_then_everything(world, days, refund):
    assert world.decide(world.line(), days_late=days).refund == Money(refund)


@pytest.mark.parametrize(("percent", "refund"), [(None, 2700), (0, 5400), (30, 3780), (50, 2700), (90, 2700)])
def test_damage_costs_what_the_inspection_says_and_at_most_half(world, percent, refund):
    decision = world.decide(world.line(), triggers={Trigger.DAMAGED_BY_CUSTOMER}, damage_percent=percent)
    assert decision.refund == Money(refund)


def test_damage_to_a_luxury_item_costs_everything_whatever_the_inspection_says(world):
    line = world.line(category="luxury")
    assert world.decide(line, triggers={Trigger.DAMAGED_BY_CUSTOMER}, damage_percent=10).refund == Money(0)


@pytest.mark.parametrize("trigger", [Trigger.PAID_METHOD, Trigger.MANY_RETURNS, Trigger.BULKY])
def test_a_way_back_that_costs_something_is_priced_by_a_person(world, trigger):
    decision = world.decide(world.line(), triggers={trigger})
    assert (decision.outcome, decision.steps[-1].because) == (Outcome.NEEDS_A_PERSON, Because.FEE_NOT_FIXED)


def test_the_delivery_cost_is_refunded_on_the_sellers_fault_and_only_then(world):
    line = world.line(shipping=Money(599))
    faulty = world.decide(line, Reason.DEFECTIVE)
    assert [(each.part, each.rule_id) for each in faulty.refund_lines][-1] == (Part.DELIVERY, "amazon.delivery_cost.fault")
    assert faulty.refund - world.decide(line).refund == Money(599)


def test_what_a_coupon_took_off_is_a_line_of_the_refund_with_its_row(world):
    decision = world.decide(world.line(store="walmart", promotion=Money(1000)))
    assert (Part.PROMOTION, Money(-1000), "walmart.promotion.coupon") in [
        (each.part, each.amount, each.rule_id) for each in decision.refund_lines
    ]


def test_a_defect_after_the_window_is_told_of_the_makers_warranty(world):
    late = world.decide(world.line(delivered=40), Reason.DEFECTIVE)
    assert late.steps[-1].rule_id == "amazon.warranty"
    assert Because.WARRANTY not in world.decide(world.line(store="walmart", delivered=100), Reason.DEFECTIVE).reasons


def test_a_sellers_parcel_that_never_came_is_a_claim_with_its_row(world):
    decision = world.decide(world.line(seller=Seller.MARKETPLACE), Reason.NEVER_ARRIVED)
    assert decision.rule_ids == ("amazon.claim.a_to_z",)


def test_what_a_seller_sold_gets_no_code_for_a_drop_off_without_a_box(world):
    assert world.decide(world.line(seller=Seller.MARKETPLACE)).methods == (Method.PRINTED_LABEL, Method.PICKUP)


def test_where_no_row_has_a_way_back_a_person_finds_one(world):
    amazon = world.rules.of("amazon")
    later = tuple(replace(way, in_force=InForce(datetime(2027, 1, 1, tzinfo=UTC).date())) for way in amazon.methods)
    world.rules = replace(world.rules, stores={**world.rules.stores, "amazon": replace(amazon, methods=later)})
    assert world.decide(world.line()).reasons == (Because.IN_WINDOW, Because.NO_WAY_BACK)


def test_the_goods_are_looked_at_before_the_refund_is_issued(world):
    time = world.decide(world.line()).processing_time
    assert (time.most, time.unit, time.rule_id) == (30, "days", "amazon.processing.30d")
    assert world.decide(world.line(store="walmart")).processing_time is None


@pytest.mark.parametrize(("given", "field"), [({"days_late": -1}, "days_late"), ({"damage_percent": 101}, "damage_percent")])
def test_circumstances_that_cannot_be_are_refused_by_name(world, given, field):
    with pytest.raises(InvalidInput) as refused:
        world.decide(world.line(), **given)
    assert refused.value.field == field


@pytest.mark.parametrize("field", ["purchased_at", "shipped_at", "delivered_at", "promised_at"])
def test_a_year_beyond_the_calendar_is_refused_by_name(world, field):
    with pytest.raises(InvalidInput) as refused:
        world.decide(replace(world.line(), **{field: datetime(9999, 12, 31, tzinfo=UTC)}))
    assert refused.value.field == field
    with pytest.raises(InvalidInput, match="9999"):
        world.decide(world.line(), now=datetime(9999, 12, 31, tzinfo=UTC))


def test_every_row_that_had_a_part_is_named_once(world):
    decision = world.decide(world.line(gift=True, promotion=Money(10), shipping=Money(10)), Reason.DEFECTIVE)
    assert len(set(decision.rows)) == len(decision.rows)
    assert {
        "amazon.default.30d",
        "amazon.fault.no_fee",
        "amazon.gift.gift_card",
        "amazon.promotion.reduces",
        "amazon.delivery_cost.fault",
        "amazon.refund.gift_card",
        "amazon.processing.30d",
        "amazon.method.drop_off_code",
        "amazon.hand_over.14d",
    } <= set(decision.rows)
