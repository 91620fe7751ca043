"""Files that are there whole or not at all."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file by a rename, so that no reader ever sees half of it; it survives a power cut once this returns."""
    write_whole_parts(path, [content])


def write_whole_parts(path: Path, parts: Iterable[bytes]) -> None:
    """The same for what does not fit into memory. An error while the parts are made leaves what was there before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".draft-")  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        os.unlink(draft)
        raise
    _sync(path.parent)


def _sync(folder: Path) -> None:
    """Make the rename itself survive."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
