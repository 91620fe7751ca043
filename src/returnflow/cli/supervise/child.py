"""One child process: started on a leash in a group of its own, its output read line by line, stopped with everything it started.

Owns the process and its group. Must be started and restarted from one long-lived thread: the leash is tied to the thread that
forked. Knows nothing of what the program does.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

LEASH = Path(__file__).with_name("leash.py")
LAST_LINES = 20
POLL_S = 0.02

Log = Callable[[str, str], None]
"""Takes the child's name and one line of its output."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run and when it counts as ready. `needs`: the plan that must be ready before this one is started.
    `stop_s`: how long SIGTERM may take before SIGKILL follows."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    ready: Callable[[], bool] = lambda: True
    needs: str = ""
    stop_s: float = 10.0


class Child:
    """The process of a plan, and the next one after it died."""

    def __init__(self, plan: Plan, log: Log) -> None:
        self.plan = plan
        self.log = log
        self.starts = 0
        self.last_lines: deque[str] = deque(maxlen=LAST_LINES)
        self._process: subprocess.Popen[bytes] | None = None
        self._reader: threading.Thread | None = None

    @property
    def pid(self) -> int | None:
        """Its process id, None before the first start."""
        return self._process.pid if self._process else None

    @property
    def exit_code(self) -> int | None:
        """None while it runs."""
        return self._process.poll() if self._process else None

    @property
    def running(self) -> bool:
        """Whether the process is alive."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it. The group is new, so a Ctrl-C in the terminal reaches only the supervisor, which stops all in order."""
        leashed = [sys.executable, "-I", "-S", str(LEASH), str(os.getpid()), *self.plan.command]
        self._process = subprocess.Popen(
            leashed,
            env={**os.environ, **self.plan.environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.starts += 1
        self._reader = threading.Thread(target=self._read, args=(self._process,), name=f"log-{self.plan.name}", daemon=True)
        self._reader.start()

    def signal(self, number: int) -> None:
        """Send a signal to the process itself, not to what it started."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(number)

    def stop(self, hurry: threading.Event) -> None:
        """SIGTERM, some patience (none once `hurry` is set), SIGKILL; then nothing of its group is left."""
        self.signal(signal.SIGTERM)
        deadline = time.monotonic() + self.plan.stop_s
        while self.running and time.monotonic() < deadline and not hurry.wait(POLL_S):
            continue
        self.clear()

    def clear(self) -> None:
        """Kill whatever is left of its group and wait for the process, so that its ports are free again."""
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        if self._reader:
            self._reader.join(timeout=2)

    def _read(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        with process.stdout:
            for raw in process.stdout:
                line = raw.decode("utf-8", "replace").rstrip()
                if line:
                    self.last_lines.append(line)
                    self.log(self.plan.name, line)
