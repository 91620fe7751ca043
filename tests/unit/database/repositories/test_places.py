import threading
from datetime import UTC, datetime, timedelta

import pytest

NOW = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)
LATER = NOW + timedelta(seconds=31)


@pytest.fixture
def worker(db):
    with db.begin() as work:
        work.workers.beat("w", 2, NOW)
    return db


def test_without_a_worker_there_is_no_place(db):
    with db.begin() as work:
        assert not work.places.reserve("a", NOW, 30)
        assert work.places.free(NOW) == 0


def test_places_are_held_until_none_is_left(worker):
    with worker.begin() as work:
        assert [work.places.reserve(name, NOW, 30) for name in "abc"] == [True, True, False]
        assert work.places.free(NOW) == 0


def test_a_hold_that_ran_out_is_free_again(worker):
    with worker.begin() as work:
        work.places.reserve("a", NOW, 30)
        work.workers.beat("w", 2, LATER)
        assert work.places.free(LATER) == 2
        assert work.places.sweep(LATER) == 1
        assert work.places.sweep(LATER) == 0


def test_an_occupied_place_does_not_run_out(worker):
    with worker.begin() as work:
        work.places.reserve("a", NOW, 30)
        work.places.occupy("a", NOW)
        work.workers.beat("w", 2, LATER)
        assert work.places.free(LATER) == 1
        work.places.release("a")
        assert work.places.free(LATER) == 2


def test_asking_again_for_the_same_call_takes_no_second_place(worker):
    with worker.begin() as work:
        assert work.places.reserve("a", NOW, 30)
        assert work.places.reserve("a", NOW + timedelta(seconds=5), 30)
        assert work.places.free(NOW) == 1
        work.places.occupy("a", NOW)
        assert work.places.reserve("a", NOW, 30)
        work.workers.beat("w", 2, NOW + timedelta(minutes=10))
        assert work.places.free(NOW + timedelta(minutes=10)) == 1


def test_who_comes_back_too_late_gets_a_place_only_if_there_is_one(worker):
    with worker.begin() as work:
        work.places.reserve("a", NOW, 30)
        work.workers.beat("w", 2, LATER)
        assert work.places.reserve("b", LATER, 30)
        assert work.places.reserve("c", LATER, 30)
        assert not work.places.reserve("a", LATER, 30)


def test_a_worker_that_stopped_beating_or_left_has_no_places(worker):
    with worker.begin() as work:
        assert work.workers.capacity(NOW + timedelta(seconds=10)) == 2
        assert work.workers.capacity(NOW + timedelta(seconds=11)) == 0
        work.workers.beat("v", 4, NOW)
        assert work.workers.capacity(NOW) == 6
        work.workers.remove("w")
        assert work.workers.capacity(NOW) == 4


def test_more_calls_than_places_leave_none_and_not_fewer(worker):
    with worker.begin() as work:
        for name in "abcd":
            work.places.occupy(name, NOW)
        assert work.places.free(NOW) == 0


def test_callers_who_come_at_once_get_no_more_places_than_there_are(worker):
    got = []

    def ask(name):
        with worker.begin() as work:
            got.append(work.places.reserve(name, NOW, 30))

    threads = [threading.Thread(target=ask, args=(f"call-{number}",)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == [False] * 8 + [True] * 2
