"""Runs the tools of set-up: output goes to a log, a failure becomes one line with a fix, an interruption leaves no child."""

import os
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from setup import faults
from setup.places import Places

_SYSTEM_BUNDLES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt")
_running: set[subprocess.Popen[bytes]] = set()
_guard = threading.Lock()
_stopped = threading.Event()


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of every tool: the person's own, and the system's certificates for tools that bring their own list.

    uv and node know no private authority unless told; older pips neither. Naming the system's bundle is harmless elsewhere.
    """
    said = {"UV_SYSTEM_CERTS": "1", "NODE_USE_SYSTEM_CA": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "UV_NO_PROGRESS": "1"}
    bundle = next((path for path in _SYSTEM_BUNDLES if Path(path).is_file()), None)
    if bundle:
        said |= {"PIP_CERT": bundle, "NODE_EXTRA_CA_CERTS": bundle}
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")}
    return {**said, **kept, **(more or {})}


def run(
    places: Places,
    log: str,
    doing: str,
    command: Sequence[object],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> None:
    """Run one tool to its end. `doing` completes the sentence "while ..." when it fails."""
    places.logs.mkdir(parents=True, exist_ok=True)
    path = places.logs / f"{log}.log"
    words = [str(word) for word in command]
    with path.open("ab") as out:
        begun = out.tell()
        out.write(f"$ {' '.join(words)}\n".encode())
        out.flush()
        code = _wait(words, out.fileno(), environment(env), cwd or places.root)
    if _stopped.is_set():
        raise KeyboardInterrupt
    if code != 0:
        with path.open("rb") as printed:
            printed.seek(begun)
            raise faults.from_output(doing, printed.read().decode(errors="replace"), path)


def ask(command: Sequence[object], env: Mapping[str, str] | None = None) -> str:
    """What a tool answers, or nothing when it is missing or fails."""
    try:
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, env=environment(env), timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _wait(words: list[str], out: int, env: dict[str, str], cwd: Path) -> int:
    with _guard:
        if _stopped.is_set():
            raise KeyboardInterrupt
        child = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, env=env, cwd=cwd, start_new_session=True
        )
        _running.add(child)
    try:
        return child.wait()
    finally:
        _end(child)
        with _guard:
            _running.discard(child)


def stop_all() -> None:
    """End what runs (a step failed, or Ctrl-C) and start nothing more."""
    _stopped.set()
    with _guard:
        for child in list(_running):
            _end(child)


def stopped() -> bool:
    """Whether a step failed or somebody pressed Ctrl-C."""
    return _stopped.is_set()


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGTERM)
