"""Keeps the children alive: starts them in order, waits until they are ready, restarts what dies, stops all in reverse.

One thread does all starting and stopping (see `child`); other threads only ask it to. Knows plans, not programs.
"""

import signal
import threading
import time
from collections.abc import Callable, Sequence

from returnflow.cli.supervise.child import Child, Log, Plan
from returnflow.errors import ReturnFlowError, SetupError

FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.2, 5.0
HEALTHY_S = 30.0  # alive for this long: the next death starts again with the first pause
TRIES_AT_START = 3
TICK_S = 0.1
SUPERVISOR = "up"


class _Kept:
    """A child, when it was last started, how long to wait before the next time."""

    def __init__(self, plan: Plan, log: Log) -> None:
        self.child = Child(plan, log)
        self.pause_s = FIRST_PAUSE_S
        self.started_at = 0.0
        self.due_at: float | None = 0.0  # None while it runs
        self.ready = False

    def start(self) -> None:
        self.child.start()
        self.started_at, self.due_at = time.monotonic(), None

    def died(self) -> float:
        """Note the death; how long until the next start."""
        now = time.monotonic()
        self.pause_s = FIRST_PAUSE_S if now - self.started_at > HEALTHY_S else self.pause_s
        pause, self.pause_s = self.pause_s, min(self.pause_s * 2, LONGEST_PAUSE_S)
        self.due_at = now + pause
        return pause


class Supervisor:
    """The children of some plans.

    `watch` is told in its thread of each start (name, True) and each death (name, False). `failed` holds what made the start
    impossible.
    """

    def __init__(self, plans: Sequence[Plan], log: Log) -> None:
        self.watch: Callable[[str, bool], None] = lambda name, lives: None
        self._kept = {plan.name: _Kept(plan, log) for plan in plans}
        self._log = log
        self._stopping = threading.Event()
        self._hurry = threading.Event()
        self._all_ready = threading.Event()
        self._over = threading.Event()
        self.failed: ReturnFlowError | None = None
        self._thread = threading.Thread(target=self._run, name="supervisor", daemon=True)

    @property
    def pids(self) -> dict[str, int]:
        """Process ids by name, of those that were started."""
        return {name: kept.child.pid for name, kept in self._kept.items() if kept.child.pid is not None}

    def start(self, wait_s: float) -> None:
        """Start all and wait until all are ready. Raises SetupError, with nothing left running, when they do not get there."""
        self._thread.start()
        try:
            self._wait_ready(wait_s)
        except BaseException:  # Ctrl-C while starting
            self.stop()
            raise
        if self.failed:
            self.stop()
            raise self.failed

    def _wait_ready(self, wait_s: float) -> None:
        deadline = time.monotonic() + wait_s
        while not self._all_ready.wait(0.05) and not self._over.is_set():
            if time.monotonic() > deadline:
                slow = [name for name, kept in self._kept.items() if not kept.ready]
                said = f"not ready after {wait_s:.0f} s: {', '.join(slow)}"
                self.failed = self.failed or SetupError(said, fix="read the lines above; `returnflow doctor` says more")
                self.stop()

    def wait(self) -> None:
        """Until everything has stopped. Raises what ended it, unless it was asked to."""
        while not self._over.wait(0.5):
            continue
        if self.failed:
            raise self.failed

    def stop(self) -> None:
        """Stop all, last started first; returns when nothing is left. Idempotent."""
        self._stopping.set()
        self._over.wait()

    def ask_to_stop(self) -> None:
        """The same without waiting, for signal handlers; asked twice it kills."""
        (self._hurry if self._stopping.is_set() else self._stopping).set()

    def kill(self, name: str, number: int = signal.SIGKILL) -> None:
        """Send one child a signal, as an accident would; it is restarted."""
        self._kept[name].child.signal(number)

    def is_ready(self, name: str) -> bool:
        """Whether this child runs and answers now."""
        kept = self._kept[name]
        return kept.child.running and kept.child.plan.ready()

    def starts(self, name: str) -> int:
        """How often this child was started."""
        return self._kept[name].child.starts

    def wait_until(self, condition: Callable[[], bool], timeout_s: float) -> bool:
        """Poll a condition; whether it came true in time."""
        deadline = time.monotonic() + timeout_s
        while not condition():
            if time.monotonic() > deadline or self._over.is_set():
                return False
            time.sleep(TICK_S)
        return True

    def _run(self) -> None:
        try:
            while not self._stopping.wait(TICK_S):
                for kept in self._kept.values():
                    self._tend(kept)
                if all(kept.ready for kept in self._kept.values()):
                    self._all_ready.set()
        except Exception as error:  # the thread's boundary: whoever waits must learn why all is being stopped
            self.failed = self.failed or ReturnFlowError(f"the supervisor failed: {type(error).__name__}: {error}")
        finally:
            self._stop_all()
            self._over.set()

    def _tend(self, kept: _Kept) -> None:
        child = kept.child
        if kept.due_at is not None:
            needed = self._kept.get(child.plan.needs)
            if time.monotonic() >= kept.due_at and (needed is None or needed.ready):
                self._start(kept)
        elif not child.running:
            self._bury(kept)
        if child.running and not kept.ready and child.plan.ready():
            kept.ready = True
            self._log(SUPERVISOR, f"{child.plan.name} is ready after {time.monotonic() - kept.started_at:.1f} s")

    def _start(self, kept: _Kept) -> None:
        try:
            kept.start()
        except OSError as error:  # no memory or no process left for it: that may pass
            pause = kept.died()
            self._log(SUPERVISOR, f"{kept.child.plan.name} cannot be started: {error}; trying again in {pause:.1f} s")
            return
        self._tell(kept.child.plan.name, True)

    def _tell(self, name: str, lives: bool) -> None:
        try:
            self.watch(name, lives)
        except (ReturnFlowError, OSError) as error:  # a full disk must not end the watch over the others
            self._log(SUPERVISOR, str(error))

    def _bury(self, kept: _Kept) -> None:
        child = kept.child
        child.clear()
        self._tell(child.plan.name, False)
        if not kept.ready and child.starts >= TRIES_AT_START:
            said = child.last_lines[-1] if child.last_lines else "it said nothing"
            self.failed = SetupError(f"{child.plan.name} does not start: {said}", fix="`returnflow doctor` checks what it needs")
            self._stopping.set()
            return
        pause = kept.died()
        self._log(SUPERVISOR, f"{child.plan.name} ended with {_ending(child.exit_code)}; starting it again in {pause:.1f} s")

    def _stop_all(self) -> None:
        self._log(SUPERVISOR, "stopping")
        for kept in reversed(self._kept.values()):
            kept.child.stop(self._hurry)


def _ending(code: int | None) -> str:
    return signal.Signals(-code).name if code is not None and code < 0 else f"exit code {code}"
