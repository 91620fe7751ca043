from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from returnflow.database.sealing import email_key, key_of, phone_key
from returnflow.returns.model import Address, Customer, Money, Seller, Store, Tender
from returnflow.stores import demo

from ..conftest import only_sqlite, raw

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
    orders = [world.order(replace(world.line(), order_number=f"111-0000000-000000{n}")) for n in range(3)]
    moved = [replace(order, customer=replace(order.customer, zip="10001")) for order in orders]
    with db.begin() as work:
        assert work.orders.add_all(orders[:2]) == 0
    with db.begin() as work:
        assert work.orders.add_all([moved[0], *moved]) == 2
    with db.read() as work:
        numbers = [order.number for order in orders]
        assert sorted(work.orders.several(Store.AMAZON, numbers), key=lambda order: order.number) == moved
        assert work.orders.several(Store.WALMART, numbers) == []
        assert work.orders.several(Store.AMAZON, [*numbers[:1], "nowhere"]) == moved[:1]
        assert work.orders.count() == 3


def test_many_orders_are_put_in_some_at_a_time(db, world, monkeypatch):
    monkeypatch.setattr("returnflow.database.repositories.orders.AT_ONCE", 2)
    orders = [world.order(replace(world.line(), order_number=f"111-0000000-000000{n}")) for n in range(7)]
    for known in (0, 7):
        with db.begin() as work:
            assert work.orders.add_all(orders) == known
    with db.read() as work:
        assert work.orders.numbers() == [order.number for order in orders]


def test_the_demo_gives_way_to_an_order_of_the_merchants_own(db, world):
    mine = replace(world.order(customer=replace(world.order().customer, zip="10001")), source="import")
    with db.begin() as work:
        work.orders.add(mine, "import")
        work.orders.add_all([world.order()])
    with db.read() as work:
        assert work.orders.get(Store.AMAZON, AMAZON) == mine


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


@only_sqlite
def test_looking_for_the_nearest_reads_only_an_index(shop, plan_of):
    plan = plan_of(lambda work: work.orders.nearest(Store.AMAZON, "11428394075561828"))
    assert "SEARCH orders USING COVERING INDEX ix_orders_store_number_batch_id" in plan
    assert "TEMP B-TREE" not in plan


@only_sqlite
@pytest.mark.parametrize(
    ("look", "index"),
    [
        (lambda work: work.orders.get(Store.AMAZON, AMAZON), "ix_orders_store_number_batch_id (store=? AND number=?"),
        (lambda work: work.orders.of_customer("demo-01"), "ix_orders_customer_id (customer_id=?)"),
        (lambda work: work.orders.by_contact(email="a@example.com"), "ix_orders_email_mac (email_mac=?)"),
        (lambda work: work.orders.by_contact(phone="3125550101"), "ix_orders_phone_mac (phone_mac=?)"),
    ],
)
def test_looking_up_grows_with_what_is_found_and_not_with_what_there_is(shop, plan_of, look, index):
    plan = plan_of(look)
    assert index in plan
    assert "SCAN orders" not in plan


def test_every_fact_of_a_line_is_kept(db, world):
    line = world.line(
        gift=True, parcel=3, replaces="111-0000000-0000001", weight_g=2_400, price=Money(10**9, "EUR"), tax=Money(0, "EUR")
    )
    with db.begin() as work:
        work.orders.add(world.order(line))
    with db.read() as work:
        kept = work.orders.get(Store.AMAZON, AMAZON).line(1)
    assert (kept.gift, kept.parcel, kept.replaces, kept.weight_g) == (True, 3, "111-0000000-0000001", 2_400)
    assert kept.price == Money(10**9, "EUR")


def test_an_order_keeps_the_zip_it_was_sent_to_when_the_customer_moves(db, world):
    """The ZIP proves who calls about that order; the next order must not change it."""
    first = world.order()
    moved = replace(first, number="111-0000000-0000001", customer=replace(first.customer, zip="10001"))
    moved = replace(moved, lines=tuple(replace(line, order_number=moved.number) for line in moved.lines))
    with db.begin() as work:
        work.orders.add(first)
        work.orders.add(moved)
    with db.read() as work:
        assert work.orders.get(Store.AMAZON, first.number).customer.zip == "60614"
        assert work.orders.get(Store.AMAZON, moved.number).customer.zip == "10001"
        assert len(work.orders.of_customer(first.customer.id)) == 2


@pytest.mark.parametrize("contact", [{"email": " Maria@Example.COM "}, {"phone": "(312) 555-0101"}, {"phone": "+1 312 555 0101"}])
def test_orders_are_found_by_contact_however_it_is_written(sealed_db, world, contact):
    with sealed_db.begin() as work:
        work.orders.add(world.order())
    with sealed_db.read() as work:
        assert [order.number for order in work.orders.by_contact(**contact)] == [AMAZON]
        assert work.orders.by_contact(email="somebody@example.com") == []
        assert work.orders.by_contact() == []


def test_personal_data_lie_under_seal_and_come_back_clear(sealed_db, world, ring):
    home = Address("Maria Carter", "12 Elm Street", "Chicago", "IL", "60614")
    order = world.order(customer=replace(world.order().customer, address=home))
    with sealed_db.begin() as work:
        work.orders.add(order)
    [row] = raw(sealed_db, "SELECT name, last_name, zip, email, phone, address, email_mac, phone_mac FROM orders")
    assert all(key_of(value) == 1 for value in row[:6])
    assert row.email_mac == email_key(ring, "maria@example.com")
    assert row.phone_mac == phone_key(ring, "+13125550101")
    with sealed_db.read() as work:
        assert work.orders.get(Store.AMAZON, AMAZON).customer == order.customer


def test_the_same_order_again_is_not_written_again(sealed_db, world):
    seen = []
    for _ in range(2):
        with sealed_db.begin() as work:
            work.orders.add(world.order())
        seen.append(raw(sealed_db, "SELECT id, name FROM orders"))
    assert seen[0] == seen[1]


def test_who_has_no_id_of_his_own_is_one_customer_by_his_contact(db, world):
    nobody = replace(world.order().customer, id="")
    twin = replace(nobody, name="M Carter", email="MARIA@example.com")
    with db.begin() as work:
        work.orders.add(world.order(customer=nobody))
        work.orders.add(world.order(customer=twin, store="walmart"))
    with db.read() as work:
        ids = {order.customer.id for order in work.orders.list()}
    assert len(ids) == 1
    assert ids.pop().startswith("c-")


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
