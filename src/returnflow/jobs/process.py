"""The jobs process: task queue, sweeper and supervisor of calls, started together and stopped in reverse.

Owns their order. The parts are built by `bootstrap`.
"""

from collections.abc import Sequence
from typing import Protocol


class Part(Protocol):
    """Something that runs in threads of its own."""

    def start(self) -> None: ...
    def stop(self) -> None: ...


class Jobs:
    """All parts as one."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = tuple(parts)
        self._started: list[Part] = []

    def start(self) -> None:
        """Start the parts in order."""
        for part in self._parts:
            part.start()
            self._started.append(part)

    def stop(self) -> None:
        """Stop those that were started, last first."""
        while self._started:
            self._started.pop().stop()
