"""`make test`: every check and test in stages, with the time of each, and one closing line that counts them all.

A stage that fails does not stop the next ones. A gate (a checker without tests of its own) counts as one.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

from setup import node, shell
from setup.places import Places


@dataclass(frozen=True, slots=True)
class Stage:
    """One command. `limit_s` ends it: a run that hangs must fail, not wait for somebody. `{report}` takes JUnit XML."""

    name: str
    command: tuple[str, ...]
    limit_s: int
    folder: str = "."


@dataclass(slots=True)
class Count:
    """Tests of one stage."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, other: "Count") -> None:
        """Sum up."""
        self.passed, self.failed, self.skipped = (
            self.passed + other.passed,
            self.failed + other.failed,
            self.skipped + other.skipped,
        )

    def __str__(self) -> str:
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"


def stages(places: Places) -> list[Stage]:
    """All of them, quickest first."""
    python, npm = str(places.python), node.toolchain(places).npm

    def pytest(name: str, limit_s: int, *words: str) -> Stage:
        return Stage(name, (python, "-m", "pytest", "-rs", "--durations=5", "--junitxml={report}", *words), limit_s)

    def side_by_side(name: str, limit_s: int, *folders: str) -> Stage:
        """A file's tests stay together: they share what is dear to make, such as a database server or the speech models."""
        return pytest(name, limit_s, "-n", str(min(4, os.cpu_count() or 1)), "--dist", "loadfile", *folders)

    return [
        Stage("locks", (sys.executable, "-m", "setup.locks"), 60),
        Stage("ruff", (python, "-m", "ruff", "check"), 60),
        Stage("types", (python, "-m", "mypy"), 600),
        Stage("imports", (f"{places.venv}/bin/lint-imports",), 120),
        pytest("style", 120, "tests/style", "tests/set_up"),
        Stage("page types", (*npm, "run", "check"), 120, "frontend"),
        Stage(
            "page tests",
            (*npm, "run", "test", "--", "--reporter=default", "--reporter=junit", "--outputFile={report}"),
            300,
            "frontend",
        ),
        side_by_side("unit", 900, "tests/unit"),
        pytest("contract", 300, "tests/contract"),
        side_by_side("web", 600, "tests/web"),
        pytest("chaos", 600, "tests/chaos"),
        pytest("voice", 1200, "tests/voice"),
        pytest("browser", 900, "tests/browser"),
    ]


def run_all(places: Places, wanted: list[str]) -> int:
    """Run the stages (or those named), print the table, and close with the count."""
    begun, total = time.monotonic(), Count()
    chosen = [stage for stage in stages(places) if not wanted or stage.name.startswith(tuple(wanted))]
    table = []
    for stage in chosen:
        print(f"\n=== {stage.name} ===", flush=True)
        started = time.monotonic()
        count = _run(places, stage)
        total.add(count)
        table.append(f"  {stage.name:<12} {time.monotonic() - started:7.1f} s   {count}")
        print(table[-1].strip(), flush=True)
    print(f"\n=== all stages: {time.monotonic() - begun:.0f} s ===", *table, "", sep="\n")
    print(total, flush=True)
    return 1 if total.failed or not total.passed else 0


def _run(places: Places, stage: Stage) -> Count:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [word.replace("{report}", str(report)) for word in stage.command]
        code = _finish(command, places.root / stage.folder, environment(places), stage.limit_s)
        count = read_report(report) if report.exists() else Count()
    if code == 0 and not any("{report}" in word for word in stage.command):
        count.passed = 1
    if code != 0 and not count.failed:
        count.failed = 1  # a gate, or a runner that broke before or after its tests
    return count


def _finish(command: list[str], folder: Path, env: dict[str, str], limit_s: int) -> int:
    """Run to the end, or to the limit; leave no child behind either way."""
    try:
        child = subprocess.Popen(command, cwd=folder, env=env, stdin=subprocess.DEVNULL, start_new_session=True)
    except OSError as error:
        print(f"cannot start {command[0]}: {error.strerror}", flush=True)
        return 127
    try:
        return child.wait(timeout=limit_s)
    except subprocess.TimeoutExpired:
        print(f"\nended: it took longer than its {limit_s} s", flush=True)
        return 124
    finally:
        _end(child)


def _end(child: "subprocess.Popen[bytes]") -> None:
    for sign in (signal.SIGINT, signal.SIGKILL):  # pytest tidies up on an interrupt
        if child.poll() is None:
            os.killpg(child.pid, sign)
            try:
                child.wait(timeout=15)
            except subprocess.TimeoutExpired:
                continue


def read_report(path: Path) -> Count:
    """Counts of a JUnit report."""
    suites = list(ElementTree.parse(path).getroot().iter("testsuite"))  # noqa: S314  (our own runner wrote it a moment ago)

    def said(name: str) -> int:
        return sum(int(suite.get(name) or 0) for suite in suites)

    failed, skipped = said("failures") + said("errors"), said("skipped")
    return Count(said("tests") - failed - skipped, failed, skipped)


def environment(places: Places) -> dict[str, str]:
    """What tests see: our tools first, and none of the person's own settings of the product."""
    tools = node.toolchain(places)
    path = os.pathsep.join([str(places.venv / "bin"), tools.env["PATH"], "/usr/sbin"])
    ours = {
        name: value for name, value in shell.environment().items() if not re.match(r"RETURNFLOW_(?!CACHE|LIVEKIT_SERVER)", name)
    }
    return {**ours, "PATH": path, "RETURNFLOW_CACHE": str(places.cache), "NO_COLOR": "1"}
