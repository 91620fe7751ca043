"""Takes a backup while everything runs: first the database as of one moment, then the files its rows may name.

In this order nothing is missing: a label's file is there before its row says so. A file that is newer than the database is one
too many, which harms nothing.
"""

import hashlib
import io
import os
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from returnflow.backup.manifest import DATABASES, FOLDERS, KEYS, NAME, Entry, Manifest
from returnflow.backup.packing import require_packing, writing
from returnflow.database import snapshot
from returnflow.errors import Conflict


@dataclass(frozen=True, slots=True)
class Installation:
    """What is backed up. `sealing` are the numbers of its keys for personal data."""

    data: Path
    database_url: str
    version: str
    sealing: tuple[int, ...] = ()


def make(of: Installation, file: Path, now: datetime, *, recordings: bool = False, keys: bool = False) -> Manifest:
    """Write the archive, whole or not at all; only its owner may read it. Raises Conflict when the file exists."""
    require_packing(file)
    if file.exists():
        raise Conflict(f"{file} exists already", field="file", fix="give it another name")
    file.parent.mkdir(parents=True, exist_ok=True)
    engine = snapshot.engine_of(of.database_url)
    with tempfile.TemporaryDirectory(prefix="returnflow-backup-", dir=file.parent) as scratch:  # mode 0700
        database, draft = Path(scratch) / DATABASES[engine], Path(scratch) / file.name
        snapshot.save(of.database_url, database)
        schema = snapshot.revision(f"sqlite:///{database}" if engine == snapshot.SQLITE else of.database_url)
        draft.touch(0o600)
        with writing(draft) as stream, tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT) as archive:
            files = {DATABASES[engine]: _add(archive, DATABASES[engine], database)}
            for name, path in _chosen(of.data, recordings=recordings, keys=keys):
                files[name] = _add(archive, name, path)
            manifest = Manifest(now, of.version, schema, engine, of.sealing, files)
            _add_text(archive, NAME, manifest.to_json())
        _settle(draft)
        os.link(draft, file)  # unlike a rename it never replaces what somebody else has put there meanwhile
    return manifest


def _chosen(data: Path, *, recordings: bool, keys: bool) -> Iterator[tuple[str, Path]]:
    """Names in the archive, with their files; drafts of files that are being written are left out."""
    if keys and (data / KEYS).is_file():
        yield KEYS, data / KEYS
    for folder in FOLDERS:
        if folder == "recordings" and not recordings:
            continue
        for path in sorted((data / folder).rglob("*")):
            if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
                yield path.relative_to(data).as_posix(), path


class _Hashing:
    """A file as long as it was when it was opened, hashed while it is read: a recording grows meanwhile."""

    def __init__(self, file: IO[bytes]) -> None:
        self.size = os.fstat(file.fileno()).st_size
        self.sha256 = hashlib.sha256()
        self._file = file

    def read(self, size: int) -> bytes:
        """The next bytes."""
        block = self._file.read(size)
        self.sha256.update(block)
        return block


def _add(archive: tarfile.TarFile, name: str, path: Path) -> Entry:
    with path.open("rb") as file:
        content = _Hashing(file)
        archive.addfile(_header(name, content.size, int(path.stat().st_mtime)), content)  # type: ignore[arg-type]
    return Entry(content.size, content.sha256.hexdigest())


def _add_text(archive: tarfile.TarFile, name: str, text: bytes) -> None:
    archive.addfile(_header(name, len(text), 0), io.BytesIO(text))


def _header(name: str, size: int, changed: int) -> tarfile.TarInfo:
    header = tarfile.TarInfo(name)
    header.size, header.mode, header.mtime = size, 0o600, changed
    return header


def _settle(path: Path) -> None:
    """Make it survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
