"""What every window row must decide, written from the stores' own texts and not from the files, then held against the files.

`test_every_window_has_its_case` fails for a row without a case. Nothing expected here is read from a row: bought, shipped and
delivered lie on different days, so that a window counted from the wrong one is seen.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from returnflow.returns.eligibility import decide
from returnflow.returns.model import Money, Outcome, Reason, Seller, Store
from returnflow.stores import rules

BOOK = rules.load()
CHICAGO = ZoneInfo("America/Chicago")
QUIET = date(2026, 2, 2)  # no season covers a purchase of that day
SEASONS = {date(2025, 11, 20): 0, date(2026, 11, 20): 1}  # and years after the first one
LATER = {"purchased": 0, "shipped": 2, "delivered": 7}  # days after the purchase
RETURNABLE, EXCHANGE, KEEP, NEVER, PERSON = Outcome


@dataclass(frozen=True)
class Case:
    """`categories` are all that lead to the row. Outcomes: `wish` for a change of mind on the last day and `late` on the next,
    `fault` on the first day. `anchor` is what the days count from. `season` is the later last day of a purchase of 2025.
    """

    categories: str
    days: int | None = None
    wish: Outcome = RETURNABLE
    late: Outcome = NEVER
    fault: Outcome = RETURNABLE
    anchor: str = "delivered"
    season: str | None = "2026-01-31"
    sellers: str = "store marketplace"
    cents: tuple[int, ...] = (4_999,)
    opened: bool = False
    since: str = "2026-01-01"


def never(categories, **given):
    """Does not come back; a fault is for a person."""
    return Case(categories, wish=NEVER, fault=PERSON, **given)


def person(categories, **given):
    """A person says, whatever the reason."""
    return Case(categories, wish=PERSON, fault=PERSON, **given)


def digital(categories):
    """Seven days from the purchase, nothing to send, no season."""
    return Case(categories, 7, wish=KEEP, fault=KEEP, anchor="purchased", season=None)


def sellers(categories, days, **given):
    """At least so long, from a week after shipping at Walmart; later is a person's matter."""
    return Case(categories, days, late=PERSON, sellers="marketplace", anchor="a week after shipping", **given)


_USUAL = "default media book video_game software_boxed board_game collectible_cards chase_figurines luxury"
_USUAL_W = "default media video_game software mattress luxury breast_pump rv_sanitation"
JULY = "2025-07-31"

CASES = {
    "amazon.default.30d": Case(_USUAL, 30, sellers="store", since="2025-01-01"),
    "amazon.computer.30d": Case("computer", 30),
    "amazon.digital_book.7d": digital("digital_book"),
    "amazon.digital_textbook.7d": digital("digital_textbook"),
    "amazon.digital_music.7d": digital("digital_music"),
    "amazon.apple.15d": Case("apple_brand", 15, season="2026-01-15", since="2025-11-01"),
    "amazon.applecare.person": person("applecare", since="2025-11-01"),
    "amazon.haul.15d": Case("haul", 15, season=None, cents=(301, 4_999)),
    "amazon.haul_up_to_3.none": never("haul", cents=(0, 1, 300), since="2025-11-20"),
    "amazon.renewed.90d": Case("renewed renewed_acceptable renewed_good renewed_excellent", 90),
    "amazon.renewed_premium.365d": Case("renewed_premium", 365),
    "amazon.baby.90d": Case("baby", 90),
    "amazon.birthday_gift.90d": Case("birthday_gift custom_gift_list", 90),
    "amazon.mattress.90d": Case("mattress", 90),
    "amazon.wedding_registry.180d": Case("wedding_registry_gift", 180),
    "amazon.baby_registry.365d": Case("baby_registry_gift", 365),
    "amazon.seller_fulfilled.30d": Case(_USUAL, 30, late=PERSON, sellers="marketplace"),
    "amazon.global_store.30d": Case("global_store", 30),
    "amazon.perishable.none": Case("perishable", wish=NEVER, fault=KEEP),
    "amazon.health_safety.none": never("health_safety"),
    "amazon.hazmat.none": never("hazmat shipping_restricted"),
    "amazon.customized.none": never("customized"),
    "amazon.gift_card.none": never("gift_card", since="2025-01-01"),
    "amazon.pharmacy.none": never("pharmacy pet_medication"),
    "amazon.digital_software.none": never("digital_software subscription"),
    "amazon.trading_cards.none": never("trading_cards", since="2025-11-20"),
    "amazon.final_sale.none": never("final_sale", since="2025-11-20"),
    "amazon.excluded.none": never("bulk_liquidation automobile serial_removed excluded_jewelry"),
    "walmart.default.90d": Case(_USUAL_W, 90, sellers="store", since=JULY),
    "walmart.electronics.30d": Case("consumer_electronics", 30, sellers="store", since=JULY),
    "walmart.wireless_phone.14d": Case("wireless_phone", 14, sellers="store", since=JULY),
    "walmart.major_appliance.2d": Case("major_appliance", 2, wish=PERSON),  # a fee that no row fixes
    "walmart.floor_care.30d": Case("floor_care climate applecare", 30),
    "walmart.eyewear.60d": Case("prescription_eyewear contact_lenses hearing_aid", 60),
    "walmart.plants.365d": Case("plants", 365),
    "walmart.marketplace.30d": sellers(_USUAL_W, 30, cents=(4_999, 30_000), since=JULY),
    "walmart.marketplace_electronics.14d": sellers("consumer_electronics wireless_phone", 14, since=JULY),
    "walmart.marketplace_luxury.30d": sellers("luxury", 30, wish=PERSON, cents=(30_001, 99_999)),
    "walmart.media.opened.exchange": Case(
        "media video_game software", 90, wish=EXCHANGE, fault=EXCHANGE, opened=True, since=JULY
    ),
    "walmart.mattress.opened.person": person("mattress", opened=True, since=JULY),
    "walmart.collectible.none": never("trading_cards collectible", opened=True, since=JULY),
    "walmart.collectible.sealed.90d": Case("trading_cards collectible", 90, since=JULY),
    "walmart.car_battery.person": person("car_battery tires", since=JULY),
    "walmart.tires.mounted.none": never("tires", opened=True, since=JULY),
    "walmart.health.none": never("health", since=JULY),
    "walmart.breast_pump.opened.none": never("breast_pump", opened=True, since=JULY),
    "walmart.weapons.none": never("weapons", since=JULY),
    "walmart.gift_card.none": never("gift_card money_services", since=JULY),
    "walmart.age_restricted.none": never("age_restricted", since=JULY),
    "walmart.rv_sanitation.used.none": never("rv_sanitation", opened=True, since=JULY),
    "walmart.excluded.none": never("home_service special_order", since=JULY),
    "walmart.hazmat.person": person("hazmat", since=JULY),
}
COUNTED = {row_id: case for row_id, case in CASES.items() if case.days is not None}
each_row = pytest.mark.parametrize(("row_id", "case"), CASES.items(), ids=CASES)
each_counted_row = pytest.mark.parametrize(("row_id", "case"), COUNTED.items(), ids=COUNTED)


