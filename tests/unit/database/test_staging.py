import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from returnflow.clock import FixedClock
from returnflow.database.repositories.batches import GIVEN_UP
from returnflow.database.staging import MOST_ROWS, Comparing, Rhythm, Staging, sweep
from returnflow.errors import Conflict
from returnflow.returns.model import Store
from returnflow.stores import demo

from .conftest import raw

NOW = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)


@pytest.fixture
def clock():
    return FixedClock(NOW)


@pytest.fixture
def made(world):
    """Sixty orders under numbers of their own, each of one line."""
    return [numbered(world.order(), place) for place in range(60)]


def numbered(order, place):
    number = f"111-0000000-{place:07d}"
    return replace(order, number=number, lines=tuple(replace(line, order_number=number) for line in order.lines), source="import")


def staging(db, clock, file="orders.csv"):
    return Staging(db, "import", file, clock, pause=lambda _: None)


def stage(db, clock, orders, **given):
    with staging(db, clock, **given) as into:
        into.add(orders)
        into.publish()
    return into


def numbers(db):
    with db.read() as work:
        return work.orders.numbers()


def test_orders_are_seen_all_at_once_and_not_before(db, clock, made):
    with staging(db, clock) as into:
        into.add(made)
        assert numbers(db) == []
        with db.read() as work:
            assert work.orders.get(Store.AMAZON, made[0].number) is None
            assert work.orders.nearest(None, "1") == work.orders.list() == work.orders.by_contact(phone="3125550101") == []
        into.publish()
    assert numbers(db) == [order.number for order in made]
    with db.read() as work:
        assert work.orders.get(Store.AMAZON, made[7].number) == made[7]
    assert (into.new, into.changed, into.unchanged) == (60, 0, 0)


def test_publishing_is_one_row(db, clock, made, monkeypatch):
    with staging(db, clock) as into:
        into.add(made)
        before = raw(db, "SELECT id, batch_id FROM orders ORDER BY id")
        monkeypatch.setattr("returnflow.database.staging.sweep", lambda *_: 0)
        into.publish()
    assert raw(db, "SELECT id, batch_id FROM orders ORDER BY id") == before
    assert len(raw(db, "SELECT id FROM order_batches WHERE published_at IS NOT NULL")) == 1


@pytest.mark.parametrize("ending", ["an error", "no publish"])
def test_what_was_not_published_leaves_nothing_behind(db, clock, made, ending):
    with suppress(ZeroDivisionError), staging(db, clock) as into:
        into.add(made)
        if ending == "an error":
            _ = 1 / 0
    assert (
        raw(db, "SELECT id FROM orders") == raw(db, "SELECT * FROM order_lines") == raw(db, "SELECT * FROM order_batches") == []
    )


def test_the_same_orders_again_write_nothing(db, clock, made):
    stage(db, clock, made)
    before = raw(db, "SELECT id, name, batch_id FROM orders ORDER BY id")
    again = stage(db, clock, made)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 60)
    assert raw(db, "SELECT id, name, batch_id FROM orders ORDER BY id") == before
    assert len(raw(db, "SELECT id FROM order_batches")) == 1


def test_an_order_with_other_content_replaces_the_one_before_and_the_rest_stays(db, clock, made):
    stage(db, clock, made)
    moved = replace(made[3], customer=replace(made[3].customer, zip="10001"))
    again = stage(db, clock, [*made[:3], moved, *made[4:]])
    assert (again.new, again.changed, again.unchanged) == (0, 1, 59)
    with db.read() as work:
        assert work.orders.get(Store.AMAZON, moved.number) == moved
        assert work.orders.count() == len(work.orders.list(100)) == 60
        assert [batch.orders for batch in work.batches.list()] == [1, 59]


def test_the_newest_published_batch_wins_even_before_the_older_rows_are_swept(db, clock, made, monkeypatch):
    stage(db, clock, made[:1])
    monkeypatch.setattr("returnflow.database.staging.sweep", lambda *_: 0)
    moved = replace(made[0], customer=replace(made[0].customer, id="c-2", zip="10001", email="new@example.com"))
    stage(db, clock, [moved])
    with db.read() as work:
        assert len(raw(db, "SELECT id FROM orders")) == 2
        assert work.orders.get(Store.AMAZON, moved.number) == moved
        assert work.orders.list() == work.orders.of_customer("c-2") == work.orders.by_contact(email="new@example.com") == [moved]
        assert work.orders.of_customer(made[0].customer.id) == work.orders.by_contact(email="maria@example.com") == []
        assert work.orders.numbers() == work.orders.nearest(None, "1") == [moved.number]
        assert work.orders.count() == 1


