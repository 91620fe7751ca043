"""Where everything lies: the clone, its virtual environment, the user's cache, the run-time data.

The product reads the same two variables (`RETURNFLOW_CACHE`, `RETURNFLOW_DATA`) from the environment and from `.env`.
"""

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

LIVEKIT_SERVER = "1.13.5"  # the last release that `go install` can build: later ones need replaced modules


@dataclass(frozen=True, slots=True)
class Places:
    """Absolute folders of one clone."""

    root: Path
    cache: Path
    data: Path

    @property
    def venv(self) -> Path:
        """The product's own environment."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.venv / "bin" / "python"

    @property
    def stamps(self) -> Path:
        """What set-up has finished in this clone, one small file a step."""
        return self.venv / "stamps"

    @property
    def logs(self) -> Path:
        """What the commands of set-up printed."""
        return self.cache / "logs"

    @property
    def requirements(self) -> Path:
        """The locks."""
        return self.root / "requirements"

    @property
    def frontend(self) -> Path:
        """The page's sources."""
        return self.root / "frontend"

    @property
    def static(self) -> Path:
        """Where the built page is served from."""
        return self.root / "src" / "returnflow" / "web" / "static"

    @property
    def livekit_server(self) -> Path:
        """The media server that set-up builds."""
        return self.cache / f"livekit-server-{LIVEKIT_SERVER}" / "livekit-server"


def locate(root: Path, environment: Mapping[str, str] = os.environ) -> Places:
    """The places in force, by the same rules as the product's settings: environment first, then `.env`, then defaults."""
    said = {**dotenv(root / ".env"), **environment}
    base = said.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    cache = Path(said.get("RETURNFLOW_CACHE") or Path(base) / "returnflow")
    data = Path(said.get("RETURNFLOW_DATA") or "data")
    return Places(root, (root / cache).absolute(), (root / data).absolute())


def dotenv(path: Path) -> dict[str, str]:
    """The plain `NAME=value` lines of a `.env` file."""
    if not path.is_file():
        return {}
    pairs = (line.split("=", 1) for line in path.read_text().splitlines() if "=" in line and not line.lstrip().startswith("#"))
    return {name.strip().removeprefix("export "): value.strip().strip("'\"") for name, value in pairs}


@contextmanager
def alone(places: Places, waiting: str) -> Iterator[None]:
    """One set-up at a time for this clone and for this cache; a second one says so, waits, and then finds it done."""
    places.cache.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        for folder in (places.root, places.cache):
            handle = os.open(folder, os.O_RDONLY)  # a lock on the folder itself leaves no file behind
            stack.callback(os.close, handle)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                print(waiting, flush=True)
                fcntl.flock(handle, fcntl.LOCK_EX)
        yield
