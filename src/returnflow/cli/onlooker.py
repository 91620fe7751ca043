"""A conversation as it happens, for a person who watches: agent's name, words, voice-to-voice time. Colour only in a terminal.

Owns how a call looks in a terminal; knows no room and decides nothing.
"""

import shutil
import sys
import textwrap
from typing import TextIO

from returnflow.simulate.conversation import Watch
from returnflow.simulate.result import Turn

MARGIN = 23
WIDEST = 110
CALLER = "caller"
_NAME, _CALLER, _TIME, _GOOD, _PLAIN = "\x1b[36m", "\x1b[2m", "\x1b[32m", "\x1b[1m", "\x1b[0m"


class Onlooker:
    """Prints lines to `out`."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stdout
        self._coloured = self._out.isatty()
        self._width = min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns)

    def watch(self) -> Watch:
        """To be handed to the call."""
        return Watch(turn=self.turn, saying=self.saying)

    def saying(self, words: str) -> None:
        """The caller opens his mouth."""
        self._paragraph(CALLER, words or "(says nothing)", _CALLER)

    def turn(self, turn: Turn) -> None:
        """The agent has answered."""
        measured = "" if turn.latency_ms is None else f"{turn.latency_ms:.0f} ms"
        self._paragraph(turn.agent.replace("_", " "), turn.reply or "(no answer)", _NAME, measured)

    def heading(self, text: str) -> None:
        """A line that stands out."""
        self.line(self._in(_GOOD, text))

    def line(self, text: str = "") -> None:
        """Any line."""
        print(f"  {text}" if text else "", file=self._out, flush=True)

    def facts(self, pairs: dict[str, object]) -> None:
        """Names and values, aligned; what is None is left out."""
        widest = max(len(name) for name in pairs)
        for name, value in pairs.items():
            if value is not None:
                self.line(f"{self._in(_CALLER, name.ljust(widest))}   {value}")

    def _paragraph(self, name: str, words: str, colour: str, measured: str = "") -> None:
        room = max(30, self._width - MARGIN - 12)
        rows = textwrap.wrap(words, room) or [""]
        for index, row in enumerate(rows):
            left = self._in(colour, name.ljust(MARGIN - 2)) if index == 0 else " " * (MARGIN - 2)
            right = self._in(_TIME, measured.rjust(room + 9 - len(row))) if measured and index == 0 else ""
            self.line(f"{left} {row}{right}")

    def _in(self, colour: str, text: str) -> str:
        return f"{colour}{text}{_PLAIN}" if self._coloured and text else text
