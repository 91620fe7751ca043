"""The environment of the speaking programs: `<cache>/speakers-<version>`, made once, without root.

Owns making and finding it. The programs in it are under the GPL and stay separate: they are started, never imported.
"""

import fcntl
import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from returnflow.errors import SetupError
from returnflow.settings import Settings

Progress = Callable[[str], None]

PINS = Path(__file__).resolve().parents[3] / "requirements" / "speakers.txt"


def folder(settings: Settings) -> Path:
    """Where the environment for these pins belongs; other pins, other folder."""
    if not PINS.is_file():
        raise SetupError(f"{PINS.name} is missing: the customer's voice is set up from a source checkout", fix="use a clone")
    return settings.cache / f"speakers-{hashlib.sha256(PINS.read_bytes()).hexdigest()[:12]}"


def python(settings: Settings) -> Path:
    """Its interpreter."""
    return folder(settings) / "bin" / "python"


def is_ready(settings: Settings) -> bool:
    """Whether it was made to the end."""
    return (folder(settings) / "complete").is_file()


def ensure(settings: Settings, progress: Progress = lambda _: None) -> Path:
    """Make the environment unless it is there, and return its folder. Two processes at once: the second waits."""
    home = folder(settings)
    if is_ready(settings):
        return home
    home.parent.mkdir(parents=True, exist_ok=True)
    with (home.parent / f"{home.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_ready(settings):
            _make(home, progress)
    return home


def _make(home: Path, progress: Progress) -> None:
    shutil.rmtree(home, ignore_errors=True)
    progress("the customer's voice: making its environment")
    _run([sys.executable, "-m", "venv", str(home)], "cannot make a virtual environment for the customer's voice")
    progress("the customer's voice: installing piper (46 MB) and the voice joe (61 MB)")
    pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    _run([*pip, "-r", str(PINS)], "cannot install the customer's voice")
    (home / "complete").touch()
    progress("the customer's voice: ready")


def _run(command: list[str], problem: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:] or ["no output"]
        raise SetupError(f"{problem}: {last[0]}", fix="check the network and the free space of the cache folder, then run again")


if __name__ == "__main__":
    from returnflow import bootstrap

    ensure(bootstrap.settings(), lambda line: print(line, flush=True))
