"""The measurement of the domain: what it looks at. How fast it was is for the measurement to say, not for a test."""

from datetime import UTC, datetime

import pytest

from returnflow.database.sealing import SealingKeys, new_key
from returnflow.measure import returns
from returnflow.measure.order_book import books, orders
from returnflow.returns.model import Store

NOW = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)
KEYS = SealingKeys.of_text({1: new_key()}, new_key())


def test_books_have_as_many_orders_as_asked_for_each_number_once_and_sealed(tmp_path):
    database, numbers = books(tmp_path, 60, seed=2, now=NOW, keys=KEYS)
    with database.read() as work:
        assert work.orders.count() == 60
        assert {store for store, _ in numbers} == set(Store)
        assert work.orders.get(*numbers[0]).customer.last_name.startswith("Buyer")
    database.close()
    assert b"Buyer" not in (tmp_path / "60.db").read_bytes()
    assert len({number for _, number in numbers}) == 60


def test_the_same_seed_gives_the_same_orders():
    assert list(orders(20, 3, NOW)) == list(orders(20, 3, NOW))
    assert list(orders(20, 3, NOW)) != list(orders(20, 4, NOW))


@pytest.fixture(scope="module")
def report(book):
    return returns.run(book, 4, small=60, large=90)


def row(report, what):
    return next(row for row in report.rows if row.what == what)


def test_every_query_is_answered_by_an_index_and_its_plan_is_kept(report):
    assert row(report, "queries answered by an index").holds
    assert set(report.raw["plans"]) >= {"order", "opening a return", "verifying"}


def test_twenty_processes_make_one_return(report):
    assert row(report, "the same return, at once").measured == "1 made, 20 of 20 given its number"


@pytest.mark.parametrize("what", ["eligibility decision", "creating a return"])
def test_both_sizes_are_measured_as_often_and_their_growth_is_told(report, what):
    assert [len(report.raw[f"{what}, {size} orders"]) for size in (60, 90)] == [4, 4]
    assert row(report, f"{what}, growth").goal == "<= 1.5 times"
    assert report.raw[f"{what}, growth"] > 0


def test_the_nearest_numbers_have_no_goal_as_they_look_at_all_numbers(report):
    assert row(report, "nearest numbers, growth").holds is None
