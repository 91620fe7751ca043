"""The awkward cases, each as a property: whatever the day, the zone, the price and the rest of the order are."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from math import floor
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from returnflow.returns.eligibility import decide
from returnflow.returns.model import Because, Fault, Money, Outcome, Reason, Seller, Store, Tender, fault
from returnflow.returns.policy.rows import Trigger
from returnflow.returns.refunds import paid
from returnflow.returns.replacements import Origin
from returnflow.stores import demo, rules

RULES = rules.load()
JUNE = datetime(2026, 6, 15, 15, tzinfo=UTC)
LINE = replace(demo.orders(JUNE)[0].lines[0], tax=Money(0), promotion=None, shipping=None)
ZONES = ("America/New_York", "America/Denver", "America/Phoenix", "America/Los_Angeles", "Pacific/Honolulu", "America/Anchorage")
WISH = Reason.NO_LONGER_WANTED

zones = st.sampled_from(ZONES).map(ZoneInfo)
reasons = st.sampled_from(Reason)
cents = st.integers(1, 500_000)
faults = st.sampled_from(["defective", "damaged_in_transit", "wrong_item", "missing_parts", "not_as_described"]).map(Reason)


def bought(at, waited=3, **given):
    """The line, bought at that moment and delivered so many days later."""
    return replace(LINE, purchased_at=at, shipped_at=at, delivered_at=at + timedelta(days=waited), **given)


def noon(day):
    return datetime.combine(day, time(18), UTC)


@given(day=st.dates(date(2026, 1, 1), date(2029, 12, 31)), minute=st.integers(0, 1439), fold=st.integers(0, 1), zone=zones)
def test_a_window_begins_on_the_day_of_delivery_there_and_ends_with_its_last_second(day, minute, fold, zone):
    """Also in the hour that the clocks repeat, and in the one that they leave out."""
    delivered = datetime.combine(day, time(minute // 60, minute % 60, fold=fold), zone).astimezone(UTC)
    line = bought(delivered - timedelta(days=3))
    assume(RULES.of(Store.AMAZON).season("default", Seller.STORE, line.purchased_at.astimezone(zone).date()) is None)
    last = delivered.astimezone(zone).date() + timedelta(days=30)
    inside = datetime.combine(last, time(23, 59, 59, 999_999), zone).astimezone(UTC)
    outside = datetime.combine(last + timedelta(days=1), time(0), zone).astimezone(UTC)
    assert outside - inside == timedelta(microseconds=1)
    assert decide(line, WISH, RULES, inside, zone).outcome is Outcome.RETURNABLE
    assert decide(line, WISH, RULES, outside, zone).outcome is Outcome.NOT_RETURNABLE


@given(reason=reasons, promised=st.integers(-20, 60), asked=st.integers(0, 120), zone=zones)
def test_an_unknown_delivery_is_taken_to_be_the_promised_one_and_said_to_be(reason, promised, asked, zone):
    at, now = JUNE + timedelta(days=promised), JUNE + timedelta(days=asked)
    line = replace(LINE, purchased_at=JUNE - timedelta(days=30), shipped_at=None)
    known = decide(replace(line, delivered_at=at), reason, RULES, now, zone)
    assumed = decide(replace(line, delivered_at=None, promised_at=at), reason, RULES, now, zone)
    assert (assumed.outcome, assumed.deadline, assumed.refund) == (known.outcome, known.deadline, known.refund)
    if Because.IN_WINDOW in assumed.reasons:
        assert Because.DELIVERY_UNKNOWN in assumed.reasons


@given(reason=reasons, asked=st.integers(0, 500), zone=zones)
def test_with_neither_delivery_nor_promise_no_machine_refuses_for_being_late(reason, asked, zone):
    line = replace(LINE, purchased_at=JUNE, shipped_at=None, delivered_at=None, promised_at=None)
    found = decide(line, reason, RULES, JUNE + timedelta(days=asked), zone)
    assert found.outcome is not Outcome.NOT_RETURNABLE


@given(
    first=st.integers(0, 60),
    later=st.integers(1, 60),
    asked=st.integers(0, 90),
    reason=reasons,
    price=cents,
    refunded=st.booleans(),
)
def test_a_replacement_has_the_clock_and_the_price_of_what_was_bought_first(first, later, asked, reason, price, refunded):
    zone = ZoneInfo("America/Chicago")
    origin = bought(JUNE, first, price=Money(price), tax=Money(7))
    sent = replace(origin, delivered_at=origin.delivered_at + timedelta(days=later), price=Money(0), tax=Money(0), replaces="x")
    now = sent.delivered_at + timedelta(days=asked)
    found = decide(sent, reason, RULES, now, zone, origin=Origin(origin, refunded))
    own = decide(origin, reason, RULES, now, zone)
    if fault(reason) in (Fault.CLAIM, Fault.REVIEW):
        assert found.outcome is Outcome.NEEDS_A_PERSON
    elif refunded:
        assert (found.outcome, found.refund) == (Outcome.NOT_RETURNABLE, Money(0))
    else:
        assert (found.outcome, found.deadline, found.refund) == (own.outcome, own.deadline, own.refund)


@given(store=st.sampled_from(Store), tender=st.sampled_from(Tender), price=cents, reason=reasons)
def test_of_a_gift_only_where_the_money_goes_depends_on_who_returns_it(store, tender, price, reason):
    zone, line = ZoneInfo("America/Chicago"), bought(JUNE, price=Money(price), store=store, tender=tender, gift=True)
    now = JUNE + timedelta(days=5)
    given, buyer = (decide(line, reason, RULES, now, zone, recipient=recipient) for recipient in (None, False))
    assert (given.outcome, given.refund, given.deadline) == (buyer.outcome, buyer.refund, buyer.deadline)
    assert (given.giver_told, buyer.giver_told) == (False, True)
    if given.outcome is Outcome.RETURNABLE:
        assert (given.refund_to, buyer.refund_to) == (Tender.GIFT_CARD, tender)


@given(days=st.lists(st.integers(0, 120), min_size=2, max_size=5), asked=st.integers(0, 160), reason=reasons)
def test_each_parcel_of_an_order_has_its_own_clock(days, asked, reason):
    zone, now = ZoneInfo("America/Chicago"), JUNE + timedelta(days=asked)
    parcels = [replace(bought(JUNE, waited), line_no=no, parcel=no) for no, waited in enumerate(days, start=1)]
    for line, waited in zip(parcels, days, strict=True):
        found = decide(line, reason, RULES, now, zone)
        alone = decide(replace(line, line_no=1, parcel=1), reason, RULES, now, zone)
        assert (found.outcome, found.deadline) == (alone.outcome, alone.deadline)
        if found.deadline:
            assert found.deadline == (JUNE + timedelta(days=waited + 30)).astimezone(zone).date()


@given(
    category=st.sampled_from(sorted(RULES.of(Store.WALMART).categories)),
    shipped=st.integers(0, 30),
    asked=st.integers(0, 400),
    price=cents,
    zone=zones,
)
def test_a_seller_at_walmart_is_never_judged_by_walmarts_own_window(category, shipped, asked, price, zone):
    at = JUNE + timedelta(days=shipped)
    line = replace(
        bought(JUNE), store=Store.WALMART, category=category, seller=Seller.MARKETPLACE, shipped_at=at, price=Money(price)
    )
    found = decide(line, WISH, RULES, JUNE + timedelta(days=asked), zone)
    row = RULES.row(found.rule_ids[0])
    assert row.seller is not Seller.STORE
    if ".marketplace" in row.id:
        week = at.astimezone(zone).date() + timedelta(days=7)
        assert found.deadline - week == timedelta(days=14 if "electronics" in row.id else 30)
        assert found.outcome is not Outcome.NOT_RETURNABLE


@given(day=st.dates(date(2025, 11, 1), date(2025, 12, 31)), waited=st.integers(0, 40), zone=zones)
def test_apple_in_the_season_comes_back_until_the_fifteenth_or_for_its_fifteen_days(day, waited, zone):
    found = decide(bought(noon(day), waited, category="apple_brand"), WISH, RULES, noon(day), zone)
    delivered = (noon(day) + timedelta(days=waited)).astimezone(zone).date()
    assert found.deadline == max(date(2026, 1, 15), delivered + timedelta(days=15))


@given(price=st.integers(0, 700), day=st.dates(date(2026, 1, 1), date(2026, 12, 31)), quantity=st.integers(1, 9))
def test_an_item_of_haul_is_judged_by_the_price_of_one_and_no_season_helps_it(price, day, quantity):
    line = bought(noon(day), 2, category="haul", price=Money(price), quantity=quantity)
    found = decide(line, WISH, RULES, noon(day), ZoneInfo("America/Chicago"), quantity=quantity)
    if price <= 300:
        assert (found.outcome, found.refund) == (Outcome.NOT_RETURNABLE, Money(0))
    else:
        assert (found.outcome, found.deadline) == (Outcome.RETURNABLE, day + timedelta(days=17))


@given(
    store=st.sampled_from(Store), seller=st.sampled_from(Seller), reason=reasons, asked=st.integers(0, 90), opened=st.booleans()
)
def test_dangerous_goods_never_travel(store, seller, reason, asked, opened):
    line = bought(JUNE, store=store, category="hazmat", seller=seller, opened=opened)
    found = decide(line, reason, RULES, JUNE + timedelta(days=asked), ZoneInfo("America/Chicago"))
    assert (found.methods, found.return_by, found.opens_a_return) == ((), None, False)
    if reason in RULES.of(store).fault.reasons:
        assert found.outcome is Outcome.NEEDS_A_PERSON


@given(price=cents, late=st.integers(0, 90), damage=st.integers(0, 100), category=st.sampled_from(["default", "luxury", "book"]))
def test_late_and_damaged_costs_the_larger_of_the_two_and_never_their_sum(price, late, damage, category):
    zone, now, line = ZoneInfo("America/Chicago"), JUNE + timedelta(days=5), bought(JUNE, price=Money(price), category=category)
    broken = {"triggers": {Trigger.DAMAGED_BY_CUSTOMER}, "damage_percent": damage}
    both = decide(line, WISH, RULES, now, zone, days_late=late, **broken)
    alone = [decide(line, WISH, RULES, now, zone, **given) for given in (broken, {"days_late": late})]
    assert both.refund == min((each.refund for each in alone), key=lambda refund: refund.minor)
    assert decide(line, Reason.DEFECTIVE, RULES, now, zone, days_late=late, **broken).refund == Money(price)


@given(price=st.integers(0, 9_999), tax=st.integers(0, 900), promotion=st.integers(0, 20_000), late=st.sampled_from([0, 31, 200]))
def test_where_nothing_is_left_to_refund_it_may_come_back_and_that_is_said(price, tax, promotion, late):
    line = bought(JUNE, price=Money(price), tax=Money(tax), promotion=Money(promotion))
    found = decide(line, WISH, RULES, JUNE + timedelta(days=5), ZoneInfo("America/Chicago"), days_late=late)
    assert found.outcome is Outcome.RETURNABLE
    assert (Because.NOTHING_TO_REFUND in found.reasons) == (found.refund == Money(0))
    if late and price > promotion:
        assert found.refund == Money(0)


@given(price=cents, tax=st.integers(0, 60_000), quantity=st.integers(1, 12), late=st.sampled_from([0, 5]))
def test_tax_is_rounded_half_up_once_a_line_and_the_last_units_bear_the_cents_left(price, tax, quantity, late):
    """Counted here in fractions, by another way than the engine's."""
    line = bought(JUNE, price=Money(price), tax=Money(tax), quantity=quantity)
    now, zone, units = JUNE + timedelta(days=5), ZoneInfo("America/Chicago"), range(1, quantity + 1)
    each = [decide(line, WISH, RULES, now, zone, units=(unit,), days_late=late) for unit in units]
    kept = floor(Fraction(price * quantity * (20 if late else 0), 100) + Fraction(1, 2))
    back = floor(Fraction(tax * (price * quantity - kept), price * quantity) + Fraction(1, 2))
    shares = [next((part.amount.minor for part in found.refund_lines if part.part == "tax"), 0) for found in each]
    assert sum(shares) == back
    assert shares == sorted(shares)
    assert max(shares) - min(shares) <= 1
    assert sum((found.refund for found in each), Money(0)) == Money(price * quantity - kept + back)
    assert all(found.refund <= paid(line, (unit,)) for unit, found in zip(units, each, strict=True))
