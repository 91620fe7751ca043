import threading

import pytest

from setup.faults import SetupFault
from setup.progress import Progress
from setup.steps import Step, carry_out


def step(name, did, *needs, done=False, do=None):
    return Step(name, "doing it", lambda: done, do or (lambda: did.append(name)), needs)


def test_a_step_that_is_done_is_skipped():
    did, progress = [], Progress()
    carry_out([step("a", did, done=True)], progress)
    assert did == []
    assert not progress.worked


def test_a_step_waits_for_what_it_needs():
    did = []
    carry_out([step("page", did, "python"), step("python", did)], Progress())
    assert did == ["python", "page"]


def test_what_does_not_depend_on_each_other_runs_side_by_side():
    met = threading.Barrier(2, timeout=5)  # breaks, and so fails, when the two are not there at the same time
    carry_out([step("a", [], do=met.wait), step("b", [], do=met.wait)], Progress())
    assert not met.broken


def test_the_first_fault_is_told_and_what_needs_the_step_is_not_begun():
    did = []

    def fail():
        raise SetupFault("no", "do it")

    with pytest.raises(SetupFault, match="no"):
        carry_out([step("a", did, do=fail), step("b", did, "a")], Progress())
    assert did == []


def test_a_full_disk_in_a_step_is_told_as_such():
    def fail():
        raise OSError(28, "No space left on device", "/cache/file")

    with pytest.raises(SetupFault, match="disk is full"):
        carry_out([step("a", [], do=fail)], Progress())


@pytest.fixture(autouse=True)
def _let_tools_run_again(monkeypatch):
    """A fault ends every tool for good, as the program is about to leave; tests go on."""
    monkeypatch.setattr("setup.shell._stopped", threading.Event())
