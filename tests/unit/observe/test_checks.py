"""Checks of the machine and of what lies on disk: what is found, and that each failure names one fix."""

import contextlib
import os
import socket
import time
from collections import namedtuple
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from returnflow.errors import SetupError, UpstreamUnavailable
from returnflow.media.ports import free_tcp
from returnflow.observe.checks import Finding, attempt, machine, platform, require, speech, storage

Stats = namedtuple("Stats", "isup")
Address = namedtuple("Address", "family address")


def lan(monkeypatch: pytest.MonkeyPatch, *, up: bool, addresses: list[Address]) -> None:
    monkeypatch.setattr(psutil, "net_if_stats", lambda: {"lo": Stats(True), "eth0": Stats(up)})
    monkeypatch.setattr(psutil, "net_if_addrs", lambda: {"lo": [Address(socket.AF_INET, "127.0.0.1")], "eth0": addresses})


def test_an_interface_besides_loopback_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    lan(monkeypatch, up=True, addresses=[Address(socket.AF_INET, "198.51.100.1")])
    assert machine.interfaces() == Finding("interfaces", True, "lo, eth0")


@pytest.mark.parametrize(
    ("up", "addresses"),
    [(False, [Address(socket.AF_INET, "198.51.100.1")]), (True, []), (True, [Address(socket.AF_PACKET, "02:00:00:00:00:01")])],
    ids=["down", "without an address", "with a hardware address only"],
)
def test_a_machine_with_only_loopback_is_told_what_to_do(
    monkeypatch: pytest.MonkeyPatch, up: bool, addresses: list[Address]
) -> None:
    lan(monkeypatch, up=up, addresses=addresses)
    finding = machine.interfaces()
    assert not finding.ok
    assert "returnflow chat" in finding.fix


def test_a_taken_port_names_what_it_is_for_who_has_it_and_the_setting() -> None:
    with contextlib.closing(socket.socket()) as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        finding = machine.ports([("media server", "tcp", port)])
    assert not finding.ok
    assert f"{port}/tcp (media server)" in finding.detail
    assert f"pid {os.getpid()}" in finding.fix
    assert "RETURNFLOW_LIVEKIT_PORT" in finding.fix


def test_free_ports_and_ports_still_to_be_picked_are_well() -> None:
    assert machine.ports([("web", "tcp", free_tcp()), ("worker", "tcp", 0)]).ok


def test_a_folder_that_is_a_file_is_named_with_its_setting(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    finding = machine.writable("data folder", tmp_path / "data", "RETURNFLOW_DATA")
    assert not finding.ok
    assert "RETURNFLOW_DATA" in finding.fix


def test_a_folder_that_is_not_there_yet_is_made(tmp_path: Path) -> None:
    assert machine.writable("data folder", tmp_path / "a" / "b", "RETURNFLOW_DATA").ok


def test_a_full_disk_says_how_much_to_free(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _: SimpleNamespace(free=1 << 20))
    finding = machine.disk(tmp_path / "not" / "there")
    assert not finding.ok
    assert "200 MB" in finding.fix


def test_a_clock_that_was_never_set_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert not machine.clock().ok


def test_this_python_will_do() -> None:
    assert machine.python().ok


@pytest.mark.parametrize(("mode", "ok"), [(0o600, True), (0o640, False), (0o604, False)])
def test_keys_that_others_may_read_are_a_finding(tmp_path: Path, mode: int, ok: bool) -> None:
    path = tmp_path / "keys.json"
    path.write_text("{}")
    path.chmod(mode)
    assert storage.keys(path).ok is ok


def test_keys_that_are_not_there_yet_are_well(tmp_path: Path) -> None:
    assert storage.keys(tmp_path / "keys.json").ok


def test_a_front_end_that_was_not_built_names_the_set_up(tmp_path: Path) -> None:
    assert "make setup" in storage.bundle(tmp_path).fix
    for name in storage.BUNDLE:
        (tmp_path / name).write_text("")
    assert storage.bundle(tmp_path).ok


def test_a_damaged_model_is_told_in_its_own_words(tmp_path: Path) -> None:
    assert storage.models(lambda: ["encoder.onnx differs"], tmp_path).detail == "encoder.onnx differs"
    assert storage.models(list, tmp_path).ok


def test_a_database_that_cannot_be_opened_is_a_finding() -> None:
    class Locked:
        def upgrade(self) -> None:
            raise UpstreamUnavailable("database", "it is locked", fix="close the other program")

        def close(self) -> None:
            return None

    finding = storage.database(Locked)
    assert (finding.ok, finding.detail, finding.fix) == (False, "it is locked", "close the other program")


class Hearing:
    def __init__(self, heard: str) -> None:
        self.heard = heard

    def hear_itself(self, text: str) -> str:
        return self.heard


def test_speech_that_is_understood_is_well_and_a_word_may_differ() -> None:
    assert speech.recognises(lambda: Hearing(speech.SAMPLE)).ok
    assert speech.recognises(lambda: Hearing(speech.SAMPLE.replace("way", "weigh"))).ok


def test_speech_that_is_not_understood_shows_what_was_heard() -> None:
    finding = speech.recognises(lambda: Hearing("thank"))
    assert not finding.ok
    assert "'thank'" in finding.detail


def test_the_six_checks_have_the_documents_names_and_fail_one_by_one() -> None:
    def broken() -> str:
        raise UpstreamUnavailable("x", "no answer", fix="start it")

    found = platform.six(
        modules={"configuration": "returnflow.settings", "client": "returnflow.not_there"},
        key=lambda: "k",
        endpoint=broken,
        connects=lambda: "c",
        credentials=lambda: "d",
    )
    assert [(one.name, one.ok) for one in found] == [
        ("configuration imports", True),
        ("API key valid", True),
        ("endpoint reachable", False),
        ("client imports", False),
        ("API connects", True),
        ("credentials retrieved", True),
    ]


def test_a_required_finding_that_is_bad_stops_with_its_fix() -> None:
    with pytest.raises(SetupError) as raised:
        require(Finding("disk", False, "full", "free some"))
    assert (raised.value.message, raised.value.fix) == ("full", "free some")
    require(Finding("disk", True, ""))


def test_an_operating_systems_error_becomes_a_finding() -> None:
    def broken() -> str:
        raise PermissionError(13, "Permission denied")

    assert attempt("x", broken).detail == "Permission denied"


@pytest.mark.parametrize(
    ("figures", "ok", "said"),
    [
        ((2, 0, 12.0), True, "2 waiting, none given up"),
        ((2, 1, 0.0), False, "1 given up"),
        ((2, 0, 600.0), False, "the oldest for 10 minutes"),
    ],
)
def test_an_outbox_with_dead_letters_or_without_a_runner_is_not_well(figures, ok, said):
    finding = storage.outbox(lambda: figures)
    assert (finding.ok, said in finding.detail, bool(finding.fix)) == (ok, True, not ok)


def test_an_outbox_that_cannot_be_read_is_a_finding():
    def broken():
        raise UpstreamUnavailable("database", "gone")

    assert storage.outbox(broken).detail == "gone"
