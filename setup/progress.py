"""Tells the person what happens: one line when a step begins, a sign of life while it lasts, one line when it is done."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_SIGN_OF_LIFE_S = 20.0  # long enough to keep a log short, short enough that nobody thinks it hangs


class Progress:
    """Lines of one set-up; safe to use from several threads."""

    def __init__(self) -> None:
        self._printing = threading.Lock()
        self.worked = False

    def say(self, line: str) -> None:
        """Print one line at once."""
        with self._printing:
            print(line, flush=True)

    @contextmanager
    def step(self, name: str, about: str) -> Iterator[None]:
        """Everything around the work of one step."""
        self.worked = True
        self.say(f"  {name:<18} {about} ...")
        begun, over = time.monotonic(), threading.Event()
        alive = threading.Thread(target=self._live, args=(name, begun, over), daemon=True)
        alive.start()
        try:
            yield
        except BaseException:
            self.say(f"  {name:<18} stopped after {time.monotonic() - begun:.1f} s")
            raise
        finally:
            over.set()
        self.say(f"  {name:<18} done in {time.monotonic() - begun:.1f} s")

    def _live(self, name: str, begun: float, over: threading.Event) -> None:
        while not over.wait(_SIGN_OF_LIFE_S):
            self.say(f"  {name:<18} still at it, {time.monotonic() - begun:.0f} s")
