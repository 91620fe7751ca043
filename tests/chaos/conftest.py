"""How many lives are lived, who receives what leaves them, and the count at the end."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from returnflow.database import Database
from tests.doubles.mail_server import MailServer
from tests.doubles.receiver import Receiver

from .life import Given
from .nursery import die_with_parent

RUNS = int(os.environ.get("CHAOS_RUNS", "20"))  # an engine
SUMMARY = pytest.StashKey[Counter]()


class Nursery:
    """Lives lives in processes of their own, some of them cut short."""

    def __init__(self):
        command = [sys.executable, "-m", "tests.chaos.nursery"]
        root = Path(__file__).parents[2]
        self._process = subprocess.Popen(
            command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, preexec_fn=die_with_parent,
        )  # fmt: skip

    def live(self, given: Given, kill_after_s: float | None = None):
        """One life; None when it was killed, else the boundaries it crossed."""
        self.begin(given)
        return self.end(kill_after_s)

    def begin(self, given: Given):
        """Start one life; `end` waits for it."""
        self._process.stdin.write(json.dumps({name: getattr(given, name) for name in Given.__slots__}) + "\n")
        self._process.stdin.flush()

    def end(self, kill_after_s: float | None = None):
        """As `live`."""
        handle = os.pidfd_open(self._read()["pid"])  # a number may be given to another process, a handle may not
        if kill_after_s is not None:
            time.sleep(kill_after_s)
            with suppress(ProcessLookupError):  # it was quicker
                signal.pidfd_send_signal(handle, signal.SIGKILL)
        os.close(handle)
        ended = self._read()
        if ended["killed"]:
            return None
        report = json.loads(ended["report"])
        assert ended["code"] == 0, report["error"]
        return report["crossed"]

    def _read(self):
        line = self._process.stdout.readline()
        assert line, "the nursery is gone"
        return json.loads(line)

    def close(self):
        self._process.stdin.close()
        self._process.wait(10)


@pytest.fixture(scope="session")
def nursery():
    made = Nursery()
    yield made
    made.close()


@pytest.fixture(scope="session")
def receivers():
    mail, merchant = MailServer(), Receiver()
    yield mail, merchant
    mail.stop()
    merchant.stop()


@pytest.fixture(scope="session")
def _template(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "empty.db"
    made = Database(f"sqlite:///{path}")
    made.upgrade()
    made.close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path, _template):
    """A fresh database of each engine."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgres_url")
    path = tmp_path / "returnflow.db"
    path.write_bytes(_template.read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture
def chance(request):
    """The run's own dice."""
    return random.Random(request.node.callspec.params["seed"])


@pytest.fixture
def count(request):
    """Where a run adds what it saw."""
    return request.config.stash.setdefault(SUMMARY, Counter())


def pytest_terminal_summary(terminalreporter, config):
    found = config.stash.get(SUMMARY, None)
    if not found:
        return
    terminalreporter.section("killed at every step")
    for engine in sorted({name.split()[0] for name in found}):
        said = {name.partition(" ")[2]: number for name, number in found.items() if name.startswith(engine)}
        terminalreporter.line(
            f"{engine}: {said['runs']} runs, {said['kills']} kills, at {said['places']} boundaries of {said['boundaries']}; "
            f"rows doubled {said['doubled']}, lost {said['lost']}; deliveries {said['deliveries']}, lost {said['undelivered']}, "
            f"raw duplicates {said['duplicates']}, duplicates by key {said['duplicates by key']}"
        )
