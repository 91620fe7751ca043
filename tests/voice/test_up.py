"""`returnflow up` with everything real: ready, where it listens, what it restarts, and that nothing is left of it.

One installation for the whole file: starting one takes some ten seconds, because the worker loads its models.
"""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

pytestmark = pytest.mark.voice
START_S = 180


@dataclass
class Terminal:
    """The command as a person runs it."""

    process: subprocess.Popen[bytes]
    data: Path
    output: Path

    @property
    def run(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.data / "run.json").read_text())
        return found

    def text(self) -> str:
        return self.output.read_text()

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.run['web']}/readyz", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False


def eventually(condition: Callable[[], bool], seconds: float = 90) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def begin(folder: Path) -> Terminal:
    data, output = folder / "data", folder / "output"
    command = [sys.executable, "-m", "returnflow.cli", "up", "--port", "0"]
    with output.open("wb") as log:
        environment = {**os.environ, "RETURNFLOW_DATA": str(data)}
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, env=environment, start_new_session=True)
    terminal = Terminal(process, data, output)
    assert eventually(lambda: process.poll() is not None or "Ctrl-C stops" in terminal.text(), START_S)
    assert process.poll() is None, terminal.text()
    return terminal


def end(terminal: Terminal) -> list[psutil.Process]:
    """Ctrl-C, once; the processes there were."""
    family = terminal.family()
    terminal.process.send_signal(signal.SIGINT)
    terminal.process.wait(60)
    return family


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    started = begin(tmp_path_factory.mktemp("up"))
    yield started
    if started.process.poll() is None:
        end(started)


def test_it_prints_its_address_and_three_orders_to_say(terminal: Terminal) -> None:
    shown = terminal.text()
    assert f"Open {terminal.run['web']}" in shown
    assert shown.count("last name") == 3
    assert "114-2839407-5561823" in shown


def test_it_is_ready_and_every_process_is_told_in_the_run_file(terminal: Terminal) -> None:
    assert eventually(terminal.ready)
    assert set(terminal.run["pids"]) == {"up", "media", "web", "worker", "jobs"}
    assert all(psutil.pid_exists(pid) for pid in terminal.run["pids"].values())


def test_nothing_listens_outside_loopback(terminal: Terminal) -> None:
    listening = [
        one.laddr.ip
        for process in terminal.family()
        for one in process.net_connections("inet")
        if one.status == psutil.CONN_LISTEN or one.type.name == "SOCK_DGRAM"
    ]
    assert len(listening) >= 4
    assert set(listening) == {"127.0.0.1"}


def test_a_second_installation_on_the_same_data_is_refused(terminal: Terminal) -> None:
    command = [sys.executable, "-m", "returnflow.cli", "up", "--port", "0"]
    environment = {**os.environ, "RETURNFLOW_DATA": str(terminal.data)}
    refused = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=False)
    assert refused.returncode == 3
    assert f"another installation (pid {terminal.process.pid})" in refused.stderr


@pytest.mark.parametrize("name", ["web", "media", "jobs", "worker"])
def test_a_killed_process_is_started_again_and_callers_are_served(terminal: Terminal, name: str) -> None:
    victim = psutil.Process(terminal.run["pids"][name])
    command = victim.cmdline()
    victim.kill()
    psutil.wait_procs([victim], 10)
    assert eventually(lambda: any(each.cmdline() == command for each in terminal.family() if each.is_running()))
    assert eventually(terminal.ready)
    assert f"{name} ended with SIGKILL" in terminal.text()


def test_one_ctrl_c_stops_all_and_leaves_nothing(terminal: Terminal) -> None:
    family = end(terminal)
    assert terminal.process.returncode == 0
    assert len(family) >= 4
    _, alive = psutil.wait_procs(family, 10)
    assert alive == []
    assert not (terminal.data / "run.json").exists()


def test_a_killed_supervisor_takes_everything_along(tmp_path: Path) -> None:
    terminal = begin(tmp_path)
    family = terminal.family()
    terminal.process.kill()
    terminal.process.wait()
    _, alive = psutil.wait_procs(family, 20)
    assert alive == []
