"""A step done again and again in a thread of its own, until stopped.

Owns the rhythm and that one failed step never ends the loop: this is one of the few places where any exception is caught.
"""

import threading
from collections.abc import Callable

import structlog

log = structlog.get_logger(__name__)


class Loop:
    """Runs `step` every `interval_s` seconds. `wake` runs it at once."""

    def __init__(self, name: str, interval_s: float, step: Callable[[], object]) -> None:
        self.name = name
        self.failures = 0  # in a row
        self._interval_s = interval_s
        self._step = step
        self._stopping = False
        self._wake = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin; the first step is done at once."""
        self._thread.start()

    def wake(self) -> None:
        """Do the next step now."""
        self._wake.set()

    def stop(self, timeout_s: float = 5.0) -> None:
        """End after the step under way. Safe before the start."""
        self._stopping = True
        self._wake.set()
        if self._thread.ident is not None:
            self._thread.join(timeout_s)

    def _run(self) -> None:
        while not self._stopping:
            self._once()
            self._wake.wait(self._interval_s)
            self._wake.clear()

    def _once(self) -> None:
        try:
            self._step()
            self.failures = 0
        except Exception:
            self.failures += 1
            if self.failures in (1, 10) or self.failures % 100 == 0:  # twice a second would fill the log while a database is away
                log.exception("a background step failed", loop=self.name, in_a_row=self.failures)
