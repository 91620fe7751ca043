"""One line per policy row, written by hand beside the files: what each row must decide, on its last day and the day after.

A row without its line fails `test_every_row_of_the_files_has_its_line_here`.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from returnflow.returns.eligibility import decide
from returnflow.returns.model import Because, Money, Outcome, Reason, Seller, Store, Tender
from returnflow.returns.policy.rows import About, Anchor, Trigger
from returnflow.returns.replacements import Origin
from returnflow.stores import rules

BOOK = rules.load()
BOUGHT = datetime(2026, 2, 2, 18, tzinfo=UTC)  # no season covers it
CHICAGO = ZoneInfo("America/Chicago")
NEVER, PERSON = "never", "person"

WINDOWS = {
    "amazon.default.30d": ("default", 30),
    "amazon.computer.30d": ("computer", 30),
    "amazon.digital_book.7d": ("digital_book", 7),
    "amazon.digital_textbook.7d": ("digital_textbook", 7),
    "amazon.digital_music.7d": ("digital_music", 7),
    "amazon.apple.15d": ("apple_brand", 15),
    "amazon.applecare.person": ("applecare", PERSON),
    "amazon.haul.15d": ("haul", 15),
    "amazon.haul_up_to_3.none": ("haul", NEVER),
    "amazon.renewed.90d": ("renewed", 90),
    "amazon.renewed_premium.365d": ("renewed_premium", 365),
    "amazon.baby.90d": ("baby", 90),
    "amazon.birthday_gift.90d": ("birthday_gift", 90),
    "amazon.mattress.90d": ("mattress", 90),
    "amazon.wedding_registry.180d": ("wedding_registry_gift", 180),
    "amazon.baby_registry.365d": ("baby_registry_gift", 365),
    "amazon.seller_fulfilled.30d": ("default", 30),
    "amazon.global_store.30d": ("global_store", 30),
    "amazon.perishable.none": ("perishable", NEVER),
    "amazon.health_safety.none": ("health_safety", NEVER),
    "amazon.hazmat.none": ("hazmat", NEVER),
    "amazon.customized.none": ("customized", NEVER),
    "amazon.gift_card.none": ("gift_card", NEVER),
    "amazon.pharmacy.none": ("pharmacy", NEVER),
    "amazon.digital_software.none": ("digital_software", NEVER),
    "amazon.trading_cards.none": ("trading_cards", NEVER),
    "amazon.final_sale.none": ("final_sale", NEVER),
    "amazon.excluded.none": ("bulk_liquidation", NEVER),
    "walmart.default.90d": ("default", 90),
    "walmart.electronics.30d": ("consumer_electronics", 30),
    "walmart.wireless_phone.14d": ("wireless_phone", 14),
    "walmart.major_appliance.2d": ("major_appliance", 2),
    "walmart.floor_care.30d": ("floor_care", 30),
    "walmart.eyewear.60d": ("prescription_eyewear", 60),
    "walmart.plants.365d": ("plants", 365),
    "walmart.marketplace.30d": ("default", 30),
    "walmart.marketplace_electronics.14d": ("consumer_electronics", 14),
    "walmart.marketplace_luxury.30d": ("luxury", 30),
    "walmart.media.opened.exchange": ("media", 90),
    "walmart.mattress.opened.person": ("mattress", PERSON),
    "walmart.collectible.none": ("trading_cards", NEVER),
    "walmart.collectible.sealed.90d": ("trading_cards", 90),
    "walmart.car_battery.person": ("car_battery", PERSON),
    "walmart.tires.mounted.none": ("tires", NEVER),
    "walmart.health.none": ("health", NEVER),
    "walmart.breast_pump.opened.none": ("breast_pump", NEVER),
    "walmart.weapons.none": ("weapons", NEVER),
    "walmart.gift_card.none": ("gift_card", NEVER),
    "walmart.age_restricted.none": ("age_restricted", NEVER),
    "walmart.rv_sanitation.used.none": ("rv_sanitation", NEVER),
    "walmart.excluded.none": ("home_service", NEVER),
    "walmart.hazmat.person": ("hazmat", PERSON),
}
# Category, seller, first and last day of purchase, last day to return.
SEASONS = {
    "amazon.season.2025": ("default", "store", "2025-11-01", "2025-12-31", "2026-01-31"),
    "amazon.season.2025.apple": ("apple_brand", "store", "2025-11-01", "2025-12-31", "2026-01-15"),
    "amazon.season.2026": ("default", "store", "2026-11-01", "2026-12-31", "2027-01-31"),
    "amazon.season.2026.apple": ("apple_brand", "store", "2026-11-01", "2026-12-31", "2027-01-15"),
    "walmart.season.2025": ("default", "store", "2025-10-01", "2025-12-31", "2026-01-31"),
    "walmart.season.2025.marketplace": ("default", "marketplace", "2025-10-01", "2025-12-31", "2026-01-31"),
    "walmart.season.2026": ("consumer_electronics", "store", "2026-10-01", "2026-12-31", "2027-01-31"),
    "walmart.season.2026.marketplace": ("default", "marketplace", "2026-10-01", "2026-12-31", "2027-01-31"),
}
# What the line is like, what else is known, and the cents kept of 100.00; None: a person says how much.
FEES = {
    "amazon.fee.opened.100": ({"category": "video_game", "opened": True}, {}, 10_000),
    "amazon.fee.damaged.50": ({}, {"triggers": {Trigger.DAMAGED_BY_CUSTOMER}}, 5_000),
    "amazon.fee.damaged.luxury.100": ({"category": "luxury"}, {"triggers": {Trigger.DAMAGED_BY_CUSTOMER}}, 10_000),
    "amazon.fee.late.20": ({}, {"days_late": 30}, 2_000),
    "amazon.fee.very_late.100": ({}, {"days_late": 31}, 10_000),
    "amazon.fee.bulky": ({"bulky": True}, {}, None),
    "amazon.fee.paid_method": ({}, {"triggers": {Trigger.PAID_METHOD}}, None),
    "amazon.fee.many_returns": ({}, {"triggers": {Trigger.MANY_RETURNS}}, None),
    "amazon.fee.seller.opened_media": ({"category": "media", "opened": True, "seller": Seller.MARKETPLACE}, {}, None),
    "amazon.fee.seller.used_book": ({"category": "book", "opened": True, "seller": Seller.MARKETPLACE}, {}, None),
    "walmart.fee.major_appliance": ({"category": "major_appliance"}, {}, None),
    "walmart.fee.marketplace_luxury": (
        {"category": "luxury", "price": Money(30_001), "seller": Seller.MARKETPLACE},
        {},
        None,
    ),
    "walmart.fee.marketplace_freight": ({"bulky": True, "seller": Seller.MARKETPLACE}, {}, None),
}
REFUND_TIMES = {
    "amazon.refund.gift_card": (Tender.GIFT_CARD, 2, 3, "hours"),
    "amazon.refund.credit_card": (Tender.CREDIT_CARD, 3, 5, "business_days"),
    "amazon.refund.debit_card": (Tender.DEBIT_CARD, 0, 10, "business_days"),
    "amazon.refund.checking": (Tender.CHECKING_ACCOUNT, 0, 10, "business_days"),
    "amazon.refund.ebt": (Tender.EBT, 0, 10, "business_days"),
    "amazon.refund.cash": (Tender.PAY_IN_CASH, 0, 10, "business_days"),
    "amazon.refund.points": (Tender.POINTS, 0, 5, "business_days"),
    "amazon.refund.prepaid": (Tender.PREPAID_CARD, 0, 30, "days"),
    "walmart.refund.credit_card": (Tender.CREDIT_CARD, 0, 10, "business_days"),
    "walmart.refund.debit_card": (Tender.DEBIT_CARD, 0, 10, "business_days"),
    "walmart.refund.gift_card": (Tender.GIFT_CARD, 0, 1, "days"),
    "walmart.refund.prepaid": (Tender.PREPAID_CARD, 0, 30, "business_days"),
    "walmart.refund.international": (Tender.INTERNATIONAL_BANK, 0, 30, "business_days"),
}
PROCESSING = {
    "amazon.processing.30d": ({}, 30, "days"),
    "amazon.processing.seller.2d": ({"seller": Seller.MARKETPLACE}, 2, "business_days"),
    "walmart.processing.seller.48h": ({"seller": Seller.MARKETPLACE, "shipped_at": BOUGHT}, 48, "hours"),
}
# The line it is offered for, and whether a box and a printer are needed; None: told, not offered.
METHODS = {
    "amazon.method.drop_off_code": ({}, False, False),
    "amazon.method.printed_label": ({"seller": Seller.MARKETPLACE}, True, True),
    "amazon.method.pickup": ({"bulky": True}, True, True),
    "amazon.method.locker": (None, True, True),
    "walmart.method.store_counter": ({}, False, False),
    "walmart.method.drop_off_code": ({}, True, False),
    "walmart.method.printed_label": ({}, True, True),
    "walmart.method.pickup": ({}, True, True),
    "walmart.method.freight_pickup": ({"bulky": True}, False, False),
    "walmart.method.home": (None, False, False),
    "walmart.method.curbside": (None, False, False),
}
# The line, the reason, and what else is known where the engine applies the term; None: it is told by `policy.answer` alone.
TERMS = {
    "amazon.gift.gift_card": ({"gift": True}, Reason.NO_LONGER_WANTED, {}),
    "amazon.bundle.together": ({"bundle": "kit"}, Reason.NO_LONGER_WANTED, {}),
    "amazon.promotion.reduces": ({"promotion": Money(100)}, Reason.NO_LONGER_WANTED, {}),
    "amazon.promotion.certificate": None,
    "amazon.delivery_cost.fault": ({"shipping": Money(500)}, Reason.DEFECTIVE, {}),
    "amazon.replacement": ({"replaces": "111-1111111-1111112"}, Reason.NO_LONGER_WANTED, {"origin": True}),
    "amazon.keep_it.seller": ({"seller": Seller.MARKETPLACE}, Reason.DEFECTIVE, {"keep_below": Money(20_000)}),
    "amazon.keep_it": ({}, Reason.DEFECTIVE, {"keep_below": Money(20_000)}),
    "amazon.warranty": ({"delivered_at": BOUGHT - timedelta(days=90)}, Reason.DEFECTIVE, {}),
    "amazon.claim.a_to_z": ({"seller": Seller.MARKETPLACE}, Reason.NEVER_ARRIVED, {}),
    "amazon.claim.90d": None,
    "amazon.return_cost.free": None,
    "amazon.tender_gone.balance": None,
    "amazon.advance_refund": None,
    "amazon.packing.one_label": None,
    "amazon.seller.48h": None,
    "walmart.gift.gift_card": ({"gift": True}, Reason.NO_LONGER_WANTED, {}),
    "walmart.promotion.coupon": ({"promotion": Money(100)}, Reason.NO_LONGER_WANTED, {}),
    "walmart.delivery_cost.fault": ({"shipping": Money(500)}, Reason.DEFECTIVE, {}),
    "walmart.keep_it": ({}, Reason.DEFECTIVE, {"keep_below": Money(20_000)}),
    "walmart.claim.promise": ({"seller": Seller.MARKETPLACE}, Reason.NEVER_ARRIVED, {}),
    "walmart.return_cost.free": None,
    "walmart.return_cost.seller": None,
    "walmart.receipt.tender": None,
    "walmart.receipt.look_up": None,
    "walmart.no_receipt.photo_id": None,
    "walmart.no_receipt.cash": None,
    "walmart.no_receipt.limit": None,
    "walmart.tender_gone.gift_card": None,
    "walmart.advance_refund.store": None,
    "walmart.packing": None,
    "walmart.where_to_start": None,
    "walmart.seller.address": None,
}
OTHERS = {"amazon.fault.no_fee", "walmart.fault.no_fee", "amazon.hand_over.14d", "walmart.hand_over.14d"}
ROWS = {row.id: row for store in Store for row in BOOK.of(store).rows}
WINDOW_ROWS = [row for store in Store for row in BOOK.of(store).windows]


def line_for(world, row, category):
    """A line the row is for, bought, shipped and delivered on the same day."""
    return world.line(
        store=row.id.split(".")[0],
        category=category,
        seller=row.seller or Seller.STORE,
        opened=row.opened,
        price=Money(row.price_up_to or (row.price_over or 4_999) + 1),
        purchased_at=BOUGHT,
        shipped_at=BOUGHT,
        delivered_at=BOUGHT,
    )


def on(line, days, reason=Reason.DEFECTIVE, **given):
    """The decision so many days after everything happened; a fault, so that no fee hides the window."""
    return decide(line, reason, BOOK, BOUGHT + timedelta(days=days), CHICAGO, **given)


def made(world, row_id, facts):
    """A line of 100.00 at the row's store, delivered on the day it was bought."""
    base = {
        "store": row_id.split(".")[0],
        "price": Money(10_000),
        "tax": Money(0),
        "purchased_at": BOUGHT,
        "delivered_at": BOUGHT,
    }
    return world.line(**(base | facts))


