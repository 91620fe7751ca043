"""The product's virtual environment: made, filled from a lock in which every file has its hash, and pointed at `src/`.

uv does the installing where it can be had (5 s instead of 45); plain pip does the same with the same locks
(`RETURNFLOW_INSTALLER=pip` asks for it). Nothing is built from source and no build back end is fetched: the clone is
put on the environment's path by a `.pth` file.
"""

import os
import platform
import shutil
import sys
import threading
from pathlib import Path

from setup import shell, stamps
from setup.faults import SetupFault
from setup.places import Places

_VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
_one_at_a_time = threading.Lock()  # two steps may find at once that uv is missing
_COMMAND = """#!{python}
import sys
from returnflow.cli import main
if __name__ == "__main__":  # a process made by multiprocessing imports this file again, and must not begin anew
    sys.exit(main())
"""


def check_machine() -> None:
    """Refuse what cannot work, before anything is made."""
    kind = f"{platform.system()} {platform.machine()}"
    if kind != "Linux x86_64":
        raise SetupFault(f"ReturnFlow runs on Linux x86-64; this is {kind}.", "use such a machine; the recogniser knows no other")
    libc, version = platform.libc_ver()
    if libc != "glibc" or tuple(map(int, version.split("."))) < (2, 28):
        said = f"glibc 2.28 or later is needed; this is {libc or 'another libc'} {version}."
        raise SetupFault(said, "use a newer distribution")
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        raise SetupFault("This Python has no venv module with pip.", f"sudo apt-get install python{_VERSION}-venv") from None


def is_ready(places: Places, lock: str) -> bool:
    """Whether the environment holds what the lock says, or more (the tools' lock includes the product's)."""
    return _runs(places) and any(stamps.holds(_stamp(places, name), _digest(places, name)) for name in {lock, "tools"})


def make(places: Places, lock: str) -> None:
    """Make or mend the environment and install the lock `requirements/<lock>.txt` into it."""
    unfinished = places.venv / "unfinished"  # its presence means that the last attempt was interrupted
    uv = installer(places)
    if unfinished.exists() or not _runs(places) or not _same_python(places):
        shutil.rmtree(places.venv, ignore_errors=True)
        places.venv.mkdir()
        unfinished.touch()
        without = ["--without-pip"] if uv else []
        shell.run(places, "python", "making the virtual environment", [sys.executable, "-m", "venv", *without, places.venv])
    unfinished.touch()
    _install(places, uv, places.requirements / f"{lock}.txt")
    _point_at_source(places)
    stamps.write(_stamp(places, lock), _digest(places, lock))
    unfinished.unlink()


def install_aside(places: Places, lock: str, target: Path) -> None:
    """Install a lock into a folder of its own, whole or not at all."""
    fresh = target.with_name(target.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    uv = installer(places)
    tool = [uv, "pip", "install", "--python", sys.executable] if uv else [_pip(places), "-m", "pip", "install"]
    command = [*tool, "--quiet", "--target", fresh, "--require-hashes", "-r", places.requirements / f"{lock}.txt"]
    shell.run(places, lock, f"installing requirements/{lock}.txt", command, env=_uv_cache(places))
    shutil.rmtree(target, ignore_errors=True)
    fresh.replace(target)


def _install(places: Places, uv: Path | None, lock: Path) -> None:
    if uv:
        tool = [uv, "pip", "install", "--compile-bytecode", "--python", places.python]
    else:
        if not shell.ask([places.python, "-m", "pip", "--version"]):
            shell.run(places, "python", "giving the environment pip", [places.python, "-m", "ensurepip"])
        tool = [places.python, "-m", "pip", "install"]
    command = [*tool, "--quiet", "--require-hashes", "-r", lock]
    shell.run(places, "python", f"installing requirements/{lock.name}", command, env=_uv_cache(places))


def installer(places: Places) -> Path | None:
    """The pinned uv, in the cache; None where pip is the better choice."""
    with _one_at_a_time:
        if os.environ.get("RETURNFLOW_INSTALLER") == "pip" or _only_pip_knows_the_index(places):
            return None
        lock = places.requirements / "uv.txt"
        home = places.cache / f"uv-{stamps.digest(files=[lock])[:12]}"
        if not home.is_dir():
            fresh = home.with_name(home.name + ".new")
            shutil.rmtree(fresh, ignore_errors=True)
            command = [_pip(places), "-m", "pip", "install", "--quiet", "--target", fresh, "--require-hashes", "-r", lock]
            shell.run(places, "uv", "installing uv", command)
            fresh.replace(home)
        return home / "bin" / "uv"


def _only_pip_knows_the_index(places: Places) -> bool:
    """Whether a registry is named to pip alone (pip.conf, PIP_INDEX_URL), which uv does not read."""
    told_uv = any(name in os.environ for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_CONFIG_FILE"))
    return not told_uv and ".index-url=" in shell.ask([_pip(places), "-m", "pip", "config", "list"])


def _pip(places: Places) -> Path:
    """A Python that has pip: made by the standard library in the cache, as Debian's python3 comes without."""
    home = places.cache / f"pip-{_VERSION}"
    python = home / "bin" / "python"
    if not shell.ask([python, "-m", "pip", "--version"]):
        shell.run(places, "pip", "making pip", [sys.executable, "-m", "venv", "--clear", home])
    return python


def _uv_cache(places: Places) -> dict[str, str]:
    return {} if "UV_CACHE_DIR" in os.environ else {"UV_CACHE_DIR": str(places.cache / "uv")}


def _point_at_source(places: Places) -> None:
    site = Path(shell.ask([places.python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]))
    (site / "returnflow.pth").write_text(f"{places.root / 'src'}\n")
    command = places.venv / "bin" / "returnflow"
    command.write_text(_COMMAND.format(python=places.python))
    command.chmod(0o755)


def _runs(places: Places) -> bool:
    """Whether the interpreter behind the environment is still there (a system upgrade may have taken it away)."""
    return os.access(places.python, os.X_OK)


def _same_python(places: Places) -> bool:
    return shell.ask([places.python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]) == _VERSION


def _stamp(places: Places, lock: str) -> Path:
    return places.stamps / f"python-{lock}"


def _digest(places: Places, lock: str) -> str:
    return stamps.digest(_VERSION, str(places.root), _COMMAND, files=[places.requirements / f"{lock}.txt"])
