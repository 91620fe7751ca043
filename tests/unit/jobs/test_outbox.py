"""Deliveries: at least once, later again, and given up for good when it cannot help."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from returnflow.clock import FixedClock
from returnflow.database import Database, OutboxRow
from returnflow.errors import InvalidInput, NotYet, ReturnFlowError, UpstreamRefused, UpstreamUnavailable
from returnflow.jobs.outbox import FIRST_RETRY, LEASE, LONGEST_RETRY, TRIES, Delivered, Deliveries, pause


class Provider:
    """Receives effects; fails as often as it is told to, with what it is told."""

    def __init__(self) -> None:
        self.received: list[str] = []
        self.failures: list[Exception] = []

    def __call__(self, row: OutboxRow) -> str:
        if self.failures:
            raise self.failures.pop(0)
        self.received.append(row.key)
        return "sent"


@pytest.fixture
def provider() -> Provider:
    return Provider()


@pytest.fixture
def deliveries(database: Database, clock: FixedClock, provider: Provider) -> Deliveries:
    return Deliveries(database, {"mail": provider}, clock)


Add = Callable[..., int]


@pytest.fixture
def add(database: Database, clock: FixedClock) -> Add:
    def make(kind: str = "mail", key: str = "k1", **payload: Any) -> int:
        with database.begin() as work:
            work.outbox.add(kind, key, payload, clock())
            row = work.outbox.by_key(key)
        assert row is not None
        return row.id

    return make


def row(database: Database, effect_id: int) -> OutboxRow:
    with database.read() as work:
        found = work.outbox.get(effect_id)
    assert found is not None
    return found


def test_a_due_effect_happens_once(deliveries: Deliveries, add: Add, provider: Provider, database: Database) -> None:
    effect = add()
    assert deliveries.due() == [effect]
    assert deliveries.deliver(effect) is Delivered.DONE
    assert deliveries.deliver(effect) is Delivered.NOTHING
    assert provider.received == ["k1"]
    assert deliveries.due() == []
    assert row(database, effect).done_at is not None
    assert row(database, effect).result == "sent"


def test_a_failed_effect_is_tried_again_later_and_not_before(
    deliveries: Deliveries, add: Add, provider: Provider, clock: FixedClock
) -> None:
    effect = add()
    provider.failures = [UpstreamUnavailable("smtp", "no route")]
    assert deliveries.deliver(effect) is Delivered.AGAIN
    assert deliveries.due() == []
    assert deliveries.deliver(effect) is Delivered.NOTHING
    clock.now += FIRST_RETRY
    assert deliveries.due() == [effect]
    assert deliveries.deliver(effect) is Delivered.DONE


def test_an_unforeseen_exception_counts_as_a_failed_try(
    deliveries: Deliveries, add: Add, provider: Provider, database: Database
) -> None:
    effect = add()
    provider.failures = [ZeroDivisionError("oh")]
    assert deliveries.deliver(effect) is Delivered.AGAIN
    assert row(database, effect).last_error == "ZeroDivisionError: oh"


@pytest.mark.parametrize("error", [InvalidInput("no address"), UpstreamRefused("smtp", "550 no such user")])
@pytest.mark.parametrize("kind", ["mail", "unknown"])
def test_what_would_fail_for_ever_is_a_dead_letter_at_once(
    deliveries: Deliveries, add: Add, provider: Provider, database: Database, clock: FixedClock, kind: str, error: ReturnFlowError
) -> None:
    effect = add(kind)
    provider.failures = [error]
    assert deliveries.deliver(effect) is Delivered.DEAD
    assert row(database, effect).dead_at == clock()
    clock.now += timedelta(days=3650)
    assert deliveries.due() == []
    assert deliveries.deliver(effect) is Delivered.NOTHING


def test_after_the_last_try_an_effect_is_given_up(
    deliveries: Deliveries, add: Add, provider: Provider, clock: FixedClock, database: Database
) -> None:
    effect = add()
    provider.failures = [UpstreamUnavailable("smtp", "no route") for _ in range(TRIES)]
    outcomes = []
    for _ in range(TRIES):
        outcomes.append(deliveries.deliver(effect))
        clock.now += LONGEST_RETRY
    assert outcomes == [Delivered.AGAIN] * (TRIES - 1) + [Delivered.DEAD]
    assert row(database, effect).attempts == TRIES


def test_what_is_too_early_is_done_at_its_time_and_costs_no_try(
    deliveries: Deliveries, add: Add, provider: Provider, clock: FixedClock, database: Database
) -> None:
    effect = add()
    morning = clock() + timedelta(hours=9)
    provider.failures = [NotYet(morning, "at night")]
    assert deliveries.deliver(effect) is Delivered.LATER
    assert (row(database, effect).attempts, row(database, effect).due_at) == (0, morning)
    clock.now = morning
    assert deliveries.deliver(effect) is Delivered.DONE


def test_a_row_that_another_process_is_at_is_left_alone(
    deliveries: Deliveries, add: Add, provider: Provider, database: Database, clock: FixedClock
) -> None:
    effect = add()
    inside: list[object] = []
    other = Deliveries(database, {"mail": provider}, clock)

    def slow(found: OutboxRow) -> None:
        inside.extend([other.due(), other.deliver(found.id)])

    Deliveries(database, {"mail": slow}, clock).deliver(effect)
    assert inside == [[], Delivered.NOTHING]
    assert provider.received == []


def test_the_row_of_a_process_that_died_is_taken_again_after_its_lease(
    deliveries: Deliveries, add: Add, provider: Provider, database: Database, clock: FixedClock
) -> None:
    effect = add()

    def dies(_: OutboxRow) -> None:
        raise SystemExit

    with pytest.raises(SystemExit):
        Deliveries(database, {"mail": dies}, clock).deliver(effect)
    assert deliveries.deliver(effect) is Delivered.NOTHING
    clock.now += LEASE
    assert deliveries.due() == [effect]
    assert deliveries.deliver(effect) is Delivered.DONE


def test_what_a_process_says_after_its_lease_ran_out_does_not_count(
    deliveries: Deliveries, add: Add, provider: Provider, database: Database, clock: FixedClock
) -> None:
    effect = add()

    def too_slow(found: OutboxRow) -> None:
        clock.now += LEASE
        assert deliveries.deliver(found.id) is Delivered.DONE
        raise UpstreamUnavailable("smtp", "timed out")

    Deliveries(database, {"mail": too_slow}, clock).deliver(effect)
    assert row(database, effect).done_at is not None
    assert row(database, effect).last_error == ""


def test_a_row_that_kills_every_process_is_given_up_in_the_end(
    deliveries: Deliveries, add: Add, provider: Provider, database: Database, clock: FixedClock
) -> None:
    effect = add()
    for _ in range(TRIES):
        with database.begin() as work:
            assert work.outbox.claim(effect, "a process that dies", clock(), clock() + LEASE) is not None
        clock.now += LEASE
    assert deliveries.deliver(effect) is Delivered.DEAD
    assert provider.received == []


def test_one_poisoned_effect_does_not_hold_up_the_next(deliveries: Deliveries, add: Add, provider: Provider) -> None:
    poisoned, sound = add("unknown", "k1"), add("mail", "k2")
    for effect in deliveries.due():
        deliveries.deliver(effect)
    assert provider.received == ["k2"]
    assert deliveries.due() == []
    assert poisoned != sound


def test_pauses_double_up_to_the_longest() -> None:
    assert [pause(n) for n in (0, 1, 2)] == [FIRST_RETRY, FIRST_RETRY * 2, FIRST_RETRY * 4]
    assert pause(50) == LONGEST_RETRY


def test_an_effect_that_is_not_there_is_nothing(deliveries: Deliveries) -> None:
    assert deliveries.deliver(4711) is Delivered.NOTHING
