"""Puts a backup back: everything is read and checked before anything is written, and what is there is never touched.

The archive is read twice. The first time nothing is kept: every file's checksum and name is compared with the manifest. The
second time it is unpacked beside the target, brought to the newest schema there, and moved into place by one rename.
"""

import hashlib
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from returnflow.backup.manifest import KEYS, LARGEST, NAME, Entry, Manifest, belongs
from returnflow.backup.packing import reading, require_packing
from returnflow.database import Database, snapshot
from returnflow.errors import Conflict, InvalidInput, SetupError

DATABASE = "returnflow.db"
_BLOCK = 1 << 20
_DAMAGED = "take another backup; this one is damaged or was not made by `returnflow backup`"
Keep = Callable[[str, IO[bytes]], Entry]


def restore(file: Path, into: Path, *, database_url: str = "", known: frozenset[str]) -> Manifest:
    """Unpack a backup into a folder that is empty or not there. `known` are the schema's revisions up to ours.

    `database_url` is needed for a backup of PostgreSQL and must name an empty database. Raises Conflict when something is in the
    way, InvalidInput when the archive is not whole, SetupError when it is newer than this version.
    """
    require_packing(file)
    into = into.resolve()
    _require_room(into)
    manifest = verify(file)
    _require_fit(manifest, into, database_url, known)
    into.parent.mkdir(parents=True, exist_ok=True)
    unpacked = Path(tempfile.mkdtemp(prefix=f".{into.name}-", dir=into.parent))
    try:
        _read(file, lambda name, content: _write(unpacked / name, content))
        _put_database(manifest, unpacked, database_url)
        os.rename(unpacked, into)
    except BaseException:
        shutil.rmtree(unpacked, ignore_errors=True)
        raise
    return manifest


def verify(file: Path) -> Manifest:
    """Read the whole archive against its manifest, keeping nothing. Raises InvalidInput."""
    return _read(file, lambda _, content: _measured(content, lambda block: None))


def missing(manifest: Manifest) -> list[str]:
    """What a backup left out on purpose, and what that means."""
    said = []
    if not manifest.has_keys:
        numbers = f" (keys {', '.join(map(str, manifest.sealing))})" if manifest.sealing else ""
        said.append(
            f"{KEYS} is not in this backup: put back the one that belongs to it before the first start. Without it names, ZIP"
            f" codes and contacts stay sealed{numbers} and nobody can open them, and links that were sent are no longer valid"
        )
    if not manifest.count("recordings"):
        said.append("recordings are not in this backup")
    return said


def _read(file: Path, keep: Keep) -> Manifest:
    """Every file of the archive goes through `keep`; what came out must be what the manifest says."""
    found, manifest = dict[str, Entry](), None
    with _named_damage(file), reading(file) as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
        for member in archive:
            plain = member.type == tarfile.REGTYPE and not member.issparse()
            content = archive.extractfile(member) if plain else None
            if manifest is not None or member.name in found or content is None:
                raise InvalidInput(f"the archive holds {member.name!r}, which no backup does", field="file", fix=_DAMAGED)
            if member.name == NAME:
                manifest = Manifest.from_json(content.read(LARGEST))
            elif belongs(member.name):
                found[member.name] = keep(member.name, content)
            else:
                raise InvalidInput(f"the archive holds {member.name!r}, which no backup does", field="file", fix=_DAMAGED)
        _measured(stream, lambda block: None)  # to the end of what is packed: its checksum stands behind the last file
    if manifest is None:
        raise InvalidInput(f"{file.name} has no manifest", field="file", fix=_DAMAGED)
    for name in sorted(manifest.files.keys() | found.keys()):
        if manifest.files.get(name) != found.get(name):
            raise InvalidInput(f"{name} is not what the manifest says", field="file", fix=_DAMAGED)
    return manifest


@contextmanager
def _named_damage(file: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise InvalidInput(f"there is no file {file}", field="file", fix="name a backup") from None
    except (tarfile.TarError, EOFError, zlib.error, OSError) as error:
        raise InvalidInput(f"{file.name} is damaged or cut off: {error}", field="file", fix=_DAMAGED) from error


def _measured(content: IO[bytes], then: Callable[[bytes], object]) -> Entry:
    size, sha256 = 0, hashlib.sha256()
    while block := content.read(_BLOCK):
        size += len(block)
        sha256.update(block)
        then(block)
    return Entry(size, sha256.hexdigest())


def _write(path: Path, content: IO[bytes]) -> Entry:
    def write(block: bytes) -> None:
        try:
            file.write(block)
        except OSError as error:  # not the archive's fault
            raise SetupError(f"cannot write {path.parent}: {error.strerror}", fix="make room, or restore elsewhere") from error

    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb", buffering=0) as file:
        entry = _measured(content, write)
        os.fsync(file.fileno())
    return entry


def _require_room(into: Path) -> None:
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise Conflict(
            f"{into} is not empty", field="into", fix="name a folder that is empty or not there; nothing is ever overwritten"
        )


def _require_fit(manifest: Manifest, into: Path, database_url: str, known: frozenset[str]) -> None:
    """Everything that can be known before the first byte is written."""
    if manifest.schema not in known:
        fix = f"restore it with ReturnFlow {manifest.version} or newer"
        raise SetupError(f"this backup has the schema {manifest.schema}, which is newer than this version", fix=fix)
    given = snapshot.engine_of(database_url) if database_url else snapshot.SQLITE
    if given != manifest.engine:
        fix = "name an empty PostgreSQL database in it" if manifest.engine == snapshot.POSTGRESQL else "unset it"
        raise Conflict(f"this backup is of {manifest.engine}, not of {given}", field="RETURNFLOW_DATABASE_URL", fix=fix)
    if manifest.engine == snapshot.POSTGRESQL:
        snapshot.require_empty(database_url)
    needed = sum(entry.size for entry in manifest.files.values())
    place = next(parent for parent in (into, *into.resolve().parents) if parent.is_dir())
    if shutil.disk_usage(place).free < 2 * needed:
        raise SetupError(f"{place} has too little room for {needed / 1e6:.0f} MB", fix="make room, or restore elsewhere")


def _put_database(manifest: Manifest, unpacked: Path, database_url: str) -> None:
    """Check the database, put it where it is used, and bring it to the newest schema."""
    file = unpacked / manifest.database
    snapshot.check(manifest.engine, file)
    if manifest.engine == snapshot.POSTGRESQL:
        snapshot.put_back(database_url, file)
        file.unlink()
    else:
        file.rename(unpacked / DATABASE)
        database_url = f"sqlite:///{unpacked / DATABASE}"
    database = Database(database_url)
    try:
        database.upgrade()
    finally:
        database.close()
