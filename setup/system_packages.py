"""What the tests need from the distribution (the product needs nothing of it): installed by apt where that is possible."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from setup import shell
from setup.faults import SetupFault
from setup.places import Places


@dataclass(frozen=True, slots=True)
class SystemPackage:
    """A Debian package, the program that tells whether it is there, and what the tests do with it."""

    name: str
    program: str
    use: str


NEEDED = (
    SystemPackage("chromium", "chromium", "a real browser for the call page"),
    SystemPackage("postgresql", "initdb", "a real PostgreSQL for the database's tests"),
    SystemPackage("redis-server", "redis-server", "a real Redis for the task queue's tests"),
)


def missing() -> list[SystemPackage]:
    """What is not there yet. Debian keeps servers in folders that are not on everybody's PATH."""
    servers = (str(folder) for folder in Path("/usr/lib/postgresql").glob("*/bin"))
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/bin", "/usr/sbin", *servers])
    return [package for package in NEEDED if shutil.which(package.program, path=path) is None]


def are_there(_: Places) -> bool:
    """Whether nothing is missing."""
    return not missing()


def install(places: Places) -> None:
    """Install what is missing as root, or say exactly which line to type."""
    names = [package.name for package in missing()]
    line = f"apt-get install --no-install-recommends {' '.join(names)}"
    become_root = _become_root()
    if become_root is None or shutil.which("apt-get") is None:
        uses = "; ".join(f"{package.name} ({package.use})" for package in missing())
        raise SetupFault(f"The tests need {uses}.", f"sudo {line}   (on another system: its packages of the same programs)")
    env = {"DEBIAN_FRONTEND": "noninteractive"}
    shell.run(places, "apt", "reading the list of packages", [*become_root, "apt-get", "update", "--quiet"], env=env)
    command = [*become_root, *line.replace("install", "install --yes --quiet", 1).split()]
    shell.run(places, "apt", f"installing {' '.join(names)}", command, env=env)
    if still := missing():
        raise SetupFault(f"apt installed {' '.join(names)}, but {still[0].program} is not to be found.", "look at the log", None)


def _become_root() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    return [sudo, "-n"] if sudo and shell.ask([sudo, "-n", "echo", "yes"]) == "yes" else None
