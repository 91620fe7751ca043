from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from returnflow.errors import NotFound
from returnflow.returns.eligibility import decide
from returnflow.returns.model import Outcome, Reason, Seller, Store
from returnflow.returns.numbers import canonical
from returnflow.returns.verification import Fact, FactKind, check_fact
from returnflow.returns.zones import zone_of
from returnflow.stores import demo

DAYS = [datetime(2026, 11, 23, 18, tzinfo=UTC), datetime(2027, 1, 30, 18, tzinfo=UTC), datetime(2026, 6, 15, 1, tzinfo=UTC)]


def decided(rules, now, reason=Reason.NO_LONGER_WANTED):
    """Every line of the demo with its decision."""
    return {
        (order.store, order.number, line.line_no): decide(line, reason, rules, now, zone_of(order.customer.zip))
        for order in demo.orders(now)
        for line in order.lines
    }


def test_there_is_enough_to_call_about():
    orders = demo.orders(DAYS[0])
    assert len(orders) >= 24
    assert len({order.customer.id for order in orders}) >= 12
    assert {order.store for order in orders} == set(Store)
    assert any(len(order.lines) > 2 for order in orders)
    assert any(line.seller is Seller.MARKETPLACE for order in orders for line in order.lines)


def test_every_number_has_its_stores_form_and_is_there_once():
    orders = demo.orders(DAYS[0])
    assert all(canonical(order.store, order.number) == order.number for order in orders)
    assert len({order.number for order in orders}) == len(orders)


@pytest.mark.parametrize("now", DAYS, ids=str)
def test_on_any_day_every_outcome_can_be_tried(rules, now):
    outcomes = {d.outcome for reason in (Reason.NO_LONGER_WANTED, Reason.DEFECTIVE) for d in decided(rules, now, reason).values()}
    assert outcomes == set(Outcome)


@pytest.mark.parametrize("now", DAYS, ids=str)
def test_on_any_day_what_is_printed_to_try_happens(rules, now):
    found = decided(rules, now)
    for tried in demo.worth_trying():
        decision = found[(tried.store, tried.number, 1)]
        refused = "refused" in tried.what_happens
        assert decision.outcome is (Outcome.NOT_RETURNABLE if refused else Outcome.RETURNABLE), tried


def test_the_first_orders_to_try_are_headphones_at_amazon_and_something_at_walmart():
    first, second, third = demo.worth_trying()[:3]
    assert (first.store, first.item) == (Store.AMAZON, "headphones")
    assert second.store is Store.WALMART
    assert "refused" in third.what_happens


def test_what_is_printed_to_try_proves_the_caller():
    orders = {order.number: order for order in demo.orders(DAYS[0])}
    for tried in demo.worth_trying():
        assert check_fact(orders[tried.number], Fact(FactKind.ZIP, tried.zip))
        assert check_fact(orders[tried.number], Fact(FactKind.LAST_NAME, tried.last_name))


def test_every_order_says_what_it_shows():
    assert set(demo.store.what_happens()) == {order.number for order in demo.orders(DAYS[0])}


def test_every_category_of_the_demo_is_in_the_rules(rules):
    for order in demo.orders(DAYS[0]):
        assert {line.category for line in order.lines} <= rules.of(order.store).categories


def test_seeding_again_doubles_nothing_and_brings_the_dates_up_to_today(db):
    assert demo.seed(db, DAYS[0]) == demo.seed(db, DAYS[0] + timedelta(days=5))
    with db.read() as work:
        assert work.orders.count() == len(demo.orders(DAYS[0]))
        order = work.orders.get(Store.AMAZON, "114-2839407-5561823")
    assert order.purchased_at == DAYS[0] + timedelta(days=5 - 12)


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
