"""The long runs: which commands they are, on commands that do nothing."""

import pytest

from setup import long_runs


@pytest.fixture
def ran(monkeypatch):
    """What was run, with how many lives."""
    commands = []
    for name in ("CHAOS_RUNS", "ROUNDS"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)

    def run(command, _places):
        commands.append((long_runs.os.environ.get("CHAOS_RUNS"), command[3:]))
        return 0

    monkeypatch.setattr(long_runs, "_run", run)
    return commands


def test_chaos_is_two_hundred_lives_an_engine_and_ten_rounds_of_calls(places, ran, capsys):
    assert long_runs.chaos(places, []) == 0
    assert ran[0] == ("200", ["tests/chaos"])
    assert [command for _, command in ran[1:]] == [["-k", "killed", "tests/voice"]] * 10
    assert "11 passed, 0 failed" in capsys.readouterr().out


def test_both_can_be_made_shorter(places, ran, monkeypatch):
    monkeypatch.setenv("CHAOS_RUNS", "3")
    monkeypatch.setenv("ROUNDS", "0")
    assert long_runs.chaos(places, ["-x"]) == 0
    assert ran == [("3", ["tests/chaos", "-x"])]


def test_one_that_fails_fails_the_whole_and_is_named(places, ran, monkeypatch, capsys):
    monkeypatch.setattr(long_runs, "_run", lambda command, _: 1 if "tests/chaos" in command else 0)
    assert long_runs.chaos(places, []) == 1
    assert "FAILED (1)" in capsys.readouterr().out
