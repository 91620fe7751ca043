"""The machine: Python, network interfaces, ports, disk, clock, folders. Cheap enough to run before every start."""

import getpass
import platform
import shutil
import socket
import sys
import tempfile
import time
from pathlib import Path

import psutil

from returnflow.media.ports import taken
from returnflow.observe.checks import Finding, bad, good

OLDEST_PYTHON = (3, 11)
DATA_BYTES = 200 << 20  # a day of recorded calls at 3 minutes and 8 kB/s a side is some hundred megabytes
EARLIEST = 1_767_225_600  # 2026-01-01: a clock before this was never set
PORT_SETTINGS = {
    "web": "RETURNFLOW_PORT",
    "media server": "RETURNFLOW_LIVEKIT_PORT",
    "media": "RETURNFLOW_LIVEKIT_UDP_PORT",
    "worker": "RETURNFLOW_WORKER_PORT",
    "pages by https": "RETURNFLOW_HTTPS_PORT",
    "media by TCP": "RETURNFLOW_LIVEKIT_TCP_PORT",
    "signalling by TLS": "RETURNFLOW_LIVEKIT_TLS_PORT",
}
LIBC = "2.28"  # oldest glibc the recogniser's wheel runs on


def python() -> Finding:
    """The interpreter and the C library the speech wheels were built for."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info < OLDEST_PYTHON:
        return bad("python", f"Python {version}", "install Python 3.11 or later and run `make clean setup`")
    libc, release = platform.libc_ver()
    if platform.machine() != "x86_64" or libc != "glibc" or _numbers(release) < _numbers(LIBC):
        seen = f"{platform.machine()} with {libc or 'no glibc'} {release}"
        return bad("python", seen, f"use Linux x86-64 with glibc {LIBC} or later")
    return good("python", f"{version}, glibc {release}")


def interfaces() -> Finding:
    """One interface besides loopback must be up with an address: the LiveKit SDK finds no candidate otherwise.

    No route and no internet is needed (measured: a veth pair with one address is enough, `lo` with a second one is not).
    """
    stats, addresses = psutil.net_if_stats(), psutil.net_if_addrs()
    families = (socket.AF_INET, socket.AF_INET6)
    usable = [
        name
        for name, state in stats.items()
        if name != "lo" and state.isup and any(one.family in families for one in addresses.get(name, []))
    ]
    if usable:
        return good("interfaces", ", ".join(["lo", *sorted(usable)]))
    fix = "bring up any interface with an address (no route needed); the text call `returnflow chat` works without"
    return bad("interfaces", "only the loopback interface is up; calls with sound need one more", fix)


def ports(wanted: list[tuple[str, str, int]]) -> Finding:
    """`wanted`: what for (a name of PORT_SETTINGS), tcp or udp, number. A zero is picked at start and always free."""
    busy = [(what, kind, number) for what, kind, number in wanted if number and taken(kind, number)]
    if not busy:
        return good("ports", ", ".join(f"{number or 'free'}/{kind} {what}" for what, kind, number in wanted))
    what, kind, number = busy[0]
    fix = f"stop {_owner(kind, number)}, or set {PORT_SETTINGS[what]} to another one (`returnflow up --port 0` takes free ones)"
    return bad("ports", f"port {number}/{kind} ({what}) is taken", fix)


def disk(folder: Path) -> Finding:
    """Room for recordings, labels and the database."""
    existing = _existing(folder)
    free = shutil.disk_usage(existing).free
    if free >= DATA_BYTES:
        return good("disk", f"{free / 1e9:.1f} GB free at {existing}")
    fix = f"free {DATA_BYTES >> 20} MB there, or set RETURNFLOW_DATA to another disk"
    return bad("disk", f"{free / 1e6:.0f} MB free at {existing}", fix)


def clock() -> Finding:
    """Tokens carry times: a clock that was never set makes every one of them expired or not yet valid."""
    now = time.time()
    shown = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(now))
    if now < EARLIEST:
        return bad("clock", f"it says {shown}", "set the machine's clock")
    return good("clock", shown)


def writable(name: str, folder: Path, setting: str) -> Finding:
    """Whether we can write into a folder, or make it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"\0" * 4096)
            probe.flush()
    except OSError as error:
        fix = f"make it writable for {getpass.getuser()}, or set {setting} to a folder that is"
        return bad(name, f"{folder} cannot be written: {error.strerror}", fix)
    return good(name, str(folder.resolve()))


def _existing(folder: Path) -> Path:
    """The folder or the nearest one above it that is there."""
    path = folder.resolve()
    while not path.exists():
        path = path.parent
    return path


def _owner(kind: str, number: int) -> str:
    """Who listens there, as far as we may see."""
    try:
        for connection in psutil.net_connections(kind):
            if connection.laddr and connection.laddr.port == number and connection.pid:
                return f"{psutil.Process(connection.pid).name()} (pid {connection.pid})"
    except psutil.Error:
        return "the program that has it"
    return "the program that has it"


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