def test_every_row_of_the_files_has_its_line_here():
    tables = (WINDOWS, SEASONS, FEES, REFUND_TIMES, PROCESSING, METHODS, TERMS)
    assert set(ROWS) == {row_id for table in tables for row_id in table} | OTHERS


@pytest.mark.parametrize(("row_id", "category", "days"), [(i, c, d) for i, (c, d) in WINDOWS.items() if isinstance(d, int)])
def test_a_windows_last_day_is_in_and_the_next_is_out(world, row_id, category, days):
    row = ROWS[row_id]
    last = days + (7 if row.anchor is Anchor.SHIPPED_PLUS_7 else 0)
    line = line_for(world, row, category)
    inside, outside = on(line, last), on(line, last + 1)
    assert inside.rule_ids[0] == row_id
    assert inside.outcome is (row.outcome if row.travels else Outcome.KEEP_IT)
    assert inside.deadline == BOUGHT.date() + timedelta(days=last)
    assert outside.outcome is Outcome.NEEDS_A_PERSON  # late, but a fault
    if not row.opened:
        plain = on(line, last + 1, Reason.NO_LONGER_WANTED)
        assert plain.outcome is (Outcome.NEEDS_A_PERSON if row.minimum else Outcome.NOT_RETURNABLE)


@pytest.mark.parametrize(("row_id", "category"), [(i, c) for i, (c, d) in WINDOWS.items() if d == NEVER])
def test_what_never_comes_back_is_refused_on_the_first_day_and_a_fault_finds_another_way(world, row_id, category):
    line = line_for(world, ROWS[row_id], category)
    refused = on(line, 0, Reason.NO_LONGER_WANTED)
    assert (refused.outcome, refused.rule_ids) == (Outcome.NOT_RETURNABLE, (row_id,))
    assert on(line, 0).outcome is ROWS[row_id].on_fault
    assert refused.deadline is None