def lines(world, row_id, case, bought=QUIET):
    """Every line the row is for: each category, each seller, each price at an edge."""
    noon = datetime(bought.year, bought.month, bought.day, 18, tzinfo=UTC)
    days = {f"{name}_at": noon + timedelta(days=after) for name, after in LATER.items()}
    store = Store(row_id.split(".")[0])
    return [
        world.line(
            store=store, category=category, seller=Seller(seller), price=Money(cents), tax=Money(0), opened=case.opened, **days
        )
        for category in case.categories.split()
        for seller in case.sellers.split()
        for cents in case.cents
    ]


def last_day(case, bought=QUIET):
    """The window's own last day."""
    after = 9 if case.anchor == "a week after shipping" else LATER[case.anchor]
    return bought + timedelta(days=after + case.days)


def ask(line, day, reason=Reason.NO_LONGER_WANTED):
    """The decision at noon of that day."""
    return decide(line, reason, BOOK, datetime(day.year, day.month, day.day, 18, tzinfo=UTC), CHICAGO)


def test_every_window_has_its_case_and_no_case_is_for_nothing():
    assert {rule.id for store in Store for rule in BOOK.of(store).windows} == set(CASES)


def test_every_category_has_its_case():
    for store in Store:
        named = {name for row_id, case in CASES.items() if row_id.startswith(store) for name in case.categories.split()}
        assert BOOK.of(store).categories == named


@each_row
def test_a_wish_and_a_fault_come_out_as_the_case_says(world, row_id, case):
    for line in lines(world, row_id, case):
        first = QUIET + timedelta(days=LATER["delivered"])
        wish, fault = ask(line, last_day(case) if case.days else first), ask(line, first, Reason.DEFECTIVE)
        assert (wish.outcome, wish.rule_ids[0]) == (case.wish, row_id), line.category
        assert (fault.outcome, fault.rule_ids[0]) == (case.fault, row_id), line.category


@each_counted_row
def test_the_last_day_is_in_and_the_next_is_out(world, row_id, case):
    for line in lines(world, row_id, case):
        last = last_day(case)
        inside, outside = ask(line, last), ask(line, last + timedelta(days=1))
        assert (inside.deadline, outside.deadline) == (last, last)
        assert outside.outcome is case.late
        assert ask(line, last + timedelta(days=1), Reason.DEFECTIVE).outcome is PERSON


@each_row
def test_without_a_window_there_is_no_last_day(world, row_id, case):
    assert all((ask(line, QUIET).deadline is None) == (case.days is None) for line in lines(world, row_id, case))


@each_counted_row
@pytest.mark.parametrize("bought", SEASONS, ids=str)
def test_in_a_season_the_later_day_counts(world, row_id, case, bought):
    if bought < date.fromisoformat(case.since):
        return
    own, season = last_day(case, bought), date.fromisoformat(case.season or "2000-01-01")
    expected = max(own, season.replace(year=season.year + SEASONS[bought]))
    for line in lines(world, row_id, case, bought):
        assert ask(line, bought).deadline == expected, line.category


@each_row
def test_a_row_holds_from_its_first_day_and_not_before(world, row_id, case):
    since = date.fromisoformat(case.since)
    for line, before in zip(
        lines(world, row_id, case, since), lines(world, row_id, case, since - timedelta(days=1)), strict=True
    ):
        assert ask(line, since).rule_ids[0] == row_id
        assert row_id not in ask(before, since).rule_ids
