"""`returnflow up` refuses in one line, before anything starts, when something is missing."""

import contextlib
import os
import socket
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from returnflow.cli import preflight, run
from returnflow.observe.checks import machine


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETURNFLOW_DATA", str(tmp_path / "data"))


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    children = set(psutil.Process().children(recursive=True))
    assert run(["up", *arguments]) == 3
    assert set(psutil.Process().children(recursive=True)) <= children
    said = capsys.readouterr().err.strip()
    assert "\n" not in said
    assert "Fix:" in said
    return said


def test_a_taken_port_is_named_with_its_holder(capsys: pytest.CaptureFixture[str]) -> None:
    with contextlib.closing(socket.socket()) as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        said = refused(capsys, "--port", str(port))
    assert f"port {port}/tcp (web) is taken" in said
    assert str(os.getpid()) in said


def test_a_missing_media_server_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RETURNFLOW_LIVEKIT_SERVER", str(tmp_path / "nowhere"))
    assert "nowhere is not a program" in refused(capsys, "--port", "0")


def test_a_data_folder_that_cannot_be_made_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("RETURNFLOW_DATA", str(tmp_path / "file"))
    assert "cannot be written" in refused(capsys, "--port", "0")


def test_a_machine_with_only_loopback_is_offered_the_text_call(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(psutil, "net_if_stats", lambda: {"lo": SimpleNamespace(isup=True)})
    assert "returnflow chat" in refused(capsys, "--port", "0")


def test_a_full_disk_is_named(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _: SimpleNamespace(free=0))
    assert "0 MB free" in refused(capsys, "--port", "0")


def test_a_media_server_of_another_version_is_not_taken(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "livekit-server"
    program.write_text("#!/bin/sh\necho livekit-server version 1.4.0\n")
    program.chmod(0o755)
    monkeypatch.setenv("RETURNFLOW_LIVEKIT_SERVER", str(program))
    assert "version 1.4.0" in refused(capsys, "--port", "0")


def test_every_port_of_an_installation_is_looked_at() -> None:
    from returnflow.settings import Settings

    assert [what for what, _, _ in preflight.wanted_ports(Settings(livekit_url=""))] == ["web", "media server", "media", "worker"]
    assert [what for what, _, _ in preflight.wanted_ports(Settings(livekit_url="ws://elsewhere"))] == ["web", "worker"]
