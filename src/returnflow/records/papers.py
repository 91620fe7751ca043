"""Files about people: labels with a name on them, recordings of voices, messages to a contact. Owns how they are found."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Folders:
    """Where files about people lie."""

    labels: Path
    recordings: Path
    outbox: Path


def delete(folders: Folders, rmas: Collection[str] = (), call_ids: Collection[str] = (), contacts: Collection[str] = ()) -> int:
    """Delete the labels of those returns, the recordings of those calls, messages that name a return or a contact; how many.

    A file is known by its name; a message is read for them.
    """
    found = _named(folders.labels, rmas) | _named(folders.recordings, call_ids)
    wanted = [word.encode() for word in (*rmas, *contacts) if word]
    if wanted:
        found |= {path for path in _below(folders.outbox, "*") if any(word in path.read_bytes() for word in wanted)}
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)


def _named(folder: Path, beginnings: Collection[str]) -> set[Path]:
    return {path for beginning in beginnings for path in _below(folder, f"{beginning}*")}


def _below(folder: Path, pattern: str) -> list[Path]:
    return [path for path in folder.rglob(pattern) if path.is_file()] if folder.is_dir() else []
