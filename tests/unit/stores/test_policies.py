"""One line per policy row, written by hand beside the files: what each row must decide, on its last day and the day after."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from returnflow.returns.eligibility import decide
from returnflow.returns.model import Outcome, Reason, Seller, Store
from returnflow.returns.policy.rows import Anchor
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
    "amazon.haul.15d": ("haul_over_3", 15),
    "amazon.haul_up_to_3.none": ("haul_up_to_3", NEVER),
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
    "walmart.marketplace_luxury.14d": ("luxury", 14),
    "walmart.media.opened.exchange": ("media", 90),
    "walmart.collectible.none": ("trading_cards", NEVER),
    "walmart.collectible.sealed.90d": ("trading_cards", 90),
    "walmart.car_battery.person": ("car_battery", PERSON),
    "walmart.health.none": ("health", NEVER),
    "walmart.weapons.none": ("weapons", NEVER),
    "walmart.gift_card.none": ("gift_card", NEVER),
    "walmart.age_restricted.none": ("age_restricted", NEVER),
    "walmart.excluded.none": ("home_service", NEVER),
    "walmart.hazmat.person": ("hazmat", PERSON),
}
ROWS = {row.id: row for store in Store for row in BOOK.of(store).windows}


def line_for(world, row, category):
    """A line the row is for, bought, shipped and delivered on the same day."""
    return world.line(
        store=row.id.split(".")[0],
        category=category,
        seller=row.seller or Seller.STORE,
        opened=row.opened,
        purchased_at=BOUGHT,
        shipped_at=BOUGHT,
        delivered_at=BOUGHT,
    )


def on(world, line, days, reason=Reason.DEFECTIVE):
    """The decision so many days after everything happened; a fault, so that no fee hides the window."""
    return decide(line, reason, BOOK, BOUGHT + timedelta(days=days), CHICAGO)


def test_every_row_of_the_files_has_its_line_here():
    assert set(ROWS) == set(WINDOWS)


@pytest.mark.parametrize(("row_id", "category", "days"), [(i, c, d) for i, (c, d) in WINDOWS.items() if isinstance(d, int)])
def test_a_windows_last_day_is_in_and_the_next_is_out(world, row_id, category, days):
    row = ROWS[row_id]
    last = days + (7 if row.anchor is Anchor.SHIPPED_PLUS_7 else 0)
    line = line_for(world, row, category)
    inside, outside = on(world, line, last), on(world, line, last + 1)
    assert inside.rule_ids[0] == row_id
    assert inside.outcome is row.outcome
    assert inside.deadline == BOUGHT.date() + timedelta(days=last)
    assert outside.outcome is Outcome.NEEDS_A_PERSON  # late, but a fault
    if not row.opened:
        plain = on(world, line, last + 1, Reason.NO_LONGER_WANTED)
        assert plain.outcome is (Outcome.NEEDS_A_PERSON if row.minimum else Outcome.NOT_RETURNABLE)


@pytest.mark.parametrize(("row_id", "category"), [(i, c) for i, (c, d) in WINDOWS.items() if d == NEVER])
def test_what_never_comes_back_is_refused_on_the_first_day_and_a_fault_finds_another_way(world, row_id, category):
    line = line_for(world, ROWS[row_id], category)
    refused = on(world, line, 0, Reason.NO_LONGER_WANTED)
    assert (refused.outcome, refused.rule_ids) == (Outcome.NOT_RETURNABLE, (row_id,))
    assert on(world, line, 0).outcome is ROWS[row_id].on_fault
    assert refused.deadline is None


@pytest.mark.parametrize(("row_id", "category"), [(i, c) for i, (c, d) in WINDOWS.items() if d == PERSON])
def test_what_only_a_person_can_judge_goes_to_one(world, row_id, category):
    decision = on(world, line_for(world, ROWS[row_id], category), 0, Reason.NO_LONGER_WANTED)
    assert (decision.outcome, decision.rule_ids) == (Outcome.NEEDS_A_PERSON, (row_id,))


@pytest.mark.parametrize("row", [row for store in Store for row in BOOK.of(store).windows], ids=lambda row: row.id)
def test_every_category_of_a_row_leads_to_it(row):
    store = BOOK.of(Store(row.id.split(".")[0]))
    for category in row.categories:
        found = store.window(category, row.seller or Seller.STORE, date(2026, 6, 1), opened=row.opened)
        assert found.id == row.id


@pytest.mark.parametrize(
    ("season", "category", "seller", "bought", "deadline"),
    [
        ("amazon.season.2025", "default", "store", "2025-11-01", "2026-01-31"),
        ("amazon.season.2025", "default", "store", "2025-12-31", "2026-01-31"),
        ("amazon.season.2025.apple", "apple_brand", "store", "2025-12-31", "2026-01-15"),
        ("amazon.season.2026", "default", "store", "2026-11-01", "2027-01-31"),
        ("amazon.season.2026.apple", "apple_brand", "store", "2026-12-31", "2027-01-15"),
        ("walmart.season.2025", "default", "store", "2025-10-01", "2026-01-31"),
        ("walmart.season.2025.marketplace", "default", "marketplace", "2025-12-31", "2026-01-31"),
        ("walmart.season.2026", "consumer_electronics", "store", "2026-10-01", "2027-01-31"),
        ("walmart.season.2026.marketplace", "default", "marketplace", "2026-12-31", "2027-01-31"),
    ],
)
def test_a_season_covers_its_days_of_purchase(season, category, seller, bought, deadline):
    store = BOOK.of(Store(season.split(".")[0]))
    found = store.season(category, Seller(seller), date.fromisoformat(bought))
    assert (found.id, found.deadline) == (season, date.fromisoformat(deadline))


def test_seasons_that_nobody_confirmed_say_so():
    unconfirmed = {s.id for store in Store for s in BOOK.of(store).seasons if s.unconfirmed}
    assert unconfirmed == {
        "amazon.season.2026",
        "amazon.season.2026.apple",
        "walmart.season.2025.marketplace",
        "walmart.season.2026.marketplace",
    }


@pytest.mark.parametrize(
    ("fee", "percent"),
    [
        ("amazon.fee.opened.100", 100),
        ("amazon.fee.damaged.50", 50),
        ("amazon.fee.damaged.luxury.100", 100),
        ("amazon.fee.late.20", 20),
        ("amazon.fee.very_late.100", 100),
        ("amazon.fee.bulky", None),
        ("walmart.fee.major_appliance", None),
        ("walmart.fee.marketplace_luxury", None),
        ("walmart.fee.marketplace_freight", None),
    ],
)
def test_a_fee_row_keeps_back_its_percentage(fee, percent):
    rows = {row.id: row for store in Store for row in BOOK.of(store).fees}
    assert rows[fee].percent == percent


@pytest.mark.parametrize(
    ("row_id", "least", "most", "unit"),
    [
        ("amazon.refund.gift_card", 2, 3, "hours"),
        ("amazon.refund.credit_card", 3, 5, "business_days"),
        ("amazon.refund.debit_card", 0, 10, "business_days"),
        ("amazon.refund.checking", 0, 10, "business_days"),
        ("amazon.refund.ebt", 0, 10, "business_days"),
        ("amazon.refund.cash", 0, 10, "business_days"),
        ("amazon.refund.points", 0, 5, "business_days"),
        ("amazon.refund.prepaid", 0, 30, "days"),
        ("walmart.refund.credit_card", 0, 10, "business_days"),
        ("walmart.refund.debit_card", 0, 10, "business_days"),
        ("walmart.refund.gift_card", 0, 1, "days"),
        ("walmart.refund.prepaid", 0, 30, "business_days"),
        ("walmart.refund.international", 0, 30, "business_days"),
    ],
)
def test_a_tender_takes_as_long_as_its_row_says(row_id, least, most, unit):
    rows = {row.id: row for store in Store for row in BOOK.of(store).refund_times}
    assert (rows[row_id].least, rows[row_id].most, rows[row_id].unit) == (least, most, unit)


def test_every_row_names_a_source_a_day_and_a_grade():
    for store in Store:
        book = BOOK.of(store)
        for row in (*book.windows, *book.seasons, book.fault, *book.fees, *book.refund_times, *book.methods, book.hand_over):
            assert row.provenance.source, row.id
            assert row.provenance.grade in "ABCU", row.id
            assert date(2019, 1, 1) <= row.provenance.retrieved_at <= date(2026, 12, 31), row.id
