"""The archive as a stream: tar, compressed by gzip or by Zstandard as the file's name says.

Zstandard needs the `zstd` program: Python has it from 3.14 on only.
"""

import gzip
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from returnflow.errors import InvalidInput, SetupError

GZIP, ZSTANDARD = (".tar.gz", ".tgz"), (".tar.zst",)
_FIX = "name it .tar.gz, or install zstd and name it .tar.zst"


def require_packing(path: Path) -> None:
    """Raises InvalidInput for a name that says no packing, SetupError when the program for it is missing."""
    if path.name.endswith(ZSTANDARD):
        _zstd()
    elif not path.name.endswith(GZIP):
        raise InvalidInput(f"{path.name} does not say how it is packed", field="file", fix=_FIX)


@contextmanager
def writing(path: Path) -> Iterator[IO[bytes]]:
    """A stream whose bytes are packed into the file."""
    if path.name.endswith(ZSTANDARD):
        with path.open("wb") as file, _piped([_zstd(), "-q", "-T0", "-c"], "stdin", stdout=file) as stream:
            yield stream
        return
    with gzip.open(path, "wb", compresslevel=6) as packed:
        yield cast(IO[bytes], packed)


@contextmanager
def reading(path: Path) -> Iterator[IO[bytes]]:
    """A stream of what was packed into the file."""
    if path.name.endswith(ZSTANDARD):
        with path.open("rb") as file, _piped([_zstd(), "-q", "-d", "-c"], "stdout", stdin=file) as stream:
            yield stream
        return
    with gzip.open(path, "rb") as packed:
        yield cast(IO[bytes], packed)


@contextmanager
def _piped(command: list[str], end: str, **ends: IO[bytes]) -> Iterator[IO[bytes]]:
    """A program's standard input or output. Raises InvalidInput when the program fails."""
    with subprocess.Popen(command, **{end: subprocess.PIPE}, stderr=subprocess.PIPE, **ends) as process:  # type: ignore[call-overload]
        stream: IO[bytes] = process.stdin if end == "stdin" else process.stdout
        try:
            yield stream
        finally:
            stream.close()
            said = process.stderr.read().decode(errors="replace").strip()
    if process.returncode > 0:
        raise InvalidInput(f"zstd: {said or process.returncode}", field="file", fix="see that the file is whole")


def _zstd() -> str:
    found = shutil.which("zstd")
    if found is None:
        raise SetupError("a .tar.zst needs the program zstd, which is not installed", fix=_FIX)
    return found
