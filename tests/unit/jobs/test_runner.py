"""The task queue, really running: deliveries by id, nothing twice while it waits, a clean end."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from returnflow.jobs.loop import Loop
from returnflow.jobs.process import Jobs
from returnflow.jobs.runner import Runner


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


@pytest.fixture
def runner(tmp_path: Path, effects: Effects) -> Iterator[Runner]:
    made = Runner(tmp_path, deliver=effects.deliver, purge=effects.purge)
    made.start()
    yield made
    effects.hold.set()
    made.stop()


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


def test_retention_runs_in_the_background(runner: Runner, effects: Effects) -> None:
    runner.enqueue_purge()
    assert effects.purged.wait(10)


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
