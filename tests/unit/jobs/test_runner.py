"""The task queue, really running on both stores: deliveries by id, nothing twice while it waits, a clean end."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from returnflow.errors import InvalidInput, UpstreamUnavailable
from returnflow.jobs import runner as module
from returnflow.jobs.loop import Loop
from returnflow.jobs.process import Jobs
from returnflow.jobs.queue import queue, waiting
from returnflow.jobs.runner import Runner
from tests.redis_server import RedisServer


class Effects:
    """Counts, and holds a delivery until it is let go."""

    def __init__(self) -> None:
        self.delivered: list[int] = []
        self.purged = threading.Event()
        self.hold = threading.Event()
        self.hold.set()
        self.some = threading.Event()

    def deliver(self, effect_id: int) -> None:
        assert self.hold.wait(10)
        self.delivered.append(effect_id)
        self.some.set()

    def purge(self) -> int:
        self.purged.set()
        return 0


@pytest.fixture
def effects() -> Effects:
    return Effects()


@pytest.fixture(params=["file", "redis"])
def url(request: pytest.FixtureRequest) -> str:
    """Where the queue is: nothing for a file, or the URL of a real Redis."""
    return request.getfixturevalue("redis_server").url if request.param == "redis" else ""


Make = Callable[[Effects], Runner]


@pytest.fixture
def make(tmp_path: Path, url: str) -> Iterator[Make]:
    """Runners over one queue, as several processes would have them."""
    made: list[tuple[Runner, Effects]] = []

    def make(effects: Effects) -> Runner:
        runner = Runner(queue(tmp_path, url), deliver=effects.deliver, chores={"recordings": effects.purge})
        made.append((runner, effects))
        return runner

    yield make
    for runner, effects in made:
        effects.hold.set()
        runner.stop()


@pytest.fixture
def runner(make: Make, effects: Effects) -> Runner:
    made = make(effects)
    made.start()
    return made


def test_a_queued_effect_is_delivered(runner: Runner, effects: Effects) -> None:
    assert runner.enqueue([7]) == 1
    assert effects.some.wait(10)
    assert effects.delivered == [7]


def test_an_effect_that_waits_already_is_not_queued_again(runner: Runner, effects: Effects) -> None:
    effects.hold.clear()
    assert runner.enqueue([7]) == 1
    assert runner.enqueue([7]) == 0
    effects.hold.set()
    assert effects.some.wait(10)
    runner.stop()
    assert effects.delivered == [7]


def test_what_another_process_took_and_never_reported_is_queued_again_later(
    make: Make, effects: Effects, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits_here = make(effects)
    assert (waits_here.enqueue([7]), waits_here.enqueue([7])) == (1, 0)
    monkeypatch.setattr(module, "FORGET_S", 0.0)
    assert waits_here.enqueue([7]) == 1


def test_chores_run_in_the_background(runner: Runner, effects: Effects) -> None:
    runner.enqueue_chores()
    assert effects.purged.wait(10)


def test_a_task_queued_by_one_process_runs_in_another(make: Make, tmp_path: Path, url: str) -> None:
    asks, works = Effects(), Effects()
    make(asks).enqueue([7])
    assert waiting(queue(tmp_path, url)) == 1
    make(works).start()
    assert works.some.wait(10)
    assert (asks.delivered, works.delivered) == ([], [7])


def test_a_redis_that_comes_back_is_used_again(redis_server: RedisServer, effects: Effects, tmp_path: Path) -> None:
    runner = Runner(queue(tmp_path, redis_server.url), deliver=effects.deliver, chores={"recordings": effects.purge})
    runner.start()
    redis_server.stop()
    try:
        with pytest.raises(UpstreamUnavailable, match="does not answer"):
            runner.enqueue([7])
        with pytest.raises(UpstreamUnavailable):
            runner.enqueue_chores()
        with pytest.raises(UpstreamUnavailable):
            waiting(queue(tmp_path, redis_server.url))
        redis_server.start()
        assert runner.enqueue([7]) == 1
        assert effects.some.wait(20)
    finally:
        runner.stop()


def test_what_is_no_redis_url_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        queue(tmp_path, "http://localhost")
    assert caught.value.field == "RETURNFLOW_REDIS_URL"


def test_a_step_that_fails_is_done_again() -> None:
    steps = []
    twice = threading.Event()

    def step() -> None:
        steps.append(1)
        if len(steps) == 2:
            twice.set()
        raise ValueError("once more")

    loop = Loop("test", 0.01, step)
    loop.start()
    assert twice.wait(10)
    loop.stop()
    assert loop.failures >= 1


def test_a_loop_that_is_woken_does_not_wait_for_its_time() -> None:
    woken = threading.Event()
    steps: list[int] = []

    def step() -> None:
        steps.append(1)
        if len(steps) == 2:
            woken.set()

    loop = Loop("test", 3600, step)
    loop.start()
    loop.wake()
    assert woken.wait(10)
    loop.stop()
    assert not any(thread.name == "test" for thread in threading.enumerate())


def test_parts_are_stopped_in_reverse_and_only_those_that_were_started() -> None:
    said: list[str] = []

    class Part:
        def __init__(self, name: str, *, breaks: bool = False) -> None:
            self.name, self.breaks = name, breaks

        def start(self) -> None:
            if self.breaks:
                raise OSError("no")
            said.append(f"start {self.name}")

        def stop(self) -> None:
            said.append(f"stop {self.name}")

    jobs = Jobs([Part("one"), Part("two"), Part("three", breaks=True)])
    with pytest.raises(OSError, match="no"):
        jobs.start()
    jobs.stop()
    assert said == ["start one", "start two", "stop two", "stop one"]
