"""The runner of tests, on commands that are no tests."""

import sys

import pytest

from setup import testing
from setup.testing import Count, Stage

REPORT = '<testsuites><testsuite tests="5" failures="1" errors="1" skipped="1"/><testsuite tests="2"/></testsuites>'
WRITE = f"import sys; open(sys.argv[1], 'w').write({REPORT!r})"


@pytest.fixture
def runs(places, monkeypatch):
    """Runs these stages; gives the exit code."""

    def run(*stages, wanted=()):
        monkeypatch.setattr(testing, "stages", lambda _: list(stages))
        monkeypatch.setattr(testing, "environment", lambda _: {})
        return testing.run_all(places, list(wanted))

    return run


def stage(name, code, *words, limit_s=20):
    return Stage(name, (sys.executable, "-c", code, *words), limit_s)


def test_the_last_line_counts_every_stage(runs, capsys):
    assert runs(stage("gate", "pass"), stage("tests", WRITE, "{report}")) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "5 passed, 2 failed, 1 skipped"


def test_a_failed_gate_counts_as_one_and_does_not_stop_the_others(runs, capsys):
    assert runs(stage("gate", "raise SystemExit(2)"), stage("next", "pass")) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 passed, 1 failed"


def test_all_green_is_exit_code_zero(runs, capsys):
    assert runs(stage("gate", "pass")) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 passed, 0 failed"


def test_a_runner_that_fails_after_green_tests_is_a_failure(runs):
    green = WRITE.replace('failures="1" errors="1"', "") + "; raise SystemExit(5)"
    assert runs(stage("tests", green, "{report}")) == 1


def test_no_test_at_all_is_a_failure(runs):
    assert runs() == 1


def test_a_stage_that_hangs_is_ended_at_its_limit(runs, capsys):
    assert runs(stage("hang", "import time; time.sleep(60)", limit_s=1)) == 1
    assert "longer than its 1 s" in capsys.readouterr().out


def test_a_program_that_is_missing_is_a_failure_and_said(runs, capsys):
    assert runs(Stage("gone", ("no-such-program",), 5)) == 1
    assert "cannot start no-such-program" in capsys.readouterr().out


def test_only_the_stages_asked_for_are_run(runs, capsys):
    runs(stage("one", "pass"), stage("two", "pass"), wanted=["two"])
    assert "=== one ===" not in capsys.readouterr().out


def test_counts_are_summed():
    count = Count(1, 2, 3)
    count.add(Count(10, 20, 30))
    assert count == Count(11, 22, 33)
