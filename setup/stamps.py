"""Remembers what is done: a stamp is a small file that holds the hash of a step's inputs."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(*parts: str, files: Iterable[Path] = (), root: Path | None = None) -> str:
    """One SHA-256 over words and files (names relative to `root`, then contents), in the order given."""
    sum_ = hashlib.sha256()
    for part in parts:
        sum_.update(part.encode() + b"\0")
    for path in files:
        sum_.update(str(path.relative_to(root) if root else path.name).encode() + b"\0")
        sum_.update(hashlib.sha256(path.read_bytes()).digest())
    return sum_.hexdigest()


def file_digest(path: Path) -> str:
    """SHA-256 of one file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def holds(stamp: Path, value: str) -> bool:
    """Whether the step was finished with exactly these inputs."""
    return stamp.is_file() and stamp.read_text().strip() == value


def write(stamp: Path, value: str) -> None:
    """Say that a step is finished; whole or not at all."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    fresh = stamp.with_name(stamp.name + ".new")
    fresh.write_text(value + "\n")
    fresh.replace(stamp)
