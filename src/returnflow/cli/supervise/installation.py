"""One running installation on this machine: prepared, started, told to others in `<data>/run.json`, stopped.

The one way to start everything: `returnflow up`, `returnflow demo` and the tests with real calls use it.
"""

import json
import os
import signal
from dataclasses import dataclass, field
from pathlib import Path

from returnflow import bootstrap
from returnflow.cli.supervise import plans
from returnflow.cli.supervise.child import Log
from returnflow.cli.supervise.lock import DataLock
from returnflow.cli.supervise.supervisor import SUPERVISOR, Supervisor
from returnflow.observe.checks import Finding, require, storage
from returnflow.settings import Settings

RUN_FILE = "run.json"
START_S = 120.0  # a cold disk reads the speech models for some ten seconds


def print_line(name: str, line: str) -> None:
    """The plainest log: prefix and line on standard output."""
    print(f"{name:>6} | {line}", flush=True)


@dataclass
class Running:
    """`settings` are those of the running installation: real ports, absolute folders."""

    settings: Settings
    ports: plans.Ports
    supervisor: Supervisor
    lock: DataLock
    web_url: str = field(init=False)
    livekit_url: str = field(init=False)

    def __post_init__(self) -> None:
        self.web_url = plans.web_url(self.settings)
        self.livekit_url = self.settings.livekit_url

    def kill(self, name: str, number: int = signal.SIGKILL) -> None:
        """Send `media`, `web`, `worker` or `jobs` a signal, as an accident would. It is restarted."""
        self.supervisor.kill(name, number)

    def wait_ready(self, name: str, timeout_s: float = 60.0) -> bool:
        """Until this process answers; False when it does not in time."""
        return self.supervisor.wait_until(lambda: self.supervisor.is_ready(name), timeout_s)

    def changed(self, name: str, lives: bool) -> None:
        """A process was started again, or died: others must not go on counting on the old one."""
        if lives:
            write_run_file(self)
        elif name == plans.WORKER:
            with bootstrap.database(self.settings).begin() as work:
                work.workers.remove(plans.worker_id())

    def stop(self) -> None:
        """Stop everything; nothing is left running. Idempotent."""
        self.supervisor.stop()
        run_file(self.settings).unlink(missing_ok=True)
        self.lock.release()

    def __enter__(self) -> "Running":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def start(
    settings: Settings, ports: plans.Ports | None = None, log: Log = print_line, wait_s: float = START_S
) -> Running:
    """Start everything and wait until it is ready. Without `ports` every listener gets a free one.

    Raises SetupError, with nothing left running, when a part does not come up.
    """
    chosen = ports or plans.free()
    placed = plans.placed(settings, chosen)
    placed.data.mkdir(parents=True, exist_ok=True)
    lock = DataLock(placed.data)
    try:
        require(_models(placed))  # a worker without them would take calls and lose each one
        bootstrap.prepare_data(placed)
        supervisor = Supervisor(plans.plans(placed, chosen, own_media=not settings.livekit_url), log)
        supervisor.start(wait_s)
    except BaseException:
        lock.release()
        raise
    running = Running(placed, chosen, supervisor, lock)
    write_run_file(running)
    supervisor.watch = running.changed
    log(SUPERVISOR, f"ready at {running.web_url}")
    return running


def _models(settings: Settings) -> Finding:
    from returnflow.voice.stt import prepare

    folder = prepare.folder(settings)
    return storage.models(lambda: prepare.problems(folder), folder)


def run_file(settings: Settings) -> Path:
    """Where the running installation says where it is."""
    return settings.data / RUN_FILE


def write_run_file(running: Running) -> None:
    """`web`, `livekit`, `pids`: what `returnflow call` and `chat` look for."""
    pids = {SUPERVISOR: os.getpid(), **running.supervisor.pids}
    document = {"web": running.web_url, "livekit": running.livekit_url, "pids": pids}
    target = run_file(running.settings)
    target.with_suffix(".new").write_text(json.dumps(document, indent=2))
    target.with_suffix(".new").replace(target)