@pytest.mark.parametrize(("row_id", "category"), [(i, c) for i, (c, d) in WINDOWS.items() if d == PERSON])
def test_what_only_a_person_can_judge_goes_to_one(world, row_id, category):
    decision = on(line_for(world, ROWS[row_id], category), 0, Reason.NO_LONGER_WANTED)
    assert (decision.outcome, decision.rule_ids) == (Outcome.NEEDS_A_PERSON, (row_id,))


@pytest.mark.parametrize("row", WINDOW_ROWS, ids=lambda row: row.id)
def test_every_category_of_a_row_leads_to_it(row):
    store = BOOK.of(Store(row.id.split(".")[0]))
    price = row.price_up_to or (row.price_over or 4_999) + 1
    for category in row.categories:
        found = store.window(category, row.seller or Seller.STORE, date(2026, 6, 1), opened=row.opened, price=price)
        assert found.id == row.id


@pytest.mark.parametrize(("row_id", "case"), SEASONS.items(), ids=SEASONS)
def test_a_season_covers_its_days_of_purchase_and_no_other(row_id, case):
    category, seller, first, last, deadline = case
    store, days = BOOK.of(Store(row_id.split(".")[0])), [date.fromisoformat(day) for day in (first, last)]
    for day in days:
        found = store.season(category, Seller(seller), day)
        assert (found.id, found.deadline) == (row_id, date.fromisoformat(deadline))
    before, after = days[0] - timedelta(days=1), days[1] + timedelta(days=1)
    assert all(store.season(category, Seller(seller), day) is None for day in (before, after))


