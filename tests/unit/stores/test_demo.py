from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from returnflow.conversation.expecting import Expect, Expecting
from returnflow.dialogue.understand.items import Line, lines_meant
from returnflow.dialogue.understand.understanding import Context, understand
from returnflow.errors import NotFound
from returnflow.returns.eligibility import decide
from returnflow.returns.model import Because, Money, Outcome, Reason, Seller, Store
from returnflow.returns.numbers import canonical
from returnflow.returns.policy import Question, answer
from returnflow.returns.policy.rows import Trigger
from returnflow.returns.replacements import Origin
from returnflow.returns.verification import Fact, FactKind, check_fact
from returnflow.returns.zones import zone_of
from returnflow.stores import demo
from returnflow.stores import rules as policies

DAYS = [datetime(2026, 11, 23, 18, tzinfo=UTC), datetime(2027, 1, 30, 18, tzinfo=UTC), datetime(2026, 6, 15, 1, tzinfo=UTC)]
FAR_APART = 6
BOOK = policies.load()

# Rows that no decision about an order can name: ways back that are for some people or places only, and terms that are about what
# happens before or after a return. `policy.answer` tells them; the test below holds it to that.
ONLY_TOLD = {
    "amazon.method.locker", "amazon.promotion.certificate", "amazon.return_cost.free", "amazon.tender_gone.balance",
    "amazon.advance_refund", "amazon.packing.one_label", "amazon.seller.48h", "amazon.claim.90d",
    "walmart.method.home", "walmart.method.curbside", "walmart.return_cost.free", "walmart.return_cost.seller",
    "walmart.receipt.tender", "walmart.receipt.look_up", "walmart.no_receipt.photo_id", "walmart.no_receipt.cash",
    "walmart.no_receipt.limit", "walmart.tender_gone.gift_card", "walmart.advance_refund.store", "walmart.packing",
    "walmart.where_to_start", "walmart.seller.address",
}  # fmt: skip


class Shop:
    """The demo store on a day, with what a decision needs to know of other orders."""

    def __init__(self, now):
        self.now = now
        self.orders = demo.orders(now)
        self.by_number = {order.number: order for order in self.orders}
        self.lines = [(order, line) for order in self.orders for line in order.lines]

    def origin(self, line):
        """What a replacement's chain began with, when the demo knows it."""
        here = line
        while here.replaces:
            order = self.by_number.get(here.replaces)
            if order is None:
                return None
            here = next(other for other in order.lines if other.title == here.title)
        return Origin(here) if here is not line else None

    def decide(self, order, line, reason, **given):
        """As the desk would."""
        return decide(line, reason, BOOK, self.now, zone_of(order.customer.zip), origin=self.origin(line), **given)

    def said(self, tried):
        """The decision about what the sentence to try is about."""
        order = self.by_number[tried.number]
        return self.decide(order, order.line(tried.line_no), tried.reason)


@pytest.fixture(scope="module")
def shop():
    return Shop(DAYS[0])


def test_there_is_enough_to_call_about(shop):
    assert len({order.customer.id for order in shop.orders}) >= 40
    each = Counter(order.store for order in shop.orders)
    assert all(each[store] >= 60 for store in Store)


def test_every_number_has_its_stores_form_and_is_there_once(shop):
    assert all(canonical(order.store, order.number) == order.number for order in shop.orders)
    assert len(shop.by_number) == len(shop.orders)


def test_no_number_is_easily_heard_as_another():
    """Edit distance counts a wrong, a dropped and a doubled digit alike; hearing is off by two or three at worst."""
    numbers = {"".join(filter(str.isdigit, order.number)) for order in demo.orders(DAYS[0])}
    near = [(one, other) for one, other in combinations(sorted(numbers), 2) if Levenshtein.distance(one, other) < FAR_APART]
    assert near == []


def test_customers_are_nobody_and_live_in_every_kind_of_time_zone(shop):
    customers = {order.customer.id: order.customer for order in shop.orders}.values()
    assert all(customer.email.endswith("@example.com") and "55501" in customer.phone for customer in customers)
    assert len({customer.phone for customer in customers}) == len(customers)
    zones = {zone_of(customer.zip).key for customer in customers}
    assert {"Pacific/Honolulu", "America/Anchorage", "America/Phoenix", "America/Puerto_Rico", "America/New_York"} <= zones


@pytest.mark.parametrize("now", DAYS, ids=str)
def test_on_any_day_every_outcome_can_be_tried(now):
    shop = Shop(now)
    assert {shop.said(tried).outcome for tried in demo.to_try()} == set(Outcome)


