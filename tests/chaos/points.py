"""Step boundaries: the moments before and after each commit, each effect, each thing that leaves the process.

They are put around the product's own functions from outside; the product knows nothing of them. At the chosen one the process
kills itself as an operating system would: no `finally`, no flush, no goodbye.
"""

import os
import signal
from collections.abc import Callable
from contextlib import contextmanager
from typing import Any


class Points:
    """Counts boundaries as they are crossed; dies at number `die_at` (from 1), or never."""

    def __init__(self, die_at: int | None) -> None:
        self.crossed = 0
        self.die_at = die_at
        self.names: list[str] = []

    def cross(self, name: str) -> None:
        """One boundary."""
        self.crossed += 1
        self.names.append(name)
        if self.crossed == self.die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, owner: Any, name: str) -> None:
        """A boundary before and after each call of that function."""
        real: Callable[..., Any] = getattr(owner, name)

        def between(*args: Any, **kwargs: Any) -> Any:
            self.cross(f"before {name}")
            result = real(*args, **kwargs)
            self.cross(f"after {name}")
            return result

        setattr(owner, name, between)

    def around_commits(self, database: Any) -> None:
        """A boundary before and after each commit of that database."""
        real = database.begin

        @contextmanager
        def begin() -> Any:
            with real() as work:
                yield work
                self.cross("before commit")
            self.cross("after commit")

        database.begin = begin