def test_seasons_that_nobody_confirmed_say_so():
    unconfirmed = {s.id for store in Store for s in BOOK.of(store).seasons if s.unconfirmed}
    assert unconfirmed == {
        "amazon.season.2026",
        "amazon.season.2026.apple",
        "walmart.season.2025.marketplace",
        "walmart.season.2026.marketplace",
    }


@pytest.mark.parametrize("category", ["haul", "digital_book", "digital_textbook", "digital_music"])
def test_no_season_extends_what_its_row_leaves_out(world, category):
    bought = datetime(2026, 11, 20, 18, tzinfo=UTC)
    line = world.line(category=category, purchased_at=bought, delivered_at=bought)
    decision = decide(line, Reason.DEFECTIVE, BOOK, bought, CHICAGO)
    assert decision.deadline == bought.date() + timedelta(days=15 if category == "haul" else 7)


@pytest.mark.parametrize(("row_id", "case"), FEES.items(), ids=FEES)
def test_a_fee_keeps_back_its_part_or_goes_to_a_person_and_never_on_the_sellers_fault(world, row_id, case):
    facts, given, kept = case
    line = made(world, row_id, facts)
    decision, faulty = on(line, 1, Reason.NO_LONGER_WANTED, **given), on(line, 1, **given)
    assert (faulty.fees, faulty.outcome) == ((), Outcome.RETURNABLE)
    if kept is None:
        assert (decision.outcome, decision.steps[-1].because) == (Outcome.NEEDS_A_PERSON, Because.FEE_NOT_FIXED)
        assert decision.steps[-1].rule_id == row_id
    else:
        assert [(fee.rule_id, fee.amount) for fee in decision.fees] == [(row_id, Money(kept))]


