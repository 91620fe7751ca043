"""The supervisor with real small programs as children."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from returnflow.cli.supervise.child import Plan
from returnflow.cli.supervise.supervisor import Supervisor
from returnflow.errors import ReturnFlowError, SetupError

SLEEPER = "import time; print('here', flush=True); time.sleep(60)"
PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])
print(child.pid, flush=True)
time.sleep(60)
"""
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"


def program(source: str) -> tuple[str, ...]:
    return (sys.executable, "-c", source)


class Lines:
    """Collects what the children and the supervisor say."""

    def __init__(self) -> None:
        self.all: list[tuple[str, str]] = []

    def __call__(self, name: str, line: str) -> None:
        self.all.append((name, line))

    def of(self, name: str) -> list[str]:
        return [line for who, line in self.all if who == name]


Starter = Callable[..., Supervisor]


@pytest.fixture
def lines() -> Lines:
    return Lines()


@pytest.fixture
def supervised(lines: Lines) -> Iterator[Starter]:
    made: list[Supervisor] = []

    def start(*plans: Plan, wait_s: float = 20) -> Supervisor:
        supervisor = Supervisor(plans, lines)
        made.append(supervisor)
        supervisor.start(wait_s)
        return supervisor

    yield start
    for supervisor in made:
        supervisor.stop()


def eventually(condition: Callable[[], bool], seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def test_a_killed_child_is_started_again(supervised: Starter, lines: Lines) -> None:
    supervisor = supervised(Plan("one", program(SLEEPER)))
    first = supervisor.pids["one"]
    supervisor.kill("one")
    assert eventually(lambda: supervisor.starts("one") == 2 and supervisor.is_ready("one"))
    assert supervisor.pids["one"] != first
    assert any("SIGKILL" in line for line in lines.of("up"))


def test_stopping_leaves_no_process_of_a_group_behind(supervised: Starter, lines: Lines) -> None:
    supervisor = supervised(Plan("family", program(PARENT)))
    assert eventually(lambda: bool(lines.of("family")))
    grandchild = int(lines.of("family")[0])
    child = supervisor.pids["family"]
    supervisor.stop()
    assert not psutil.pid_exists(child)
    assert eventually(lambda: not psutil.pid_exists(grandchild) or psutil.Process(grandchild).status() == psutil.STATUS_ZOMBIE)


def test_a_child_that_ignores_the_request_is_killed_after_its_patience(supervised: Starter, lines: Lines) -> None:
    supervisor = supervised(Plan("stubborn", program(STUBBORN), stop_s=0.3))
    assert eventually(lambda: bool(lines.of("stubborn")))
    child = supervisor.pids["stubborn"]
    supervisor.stop()
    assert not psutil.pid_exists(child)


def test_asking_twice_does_not_wait_for_patience(supervised: Starter, lines: Lines) -> None:
    supervisor = supervised(Plan("stubborn", program(STUBBORN), stop_s=3600))
    assert eventually(lambda: bool(lines.of("stubborn")))
    supervisor.ask_to_stop()
    supervisor.ask_to_stop()
    supervisor.stop()
    assert not psutil.pid_exists(supervisor.pids["stubborn"])


def test_a_child_that_cannot_start_ends_in_its_own_last_words(supervised: Starter) -> None:
    broken = Plan("broken", program("import sys; sys.exit('the port is gone')"), ready=lambda: False)
    steady = Plan("steady", program(SLEEPER))
    supervisor = Supervisor((steady, broken), lambda name, line: None)
    with pytest.raises(SetupError, match="broken does not start: the port is gone"):
        supervisor.start(20)
    assert not psutil.pid_exists(supervisor.pids["steady"])


def test_a_child_that_never_answers_is_named(supervised: Starter) -> None:
    with pytest.raises(SetupError, match="not ready after 1 s: mute"):
        supervised(Plan("mute", program(SLEEPER), ready=lambda: False), wait_s=1)


def test_a_plan_waits_for_the_one_it_needs(supervised: Starter, tmp_path: Path) -> None:
    gate = tmp_path / "open"
    opens = f"import pathlib, time; time.sleep(.3); pathlib.Path({str(gate)!r}).touch(); time.sleep(60)"
    looks = f"import pathlib, time; print(pathlib.Path({str(gate)!r}).exists(), flush=True); time.sleep(60)"
    first = Plan("first", program(opens), ready=gate.exists)
    second = Plan("second", program(looks), needs="first")
    lines = Lines()
    supervisor = Supervisor((second, first), lines)
    try:
        supervisor.start(20)
        assert eventually(lambda: lines.of("second") == ["True"])
    finally:
        supervisor.stop()


def test_a_killed_supervisor_takes_its_children_along() -> None:
    source = (
        "import sys, time\n"
        "from returnflow.cli.supervise.child import Plan\n"
        "from returnflow.cli.supervise.supervisor import Supervisor\n"
        f"s = Supervisor([Plan('one', [sys.executable, '-c', {SLEEPER!r}])], lambda n, l: None)\n"
        "s.start(20); print(s.pids['one'], flush=True); time.sleep(60)\n"
    )
    with subprocess.Popen(program(source), stdout=subprocess.PIPE, text=True) as supervisor:
        assert supervisor.stdout is not None
        child = int(supervisor.stdout.readline())
        assert psutil.pid_exists(child)
        os.kill(supervisor.pid, signal.SIGKILL)
        supervisor.wait()
    assert eventually(lambda: not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE)


def test_starts_and_deaths_are_told_and_a_listener_that_fails_ends_nothing(supervised: Starter, lines: Lines) -> None:
    supervisor = supervised(Plan("one", program(SLEEPER)))
    told: list[tuple[str, bool]] = []

    def watch(name: str, lives: bool) -> None:
        told.append((name, lives))
        raise SetupError("the disk is full")

    supervisor.watch = watch
    supervisor.kill("one")
    assert eventually(lambda: told == [("one", False), ("one", True)])
    assert eventually(lambda: supervisor.is_ready("one"))
    assert "the disk is full" in lines.of("up")


def test_a_failure_of_the_supervisor_itself_is_told_to_who_waits(supervised: Starter) -> None:
    supervisor = supervised(Plan("one", program(SLEEPER)))

    def broken(name: str, lives: bool) -> None:
        raise ZeroDivisionError("oh")

    supervisor.watch = broken
    supervisor.kill("one")
    with pytest.raises(ReturnFlowError, match="the supervisor failed: ZeroDivisionError: oh"):
        supervisor.wait()
    assert not psutil.pid_exists(supervisor.pids["one"])
