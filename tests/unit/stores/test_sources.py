from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from returnflow.clock import FixedClock
from returnflow.database.repositories.batches import GIVEN_UP
from returnflow.database.staging import Staging
from returnflow.returns.model import Store
from returnflow.stores import matrix
from returnflow.stores.matrix import Capability, Who
from returnflow.stores.sources import DemoOrders, ImportedOrders, find

NOW = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)


@pytest.fixture
def clock():
    return FixedClock(NOW)


@pytest.fixture
def demo(db, clock):
    return DemoOrders(db, clock, matrix.load())


@pytest.fixture
def imported(db, clock):
    return ImportedOrders(db, clock, matrix.load())


def publish(db, clock, *orders):
    with Staging(db, "import", "orders.csv", clock, pause=lambda _: None) as into:
        into.add([replace(order, source="import") for order in orders])
        into.publish()


def seen(db):
    with db.read() as work:
        return work.orders.list(1000)


def test_the_demo_makes_its_orders_and_dates_them_to_today(db, clock, demo):
    assert demo.bring_up_to_date() == len(seen(db)) > 0
    first = {order.number: order.purchased_at for order in seen(db)}
    clock.now += timedelta(days=10)
    demo.bring_up_to_date()
    assert {order.number: order.purchased_at - timedelta(days=10) for order in seen(db)} == first


def test_imports_clear_away_what_a_newer_file_replaced_and_what_was_given_up(db, clock, world, imported, monkeypatch):
    monkeypatch.setattr("returnflow.database.staging.sweep", lambda *_: 0)
    publish(db, clock, world.order())
    publish(db, clock, world.order(customer=replace(world.order().customer, zip="10001")))
    with db.begin() as work:
        work.batches.start("import", "dead.csv", clock())
    clock.now += GIVEN_UP
    assert imported.bring_up_to_date() == 1
    assert imported.bring_up_to_date() == 0
    with db.read() as work:
        assert [(batch.file, batch.orders) for batch in work.batches.list()] == [("orders.csv", 1)]


def test_each_knows_its_own_orders_and_the_merchants_own_come_first(db, clock, world, demo, imported):
    demo.bring_up_to_date()
    known = seen(db)
    mine = replace(known[0], customer=replace(known[0].customer, zip="10001"))
    publish(db, clock, mine)
    with db.read() as work:
        for order, source, other in ((mine, imported, demo), (known[1], demo, imported)):
            assert source.find(work, order.store, order.number).customer == order.customer
            assert other.find(work, order.store, order.number) is None
            assert find((imported, demo), work, order.store, order.number)[1] is source
        assert find((imported, demo), work, Store.AMAZON, "000-0000000-0000000") is None


def test_the_demo_never_takes_the_place_of_an_order_of_the_merchants_own(db, clock, world, demo, imported):
    """Also when the file came before the demo was made, so that the demo's batch is the newer one."""
    demo.bring_up_to_date()
    number = seen(db)[0].number
    with db.begin() as work:
        for batch in work.batches.list():
            work.batches.empty(batch.id, 10_000)
    mine = world.order()
    publish(db, clock, replace(mine, number=number, lines=tuple(replace(line, order_number=number) for line in mine.lines)))
    demo.bring_up_to_date()
    with db.read() as work:
        assert imported.find(work, mine.store, number).customer == mine.customer


@pytest.mark.parametrize(
    ("source", "what", "who"),
    [
        ("amazon_fbm", Capability.CREATE_RETURN, Who.STORE),
        ("amazon_fbm", Capability.REFUND, Who.API),
        ("amazon_fba", Capability.REFUND, Who.STORE),
        ("amazon_mcf", Capability.CREATE_RETURN, Who.API),
        ("amazon_mcf", Capability.APPROVE, Who.NOBODY),
        ("walmart_seller", Capability.CREATE_RETURN, Who.STORE),
        ("walmart_seller", Capability.MESSAGE_BUYER, Who.NOBODY),
        ("walmart_wfs", Capability.LABEL, Who.STORE),
        ("walmart_mcs", Capability.CREATE_RETURN, Who.API),
        ("import", Capability.REFUND, Who.MERCHANT),
        ("demo", Capability.CREATE_RETURN, Who.US),
    ],
)
def test_the_matrix_says_who_can_do_what(source, what, who):
    ability = matrix.load()[source].able(what)
    assert ability.who is who
    assert ability.how


def test_every_marketplace_keeps_personal_data_thirty_days_after_delivery_and_a_code_is_left():
    kept = {name: (row.keep.days, row.keep.since, row.keep.then) for name, row in matrix.load().items()}
    ours = {name: kept.pop(name) for name in ("demo", "import")}
    assert set(ours.values()) == {(90, "deadline", "nothing")}
    assert set(kept.values()) == {(30, "delivery", "code")}
    assert len(kept) == 6


def test_only_what_is_implemented_is_called_connected(demo, imported):
    assert {name for name, row in matrix.load().items() if row.connected} == {demo.name, imported.name}
    for source in (demo, imported):
        assert all(source.able(what).who in (Who.US, Who.MERCHANT, Who.NOBODY) for what in Capability)


def test_a_matrix_with_a_mistake_is_refused_with_its_field(tmp_path):
    from returnflow.errors import InvalidInput

    path = tmp_path / "sources.yaml"
    path.write_text("demo: {title: the demo, grade: A, keep: {days: -1, from: deadline, then: nothing}}\n")
    with pytest.raises(InvalidInput) as raised:
        matrix.load(path)
    assert raised.value.field == "keep.days"
    with pytest.raises(InvalidInput, match="cannot be read"):
        matrix.load(tmp_path / "none.yaml")