@pytest.mark.parametrize(("row_id", "case"), REFUND_TIMES.items(), ids=REFUND_TIMES)
def test_a_tender_takes_as_long_as_its_row_says(world, row_id, case):
    tender, least, most, unit = case
    time = on(made(world, row_id, {"tender": tender}), 1).refund_time
    assert (time.rule_id, time.least, time.most, time.unit) == (row_id, least, most, unit)


@pytest.mark.parametrize(("row_id", "case"), PROCESSING.items(), ids=PROCESSING)
def test_the_goods_are_looked_at_as_long_as_the_row_says(world, row_id, case):
    facts, most, unit = case
    time = on(made(world, row_id, facts), 1).processing_time
    assert (time.rule_id, time.most, time.unit) == (row_id, most, unit)


@pytest.mark.parametrize(("row_id", "case"), METHODS.items(), ids=METHODS)
def test_a_way_back_is_offered_with_what_it_needs_or_only_told(world, row_id, case):
    facts, box, printer = case
    assert (ROWS[row_id].box, ROWS[row_id].printer) == (box, printer)
    if facts is None:
        assert ROWS[row_id].limited
        assert row_id not in on(made(world, row_id, {}), 1).method_rule_ids
    else:
        assert row_id in on(made(world, row_id, facts), 1).method_rule_ids


@pytest.mark.parametrize(("row_id", "case"), TERMS.items(), ids=TERMS)
def test_a_term_is_applied_where_it_holds_or_is_told(world, row_id, case):
    told = {About.RETURN_COST, About.RECEIPT, About.NO_RECEIPT, About.TENDER_GONE, About.ADVANCE_REFUND, About.PACKING}
    told |= {About.SELLER_DUTY, About.WHERE_TO_START}
    if case is None:
        second = ROWS[row_id].about in {About.PROMOTION, About.CLAIM}  # the first row about that is the one applied
        assert second or ROWS[row_id].about in told
        return
    facts, reason, given = case
    if given.get("origin"):
        given = {"origin": Origin(made(world, row_id, {}))}
    assert row_id in on(made(world, row_id, facts), 1, reason, **given).rows


@pytest.mark.parametrize("store", Store)
def test_faults_open_a_way_and_the_parcel_has_two_weeks(world, store):
    decision = on(made(world, f"{store}.", {}), 1)
    assert f"{store}.fault.no_fee" in decision.rule_ids
    assert (decision.return_by_rule_id, ROWS[f"{store}.hand_over.14d"].days) == (f"{store}.hand_over.14d", 14)


def test_every_row_names_a_source_a_day_a_grade_and_since_when():
    for row in ROWS.values():
        assert row.provenance.source, row.id
        assert row.provenance.grade in "ABCU", row.id
        assert date(2012, 1, 1) <= row.provenance.retrieved_at <= date(2026, 12, 31), row.id
        assert date(2025, 1, 1) <= row.in_force.first, row.id


@pytest.mark.parametrize(
    "row_id", ["walmart.marketplace_luxury.30d", "walmart.no_receipt.cash", "walmart.major_appliance.2d", "amazon.season.2026"]
)
def test_where_sources_differ_the_row_says_that_it_favours_the_customer(row_id):
    assert "in the customer's favour" in ROWS[row_id].provenance.note
    assert ROWS[row_id].provenance.grade in "CU"
