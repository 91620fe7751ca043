"""The page: built by Vite from `frontend/`, kept in the cache by the hash of what it was built from.

A second clone, or a branch one comes back to, therefore needs no Node and no npm to show its pages.
"""

import shutil
from pathlib import Path

from setup import node, shell, stamps
from setup.places import Places

_KEPT_BUNDLES = 5
_NOT_SOURCES = {"node_modules", "dist"}


def is_ready(places: Places) -> bool:
    """Whether the served bundle was built from the sources as they are."""
    return places.static.is_dir() and stamps.holds(_stamp(places), _digest(places))


def make(places: Places) -> None:
    """Take the bundle from the cache, or build it and put it there."""
    wanted = _digest(places)
    kept = places.cache / "frontend" / wanted
    _stamp(places).unlink(missing_ok=True)
    if not kept.is_dir():
        build(places)
        _swap(places.static, kept)
        _forget_old(kept.parent)
    else:
        kept.touch()
        _swap(kept, places.static)
    stamps.write(_stamp(places), wanted)


def build(places: Places) -> None:
    """Run Vite."""
    install_packages(places)
    npm(places, "building the page", "run", "build")


def packages_ready(places: Places) -> bool:
    """Whether `node_modules` holds what the lock says."""
    return stamps.holds(places.frontend / "node_modules" / ".stamp", _packages_digest(places))


def install_packages(places: Places) -> None:
    """`npm ci`, which starts from nothing and so mends what an interruption left."""
    if not packages_ready(places):
        npm(places, "installing the page's packages", "ci")
        stamps.write(places.frontend / "node_modules" / ".stamp", _packages_digest(places))


def npm(places: Places, doing: str, *words: str) -> None:
    """One npm command in `frontend/`."""
    tool = node.toolchain(places)
    shell.run(places, "frontend", doing, [*tool.npm, *words], env=tool.env, cwd=places.frontend)


def sources(places: Places) -> list[Path]:
    """Every file that can change the bundle, in a fixed order."""
    tops = (path for path in places.frontend.iterdir() if path.name not in _NOT_SOURCES)
    files = (file for top in tops for file in ([top] if top.is_file() else top.rglob("*")) if file.is_file())
    return sorted(files)


def _digest(places: Places) -> str:
    return stamps.digest(files=sources(places), root=places.frontend)


def _packages_digest(places: Places) -> str:
    return stamps.digest(files=[places.frontend / "package-lock.json"])


def _stamp(places: Places) -> Path:
    return places.stamps / "frontend"


def _swap(source: Path, target: Path) -> None:
    """Copy a folder so that it appears whole under its name."""
    fresh = target.with_name(target.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(source, fresh)
    shutil.rmtree(target, ignore_errors=True)
    fresh.replace(target)


def _forget_old(folder: Path) -> None:
    kept = (path for path in folder.iterdir() if path.is_dir())
    newest_first = sorted(kept, key=lambda path: path.stat().st_mtime, reverse=True)
    for path in newest_first[_KEPT_BUNDLES:]:
        shutil.rmtree(path, ignore_errors=True)
