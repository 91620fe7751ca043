"""What lies in a prepared model folder: written once when it is made, checked cheaply ever after.

Knows files, sizes and checksums; must not know what a model is.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

NAME = "manifest.json"


def sha256(path: Path) -> str:
    """Hex digest of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(folder: Path, files: Iterable[str], about: Mapping[str, Any]) -> None:
    """Record `files` of `folder` beside `about` (model, versions, inputs). Written last: its presence means complete."""
    recorded = {}
    for name in files:
        stat = (folder / name).stat()
        recorded[name] = {"sha256": sha256(folder / name), "bytes": stat.st_size, "mtime_ns": stat.st_mtime_ns}
    partial = folder / (NAME + ".partial")
    partial.write_text(json.dumps({**about, "files": recorded}, indent=2) + "\n", encoding="utf-8")
    partial.replace(folder / NAME)


def problems(folder: Path, *, model: str, thorough: bool = False) -> list[str]:
    """Why `folder` can't be used as `model`; empty when it can.

    A file with the recorded size and time is believed (0.1 ms); with another time, or when `thorough`, it is hashed
    (0.2 s for 222 MB), so a copied cache is accepted and a damaged one is not.
    """
    try:
        recorded = json.loads((folder / NAME).read_text(encoding="utf-8"))
        files: dict[str, dict[str, Any]] = recorded["files"]
        if recorded["model"] != model:
            return [f"{NAME} describes {recorded['model']}, not {model}"]
        return [trouble for name, facts in files.items() if (trouble := _trouble(folder / name, facts, thorough))]
    except (FileNotFoundError, NotADirectoryError):
        return [f"{NAME} is missing"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        return [f"{NAME} is unreadable: {error!r}"]


def _trouble(path: Path, facts: Mapping[str, Any], thorough: bool) -> str | None:
    if not path.is_file():
        return f"{path.name} is missing"
    stat = path.stat()
    if stat.st_size != facts["bytes"]:
        return f"{path.name} has {stat.st_size} bytes instead of {facts['bytes']}"
    if (thorough or stat.st_mtime_ns != facts["mtime_ns"]) and sha256(path) != facts["sha256"]:
        return f"{path.name} has another content than when it was made"
    return None
