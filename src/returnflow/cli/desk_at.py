"""Where the desk is that a simulated caller rings: an address that is given, the installation that runs here, or one of our own.

Owns the choice. Starting is `supervise`'s.
"""

import json
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from returnflow.cli import preflight, supervise
from returnflow.errors import SetupError
from returnflow.observe.checks import machine, require
from returnflow.settings import Settings

Progress = Callable[[str], None]

PLACES_S = 60.0


@dataclass(frozen=True, slots=True)
class DeskAt:
    """Its web address; `settings` and `running` only when it lives on this machine, or was started for this call."""

    url: str
    settings: Settings | None = None
    running: supervise.Running | None = None


def answers(url: str, page: str = "healthz") -> bool:
    """Whether a desk says there that it is alive, or with `readyz` that it would serve a caller."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{url}/{page}", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError, ValueError):
        return False


def running_here(settings: Settings) -> str | None:
    """The web address of the installation that runs on this data folder, if one does."""
    try:
        url = str(json.loads(supervise.run_file(settings).read_text("utf-8"))["web"])
    except (OSError, ValueError, KeyError):
        return None
    return url if answers(url) else None


@contextmanager
def desk_at(settings: Settings, url: str | None, progress: Progress = lambda _: None) -> Iterator[DeskAt]:
    """The desk at `url`; without one, the installation that runs here, or one that is started now and stopped at the end."""
    if url:
        yield DeskAt(url)
        return
    here = running_here(settings)
    if here is not None:
        yield DeskAt(here, settings)
        return
    with own_desk(settings, progress) as desk:
        yield desk


@contextmanager
def own_desk(settings: Settings, progress: Progress = lambda _: None, log: Path | None = None) -> Iterator[DeskAt]:
    """An installation on free loopback ports, for as long as the block lasts. Its output goes to `<data>/log/own.log`."""
    require(machine.interfaces())
    preflight.program(settings)
    path = log or settings.data / "log" / "own.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", buffering=1) as file:

        def keep(name: str, line: str) -> None:
            file.write(f"{name:>6} | {line}\n")

        progress("starting media server, web, worker and jobs")
        try:
            running = supervise.start(settings, log=keep)
        except SetupError as error:
            raise SetupError(error.message, fix=f"read {path}; `returnflow doctor` says more") from error
        with running:
            _wait_for_places(running)
            yield DeskAt(running.web_url, running.settings, running)


def _wait_for_places(running: supervise.Running) -> None:
    """A worker registers some seconds after it has started; a call placed before that would reach nobody."""
    if not running.supervisor.wait_until(lambda: answers(running.web_url, "readyz"), PLACES_S):
        raise SetupError(f"no worker at work after {PLACES_S:.0f} s", fix="`returnflow doctor` checks what it needs")


@contextmanager
def scratch_settings(settings: Settings) -> Iterator[Settings]:
    """The same settings on an empty data folder that is thrown away: measurements must not fill the user's records."""
    with tempfile.TemporaryDirectory(prefix="returnflow-") as folder:
        yield settings.model_copy(update={"data": Path(folder)})
