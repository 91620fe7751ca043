"""Takes away what set-up made: environment and bundles, or the cache, or (only when asked twice) callers' data."""

import os
import shutil
from pathlib import Path

from setup.faults import SetupFault
from setup.places import Places


def clean(places: Places) -> None:
    """Environment, page packages and bundle, caches of the checkers. Callers' data and the cache stay."""
    checkers = (".mypy_cache", ".ruff_cache", ".pytest_cache", ".import_linter_cache", ".hypothesis")
    for path in (places.venv, places.static, places.frontend / "node_modules", *(places.root / name for name in checkers)):
        _remove(path)


def clean_cache(places: Places) -> None:
    """Built tools, converted models, kept bundles. The next set-up makes them again."""
    if not _looks_like_ours(places.cache):
        raise SetupFault(f"{places.cache} holds nothing that set-up made; it is left alone.", "check RETURNFLOW_CACHE")
    _remove(places.cache)


def reset_data(places: Places) -> None:
    """Callers' data: database, labels, recordings, keys. Only with CONFIRM=yes, and never while the product runs."""
    if os.environ.get("CONFIRM") != "yes":
        said = f"This deletes every call, return, label and recording in {places.data}."
        raise SetupFault(said, "if you mean it: make reset-data CONFIRM=yes")
    if places.data in (places.root, *places.root.parents, Path.home()):
        raise SetupFault(f"{places.data} is not a folder of run-time data.", "check RETURNFLOW_DATA")
    running = places.data / "run.json"
    if running.exists():
        raise SetupFault("ReturnFlow is running on this data.", f"stop it first (or, if it was killed, delete {running})")
    _remove(places.data)


def _looks_like_ours(cache: Path) -> bool:
    ours = ("livekit-server-", "uv-", "pip-", "models", "frontend", "logs")
    return cache.is_dir() and any(path.name.startswith(ours) for path in cache.iterdir())


def _remove(path: Path) -> None:
    if path.is_dir():
        print(f"removing {path}", flush=True)
        shutil.rmtree(path)
