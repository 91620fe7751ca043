"""The media server (LiveKit, Apache-2.0): built once a machine from its Go module, whose checksums Go itself verifies."""

import os
import shutil
from pathlib import Path

from setup import shell, stamps
from setup.faults import SetupFault
from setup.go import toolchain
from setup.places import LIVEKIT_SERVER, Places, dotenv

_MODULE = f"github.com/livekit/livekit-server/cmd/server@v{LIVEKIT_SERVER}"
# What the pinned Go makes of it, the same on every machine (two builds in two different roots agreed).
_MADE_BY_PINNED_GO = ("go1.27.3", "63300d01a08d16a0878808a1dee45a9a153cc76fe9bdae13dbef84b778a8b47d")


def is_ready(places: Places) -> bool:
    """Whether one runs elsewhere, is installed, or was built and is still the file that was built."""
    elsewhere = os.environ.get("RETURNFLOW_LIVEKIT_URL") or dotenv(places.root / ".env").get("RETURNFLOW_LIVEKIT_URL")
    if elsewhere or shutil.which("livekit-server"):
        return True
    binary = places.livekit_server
    recorded = binary.with_suffix(".sha256")
    return binary.is_file() and recorded.is_file() and recorded.read_text().split()[0] == stamps.file_digest(binary)


def make(places: Places) -> None:
    """Build it (about two minutes on two cores). What Go fetched and compiled is kept until it is done, then removed."""
    building = places.cache / "building" / f"livekit-server-{LIVEKIT_SERVER}"
    building.mkdir(parents=True, exist_ok=True)
    go = toolchain(places, building)
    env = {
        "CGO_ENABLED": "0",  # no compiler needed, and a binary that runs on every libc
        "GOTOOLCHAIN": "local",  # never fetch another Go
        "GOAMD64": "v1",
        "GOEXPERIMENT": "",
        "GOFLAGS": "-trimpath -buildvcs=false -modcacherw",  # the same bytes everywhere; caches an ordinary user can delete
        "GOPATH": str(building / "path"),
        "GOCACHE": str(building / "cache"),
        "GOBIN": str(building / "bin"),
    }
    command = [go, "install", "-ldflags=-s -w", _MODULE]
    shell.run(places, "media-server", "building the media server", command, env=env, cwd=building)
    built = building / "bin" / "server"
    _check(built, shell.ask([go, "version"], env={"GOTOOLCHAIN": "local"}))
    _put_in_place(places, built)
    shutil.rmtree(building, ignore_errors=True)


def _check(built: Path, go_version: str) -> None:
    pinned_go, expected = _MADE_BY_PINNED_GO
    if pinned_go in go_version.split() and stamps.file_digest(built) != expected:
        said = "The media server that was built is not, byte for byte, the one that its source makes elsewhere."
        raise SetupFault(
            said, "remove GOFLAGS and the like from your Go environment (`go env -changed`), or pass your own on PATH"
        )


def _put_in_place(places: Places, built: Path) -> None:
    final = places.livekit_server
    final.parent.mkdir(parents=True, exist_ok=True)
    fresh = final.with_suffix(".new")
    shutil.copyfile(built, fresh)
    fresh.chmod(0o755)
    final.with_suffix(".sha256").write_text(f"{stamps.file_digest(fresh)}  {final.name}\n")
    fresh.replace(final)