@given(day=st.dates(date(2026, 6, 15), date(2028, 6, 1)), hour=st.integers(0, 23))
@settings(max_examples=25)
def test_on_any_day_what_is_said_to_happen_happens(day, hour):
    shop = Shop(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))
    wrong = {tried.number: shop.said(tried).outcome for tried in demo.to_try() if shop.said(tried).outcome is not tried.outcome}
    assert wrong == {}


def test_what_says_refused_is_refused_and_what_says_a_person_goes_to_one():
    for tried in demo.to_try():
        assert ("refused" in tried.what_happens) <= (tried.outcome is Outcome.NOT_RETURNABLE), tried


@pytest.mark.parametrize("tried", demo.to_try(), ids=lambda tried: tried.number)
def test_the_sentence_to_say_is_understood_as_it_is_meant(tried):
    order = next(order for order in demo.orders(DAYS[0]) if order.number == tried.number)
    lines = [Line(line.line_no, line.short_name, line.title) for line in order.lines]
    heard = understand(tried.call, Context(Expecting(Expect.OPEN)))
    assert heard.store is tried.store
    assert heard.reason is not None
    assert heard.reason.reason == tried.reason
    assert len(lines) == 1 or lines_meant(tried.call, lines) == (tried.line_no,)
    assert order.line(tried.line_no).short_name in tried.call


def test_every_policy_row_is_reached_by_some_order_or_is_only_told():
    """On a day before, in and after a season; the circumstances are those a caller or an inspection can add to an order."""
    circumstances = [
        {},
        {"keep_below": Money(1_500)},
        {"triggers": {Trigger.DAMAGED_BY_CUSTOMER}},
        {"triggers": {Trigger.PAID_METHOD}},
        {"triggers": {Trigger.MANY_RETURNS}},
        {"days_late": 5},
        {"days_late": 40},
    ]
    reached = set()
    for now in (DAYS[0], datetime(2026, 12, 27, 18, tzinfo=UTC), datetime(2025, 12, 20, 18, tzinfo=UTC)):
        shop = Shop(now)
        for order, line in shop.lines:
            for reason in (Reason.NO_LONGER_WANTED, Reason.DEFECTIVE, Reason.NEVER_ARRIVED):
                for known in circumstances:
                    reached |= set(shop.decide(order, line, reason, **known).rows)
    rows = {row.id for store in Store for row in BOOK.of(store).rows}
    assert rows - reached <= ONLY_TOLD
    assert rows >= ONLY_TOLD


def test_what_no_order_reaches_is_told_to_whoever_asks():
    told = {
        row_id
        for store in Store
        for question in Question
        for seller in Seller
        for row_id in answer(BOOK, store, None, question, date(2026, 6, 15), seller=seller).rule_ids
    }
    assert told >= ONLY_TOLD


def test_every_awkward_case_is_there(shop):
    lines = [line for _, line in shop.lines]
    orders = shop.orders
    parcels = [{line.parcel for line in order.lines} for order in orders]
    categories = {line.category for line in lines}
    assert sum(len(each) > 1 for each in parcels) >= 4
    assert any(len({line.delivered_at for line in order.lines}) > 1 for order in orders)
    assert any(line.delivered_at is None and line.promised_at and line.promised_at > shop.now for line in lines)
    assert any(line.delivered_at is None and line.promised_at is None for line in lines)
    assert sum(line.gift for line in lines) >= 6
    assert any(shop.by_number[line.replaces].lines[0].replaces for line in lines if line.replaces in shop.by_number)
    assert any(line.replaces and line.replaces not in shop.by_number for line in lines)
    assert sum(line.quantity > 1 for line in lines) >= 8
    assert {line.seller for line in lines} == set(Seller)
    assert {"renewed_acceptable", "renewed_good", "renewed_excellent", "renewed_premium"} <= categories
    assert {"digital_book", "hazmat", "final_sale", "haul"} <= categories
    assert {line.price.minor for line in lines if line.category == "haul"} == {300, 301}
    assert any(line.promotion for line in lines)
    assert any(line.shipping for line in lines)
    assert any(line.bundle for line in lines)


def test_parcels_of_one_order_count_from_their_own_days(shop):
    order = next(order for order in shop.orders if any(line.title.endswith("back-ordered") for line in order.lines))
    first, second = (shop.decide(order, line, Reason.NO_LONGER_WANTED) for line in order.lines)
    assert (first.outcome, second.outcome) == (Outcome.NOT_RETURNABLE, Outcome.RETURNABLE)
    assert first.reasons == (Because.WINDOW_OVER,)


def test_the_first_orders_to_try_are_headphones_at_amazon_and_something_at_walmart():
    first, second, third = demo.worth_trying()[:3]
    assert (first.store, first.item) == (Store.AMAZON, "headphones")
    assert second.store is Store.WALMART
    assert "refused" in third.what_happens


