"""One installation a data folder: two would end each other's calls, each seeing rooms that are not on its own media server.

Owns `<data>/run.lock`. The kernel lets go of it when its holder dies, however it dies.
"""

import contextlib
import fcntl
import os
from pathlib import Path
from typing import TextIO

from returnflow.errors import SetupError

LOCK_FILE = "run.lock"


class DataLock:
    """Held from making to `release`. Raises SetupError, naming the holder, when another process has it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK_FILE
        self._file: TextIO | None = self._path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.seek(0)
            holder = self._file.read().strip()
            self.release()
            raise SetupError(
                f"another installation (pid {holder or 'unknown'}) runs on {folder}",
                fix="stop it, or set RETURNFLOW_DATA to another folder",
            ) from None
        self._file.truncate(0)
        self._file.write(str(os.getpid()))
        self._file.flush()

    def release(self) -> None:
        """Let go. Idempotent."""
        if self._file:
            with contextlib.closing(self._file):
                self._file = None