def test_an_import_wins_over_the_demo_and_leaves_the_rest_of_it(db, clock, world):
    demo.seed(db, world.now)
    with db.read() as work:
        known = work.orders.list(1000)
    mine = replace(known[0], source="import", customer=replace(known[0].customer, zip="10001"))
    stage(db, clock, [mine])
    with db.read() as work:
        assert work.orders.get(mine.store, mine.number) == mine
        assert work.orders.count() == len(known)
        assert {batch.source: batch.orders for batch in work.batches.list()} == {"demo": len(known) - 1, "import": 1}


def test_only_one_import_runs_at_a_time(db, clock, made):
    with staging(db, clock, "first.csv") as first:
        first.add(made)
        with pytest.raises(Conflict, match=r"first\.csv"), staging(db, clock):
            raise AssertionError("a second one began")
        first.publish()
    assert len(numbers(db)) == 60


def killed(db, clock, orders):
    """An import whose process is killed: nothing of it runs any more, not even the tidying up."""
    into = staging(db, clock)
    into.__enter__()
    into.add(orders)
    return into


def test_an_import_that_was_killed_is_swept_after_a_while_and_by_the_next_one(db, clock, made):
    killed(db, clock, made)
    clock.now += GIVEN_UP - timedelta(seconds=1)
    assert sweep(Rhythm(db, lambda _: None), clock) == 0
    clock.now += timedelta(seconds=1)
    stage(db, clock, made[:2])
    assert numbers(db) == [order.number for order in made[:2]]
    assert len(raw(db, "SELECT id FROM orders")) == len(raw(db, "SELECT order_id FROM order_lines")) == 2


DYING = """
import sys
from datetime import UTC, datetime
from returnflow.database import Database
from returnflow.database.staging import Staging
from returnflow.stores.demo import orders

now = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)
with Staging(Database(sys.argv[1]), "import", "dying.csv", lambda: now) as into:
    into.add(orders(now)[:3])
    print("half", flush=True)
    sys.stdin.read()
"""


def test_after_a_kill_in_the_middle_the_next_import_begins_at_once_and_nothing_is_left_of_the_first(db, url, clock, made):
    process = subprocess.Popen([sys.executable, "-c", DYING, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "half\n"
    assert len(raw(db, "SELECT id FROM orders")) == 3
    with pytest.raises(Conflict, match="dying"), staging(db, clock):
        raise AssertionError("a second one began")
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    stage(db, clock, made)
    assert numbers(db) == [order.number for order in made]
    assert len(raw(db, "SELECT id FROM orders")) == 60
    with db.read() as work:
        assert [(batch.file, batch.orders) for batch in work.batches.list()] == [("orders.csv", 60)]


def test_an_import_that_was_taken_for_dead_cannot_go_on(db, clock, made):
    slow = killed(db, clock, made[:2])
    clock.now += GIVEN_UP
    sweep(Rhythm(db, lambda _: None), clock)
    with pytest.raises(Conflict, match="given up"):
        slow.add(made[2:])
    with pytest.raises(Conflict, match="given up"):
        slow.publish()
    assert numbers(db) == []


def test_no_transaction_has_more_rows_than_promised_and_each_is_followed_by_as_long_a_pause(db, clock, world, monkeypatch):
    many = [numbered(world.order(*[world.line()] * 9), place) for place in range(400)]
    monkeypatch.setattr("returnflow.database.staging.HOLD_S", 10.0)  # nothing but the limit holds it back
    written, paused = [], []
    real = Rhythm.write

    def noted(self, count, do):
        written.append(count)
        return real(self, count, do)

    monkeypatch.setattr(Rhythm, "write", noted)
    with Staging(db, "import", "x", clock, pause=paused.append) as into:
        into.add(many)
        into.publish()
    assert sum(written) == 4000
    assert 1500 < max(written) <= MOST_ROWS
    assert len(paused) == len(written)
    assert min(paused) > 0


def test_comparing_counts_and_writes_nothing(db, clock, made):
    stage(db, clock, made[:10])
    moved = replace(made[0], customer=replace(made[0].customer, zip="10001"))
    with Comparing(db) as into:
        into.add([moved, *made[1:]])
        into.publish()
    assert (into.new, into.changed, into.unchanged) == (50, 1, 9)
    assert numbers(db) == [order.number for order in made[:10]]


def test_calls_are_saved_while_an_import_runs(db, clock, made):
    with db.begin() as work:
        work.calls.create("call", user_identity="u", caller_key="k", room_name="r", channel="voice", recording=False, at=NOW)
    thread = threading.Thread(target=stage, args=(db, clock, made))
    thread.start()
    for turn in range(20):
        with db.begin() as work:
            work.calls.save_state("call", {"turn": turn}, NOW)
    thread.join()
    with db.read() as work:
        assert work.calls.state("call") == {"turn": 19}
    assert len(numbers(db)) == 60
