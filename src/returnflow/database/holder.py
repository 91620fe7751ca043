"""Which process holds something in the database, so that its death is noticed at once by whoever is on the same machine.

Owns the form `<host> <pid> <start>`. Somebody on another machine, or in another container, cannot tell and has to wait.
"""

import os
import socket
from pathlib import Path

_PROCESSES = Path("/proc")


def here() -> str:
    """This process. Empty where the system does not tell when a process started: a number alone is given to the next one."""
    started = _started(os.getpid())
    return f"{_host()} {os.getpid()} {started}" if started else ""


def is_gone(holder: str) -> bool:
    """Whether that process ran on this machine and does not any more."""
    host, _, rest = holder.partition(" ")
    pid, _, started = rest.partition(" ")
    return host == _host() and pid.isdigit() and _started(int(pid)) != started


def _host() -> str:
    """The machine and its room of process numbers: two containers may have one name."""
    try:
        room = (_PROCESSES / "self/ns/pid").readlink().name
    except OSError:
        room = ""
    return f"{socket.gethostname()}/{room}"


def _started(pid: int) -> str:
    """When a process started, in ticks since the machine did; empty when there is no such process."""
    try:
        text = (_PROCESSES / str(pid) / "stat").read_text()
    except OSError:
        return ""
    state, *fields = text.rpartition(")")[2].split()  # the name before it may hold anything, spaces and brackets too
    return "" if state in "ZX" else fields[18]