@pytest.mark.parametrize("now", DAYS, ids=str)
def test_on_any_day_what_is_printed_to_try_happens_to_who_just_changed_his_mind(now):
    shop = Shop(now)
    for tried in demo.worth_trying():
        order = shop.by_number[tried.number]
        refused = "refused" in tried.what_happens
        outcome = shop.decide(order, order.line(1), Reason.NO_LONGER_WANTED).outcome
        assert outcome is (Outcome.NOT_RETURNABLE if refused else Outcome.RETURNABLE), tried


def test_what_is_printed_to_try_proves_the_caller(shop):
    for tried in demo.to_try():
        assert check_fact(shop.by_number[tried.number], Fact(FactKind.ZIP, tried.zip))
        assert check_fact(shop.by_number[tried.number], Fact(FactKind.LAST_NAME, tried.last_name))


def test_every_order_says_what_it_shows(shop):
    assert {tried.number for tried in demo.to_try() if tried.what_happens} == set(shop.by_number)


def test_every_category_of_the_demo_is_in_the_rules(shop):
    for order, line in shop.lines:
        assert line.category in BOOK.of(order.store).categories


def test_seeding_again_doubles_nothing_and_brings_the_dates_up_to_today(db):
    assert demo.seed(db, DAYS[0]) == demo.seed(db, DAYS[0] + timedelta(days=5))
    with db.read() as work:
        assert work.orders.count() == len(demo.orders(DAYS[0]))
        order = work.orders.get(Store.AMAZON, "114-2839407-5561823")
    assert order.purchased_at == DAYS[0] + timedelta(days=5 - 12)


class Counting:
    """A database that counts the transactions that write."""

    def __init__(self, database):
        self.database, self.read, self.writes = database, database.read, 0

    def begin(self):
        self.writes += 1
        return self.database.begin()


@pytest.mark.parametrize(("hours", "writes"), [(0, 0), (5, 0), (11, 0), (13, 1), (24, 1)])
def test_on_a_day_on_which_it_was_done_seeding_writes_nothing(db, hours, writes):
    demo.seed(db, DAYS[0])  # noon in Chicago
    counting = Counting(db)
    demo.seed(counting, DAYS[0] + timedelta(hours=hours))
    assert counting.writes == writes


def test_seeding_writes_only_the_order_that_was_changed(db):
    demo.seed(db, DAYS[0])
    wanted = demo.orders(DAYS[0])[0]
    with db.begin() as work:
        work.orders.add(replace(wanted, lines=wanted.lines[:1], purchased_at=DAYS[1]))
    counting = Counting(db)
    demo.seed(counting, DAYS[0])
    with db.read() as work:
        assert work.orders.get(wanted.store, wanted.number) == wanted
    assert counting.writes == 1


def test_what_is_seeded_is_what_is_read(db):
    demo.seed(db, DAYS[0])
    with db.read() as work:
        assert {order.number: order for order in work.orders.list(1000)} == {o.number: o for o in demo.orders(DAYS[0])}


def test_a_new_order_can_be_made_for_every_demo_call(db, rules):
    one, other = (demo.new_order(db, DAYS[0]) for _ in range(2))
    assert one.number != other.number
    with db.read() as work:
        order = work.orders.get(one.store, one.number)
    assert check_fact(order, Fact(FactKind.ZIP, one.zip))
    decision = decide(order.line(1), Reason.DEFECTIVE, rules, DAYS[0], ZoneInfo("America/Los_Angeles"))
    assert decision.outcome is Outcome.RETURNABLE


def test_a_new_order_can_be_like_any_of_the_demo_and_is_somebody_elses(db):
    like = next(order for order in demo.to_try() if order.item == "milk frother")
    made = demo.new_order(db, DAYS[0], like=like.number)
    with db.read() as work:
        order = work.orders.get(made.store, made.number)
    template = next(each for each in demo.orders(DAYS[0]) if each.number == like.number)
    assert order.lines[0].gift
    assert order.customer.id != template.customer.id
    assert (order.customer.last_name, order.customer.email) == (template.customer.last_name, template.customer.email)


def test_a_new_order_like_nothing_known_is_refused(db):
    with pytest.raises(NotFound) as raised:
        demo.new_order(db, DAYS[0], like="unicorn")
    assert raised.value.field == "like"


def test_random_orders_are_the_same_for_the_same_seed(db):
    numbers = demo.seed_random(db, 50, seed=7, now=DAYS[0])
    assert demo.seed_random(db, 50, seed=7, now=DAYS[0]) == numbers
    with db.read() as work:
        assert sorted(work.orders.numbers()) == sorted(numbers)
        assert {number[:3] for number in work.orders.numbers(Store.AMAZON)} <= {"111", "112", "113", "114"}
        assert all(number.startswith("2000") for number in work.orders.numbers(Store.WALMART))
