"""The sweep: due effects are queued, holds that ran out are forgotten, chores are asked for once an hour."""

from datetime import timedelta

import pytest

from returnflow.clock import FixedClock
from returnflow.database import Database
from returnflow.errors import UpstreamUnavailable
from returnflow.jobs.outbox import Deliveries
from returnflow.jobs.sweeper import CHORES_EVERY, Sweeper


class Queue:
    """What the sweeper hands over."""

    def __init__(self) -> None:
        self.deliveries: list[int] = []
        self.chores = 0
        self.broken = False

    def enqueue(self, effect_ids: list[int]) -> int:
        if self.broken:
            raise UpstreamUnavailable("redis", "gone")
        self.deliveries += effect_ids
        return len(effect_ids)

    def enqueue_chores(self) -> None:
        self.chores += 1


@pytest.fixture
def queue() -> Queue:
    return Queue()


@pytest.fixture
def sweeper(database: Database, clock: FixedClock, queue: Queue) -> Sweeper:
    deliveries = Deliveries(database, {}, clock)
    return Sweeper(database, deliveries, clock, enqueue=queue.enqueue, enqueue_chores=queue.enqueue_chores)


def test_effects_that_are_due_are_queued_and_later_ones_are_not(
    sweeper: Sweeper, queue: Queue, database: Database, clock: FixedClock
) -> None:
    with database.begin() as work:
        work.outbox.add("mail", "now", {}, clock())
        work.outbox.add("mail", "later", {}, clock() + timedelta(seconds=1))
    sweeper.sweep()
    with database.read() as work:
        now = work.outbox.by_key("now")
    assert now is not None
    assert queue.deliveries == [now.id]


def test_a_hold_that_ran_out_is_forgotten(sweeper: Sweeper, database: Database, clock: FixedClock) -> None:
    with database.begin() as work:
        work.workers.beat("worker", 1, clock())
        assert work.places.reserve("slow", clock(), 30)
    clock.now += timedelta(seconds=31)
    sweeper.sweep()
    with database.begin() as work:
        work.workers.beat("worker", 1, clock())
        assert work.places.sweep(clock()) == 0
        assert work.places.free(clock()) == 1


def test_chores_are_asked_for_once_an_hour(sweeper: Sweeper, queue: Queue, clock: FixedClock) -> None:
    sweeper.sweep()
    sweeper.sweep()
    assert queue.chores == 1
    clock.now += CHORES_EVERY
    sweeper.sweep()
    assert queue.chores == 2


def test_a_queue_that_is_down_holds_up_no_place_and_loses_no_chore(
    sweeper: Sweeper, queue: Queue, database: Database, clock: FixedClock
) -> None:
    queue.broken = True
    with database.begin() as work:
        work.workers.beat("worker", 1, clock())
        assert work.places.reserve("slow", clock() - timedelta(seconds=31), 30)
    with pytest.raises(UpstreamUnavailable):
        sweeper.sweep()
    with database.begin() as work:
        assert work.places.sweep(clock()) == 0
    queue.broken = False
    sweeper.sweep()
    assert queue.chores == 1
