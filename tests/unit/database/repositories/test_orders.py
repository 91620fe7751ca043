from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from returnflow.returns.model import Customer, Money, Seller, Store, Tender
from returnflow.stores import demo

AMAZON = "114-2839407-5561823"
CUSTOMER = Customer("c-9", "Ann Lee", "Lee", "60614", "ann@example.com", "+13125550109")


@pytest.fixture
def shop(db, world):
    demo.seed(db, world.now)
    return db


def nearest(db, digits, store=Store.AMAZON, limit=4):
    with db.read() as work:
        return work.orders.nearest(store, digits, limit)


def test_an_order_comes_back_as_it_was_put_in(db, world):
    order = world.order(
        world.line(quantity=3, tender=Tender.POINTS, seller=Seller.MARKETPLACE, opened=True, bulky=True, shipped_at=world.now),
        world.line(gift=True, parcel=2, replaces=AMAZON, weight_g=500, promotion=Money(7), shipping=Money(0), bundle="kit"),
        world.line(delivered=None, promised_at=world.now, price=Money(1)),
    )
    with db.begin() as work:
        work.orders.add(order)
    with db.read() as work:
        assert work.orders.get(Store.AMAZON, AMAZON) == order
        assert work.orders.get(Store.WALMART, AMAZON) is None
        assert work.orders.get(Store.AMAZON, "000-0000000-0000000") is None


def test_adding_again_replaces_lines_and_customer(db, world):
    order = world.order(world.line(), world.line())
    moved = replace(order, customer=replace(order.customer, zip="10001"), lines=order.lines[:1])
    with db.begin() as work:
        work.orders.add(order)
    with db.begin() as work:
        work.orders.add(moved)
    with db.read() as work:
        assert work.orders.get(Store.AMAZON, AMAZON) == moved
        assert work.orders.count() == 1


def test_many_orders_are_put_in_together_new_and_known(db, world):
    orders = [world.order(replace(world.line(), order_number=f"111-0000000-000000{n}"), customer=CUSTOMER) for n in range(3)]
    moved = [replace(order, customer=replace(CUSTOMER, zip="10001")) for order in orders]
    with db.begin() as work:
        assert work.orders.add_all(orders[:2], "demo") == 0
    with db.begin() as work:
        assert work.orders.add_all(moved, "demo") == 2
    with db.read() as work:
        numbers = [order.number for order in orders]
        assert sorted(work.orders.several(Store.AMAZON, numbers), key=lambda order: order.number) == moved
        assert work.orders.several(Store.WALMART, numbers) == []
        assert work.orders.several(Store.AMAZON, [*numbers[:1], "nowhere"]) == moved[:1]


def test_a_customers_orders_are_found_newest_first(shop):
    with shop.read() as work:
        found = work.orders.of_customer("demo-01")
        assert [order.number for order in found] == [AMAZON, "111-4418637-9260541"]
        assert work.orders.of_customer("demo-01", Store.WALMART) == []
        assert work.orders.of_customer("nobody") == []


def test_numbers_are_listed_by_store_or_all(shop):
    with shop.read() as work:
        assert set(work.orders.numbers()) == set(work.orders.numbers(Store.AMAZON)) | set(work.orders.numbers(Store.WALMART))
        assert AMAZON in work.orders.numbers(Store.AMAZON)
        assert len(work.orders.list(3)) == 3


@pytest.mark.parametrize(
    "heard",
    [
        "11428394075561823",  # exact
        "11428394075561828",  # one wrong
        "1142839407556182",  # the last dropped
        "1428394075561823",  # one of a pair dropped
        "114283940755561823",  # one doubled
        "14283940755618823",  # a dropped and a doubled one
        "114-2839407-5561823",  # written with dashes
    ],
)
def test_the_order_meant_is_the_nearest_to_what_was_heard(shop, heard):
    assert nearest(shop, heard)[0] == AMAZON


def test_among_a_thousand_orders_the_one_meant_is_still_the_nearest(shop, world):
    demo.seed_random(shop, 1000, seed=3, now=world.now)
    for heard in ("11428394075561828", "1428394075561823", "114283940755561823"):
        found = nearest(shop, heard, store=None)
        assert found[0] == AMAZON
        assert len(found) == 4


def test_looking_for_the_nearest_reads_only_an_index(shop):
    query = "EXPLAIN QUERY PLAN SELECT digits, number FROM orders WHERE store = 'amazon' ORDER BY store, digits"
    with shop.read() as work:
        plan = " ".join(row[-1] for row in work._session.execute(text(query)))
    assert "ix_orders_store_digits" in plan
    assert "TEMP B-TREE" not in plan


def test_an_empty_store_has_nothing_near(db):
    assert nearest(db, "1") == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(digits=st.text("0123456789", max_size=25), limit=st.integers(1, 10))
def test_whatever_is_heard_the_nearest_are_real_numbers_of_the_store(shop, digits, limit):
    found = nearest(shop, digits, limit=limit)
    with shop.read() as work:
        assert set(found) <= set(work.orders.numbers(Store.AMAZON))
    assert len(found) == len(set(found)) == limit


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(name=st.text(min_size=1, max_size=40).filter(lambda t: "\0" not in t and t.isprintable()))
def test_any_name_is_kept_as_it_is(db, world, name):
    order = world.order(customer=Customer("c-9", name, name, "60614", "x@example.com", "+1"))
    with db.begin() as work:
        work.orders.add(order)
    with db.read() as work:
        assert work.orders.get(Store.AMAZON, AMAZON).customer.name == name
