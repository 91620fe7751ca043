"""`returnflow doctor`: a line and a fix for each precondition, an exit code that says whether all hold."""

import json
from pathlib import Path

import pytest

from returnflow.cli import doctor, preflight, run, trial
from returnflow.observe.checks import Finding, machine
from returnflow.settings import Settings

SIX = [
    "configuration imports",
    "API key valid",
    "endpoint reachable",
    "client imports",
    "API connects",
    "credentials retrieved",
]


def say(monkeypatch: pytest.MonkeyPatch, *findings: Finding) -> None:
    monkeypatch.setattr(doctor, "examine", lambda settings: iter(findings))


def test_all_well_exits_with_zero(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    say(monkeypatch, Finding("disk", True, "plenty"))
    assert run(["doctor"]) == 0
    assert "1 checks, all well" in capsys.readouterr().out


def test_one_failure_exits_with_three_and_names_its_fix(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    say(monkeypatch, Finding("disk", False, "full", "free some"), Finding("clock", True, "now"))
    assert run(["doctor"]) == 3
    shown = capsys.readouterr().out
    assert "FAIL disk" in shown
    assert "free some" in shown
    assert "2 checks, 1 failed" in shown


def test_json_has_every_check(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    say(monkeypatch, Finding("disk", False, "full", "free some"))
    assert run(["doctor", "--json"]) == 3
    assert json.loads(capsys.readouterr().out) == {
        "ok": False,
        "checks": [{"name": "disk", "ok": False, "detail": "full", "fix": "free some"}],
    }


def test_a_broken_data_folder_is_one_finding_and_the_rest_is_still_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").write_text("")
    monkeypatch.setattr(trial, "calls", lambda settings: iter(()))
    monkeypatch.setattr(doctor.bootstrap, "engines", lambda settings: Hearing())
    settings = Settings(data=tmp_path / "data", cache=tmp_path / "cache", livekit_url="ws://127.0.0.1:9")
    found = {one.name: one for one in doctor.examine(settings)}
    assert not found["data folder"].ok
    assert "RETURNFLOW_DATA" in found["data folder"].fix
    assert "database" not in found
    assert found["speech"].ok
    assert not found["speech models"].ok


class Hearing:
    def hear_itself(self, text: str) -> str:
        return text


def test_the_trial_connects_a_real_peer_and_makes_the_six_checks(tmp_path: Path) -> None:
    found = list(trial.calls(Settings(data=tmp_path, livekit_url="")))
    assert [one for one in found if not one.ok] == []
    assert [one.name for one in found] == ["media server", *SIX]
    assert "a message took" in found[0].detail


def test_a_media_server_that_does_not_answer_fails_where_it_is_asked(tmp_path: Path) -> None:
    found = {one.name: one for one in trial.calls(Settings(data=tmp_path, livekit_url="ws://127.0.0.1:9"))}
    failed = [name for name, one in found.items() if not one.ok]
    assert failed == ["media server", "API key valid", "endpoint reachable", "API connects", "credentials retrieved"]
    assert all(found[name].fix for name in failed)


def test_ports_of_the_running_installation_are_no_failure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(doctor, "running_here", lambda settings: "http://127.0.0.1:8000")
    monkeypatch.setattr(machine, "ports", lambda wanted: Finding("ports", False, "taken", "stop it"))
    assert doctor.ports(Settings(data=tmp_path)).ok


def test_a_media_server_elsewhere_must_answer() -> None:
    finding = preflight.program(Settings(livekit_url="ws://127.0.0.1:9"))
    assert not finding.ok
    assert "RETURNFLOW_LIVEKIT_URL" in finding.fix
