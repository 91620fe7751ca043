"""Who decides what the simulated caller says: a list of lines, a list of sound files, a scenario's customer, or any program.

A driver gets each turn of the agent and answers with one action. Knows no room and no voice.
"""

import json
import selectors
import shlex
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from returnflow.errors import ReturnFlowError

LIMIT_S = 20.0
"""How long a driver program may think about one turn."""


class DriverFailed(ReturnFlowError):
    """The driver program broke the protocol: the call is over."""

    code = "driver"


@dataclass(frozen=True, slots=True)
class AgentTurn:
    """What the caller has just heard. `slots` are masked; `ended` means that no answer can be given any more."""

    agent: str
    text: str
    expecting: str
    slots: dict[str, Any] = field(default_factory=dict)
    ended: bool = False

    def to_document(self) -> dict[str, Any]:
        """The line of the driver protocol."""
        state = {"expecting": self.expecting, "slots": self.slots}
        return {"agent": self.agent, "text": self.text, "state": state, "ended": self.ended}


@dataclass(frozen=True, slots=True)
class Say:
    """Say these words, or play this file. Empty words without a file: keep silent this turn."""

    words: str
    audio: Path | None = None


@dataclass(frozen=True, slots=True)
class HangUp:
    """Leave the call."""


class Driver(Protocol):
    """One call's decisions. Blocking; `close` is called once, whatever happened."""

    def answer(self, turn: AgentTurn) -> Say | HangUp:
        """What to do after this turn of the agent. The answer to an ended turn is not used."""
        ...

    def close(self) -> None:
        """Let go of what it holds."""
        ...


class Lines:
    """Says the given lines one after the other, then hangs up."""

    def __init__(self, lines: Sequence[Say]) -> None:
        self._left = list(lines)

    def answer(self, turn: AgentTurn) -> Say | HangUp:
        """The next line."""
        return self._left.pop(0) if self._left else HangUp()

    def close(self) -> None:
        """Nothing is held."""


class Program:
    """Any program that speaks the protocol: one JSON line in for each turn of the agent, one JSON line back."""

    def __init__(self, command: str, limit: float = LIMIT_S) -> None:
        words = shlex.split(command)
        if not words:
            raise DriverFailed("the driver's command is empty", fix="give a program, such as `python driver.py`")
        try:
            self._process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        except OSError as error:
            raise DriverFailed(f"the driver does not start: {error}", fix="check the path of the program") from error
        self._limit = limit
        self._unread = b""

    def answer(self, turn: AgentTurn) -> Say | HangUp:
        """Ask the program. Raises DriverFailed for anything but the two answers of the protocol, in time."""
        self._write(turn)
        return HangUp() if turn.ended else parse_answer(self._line())

    def close(self) -> None:
        """Close its input; end it when it does not leave by itself."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None and not pipe.closed:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue  # it had left before reading the last line, which it may
        try:
            self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _write(self, turn: AgentTurn) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(turn.to_document()).encode() + b"\n")
            self._process.stdin.flush()
        except (BrokenPipeError, ValueError) as error:
            if not turn.ended:
                raise DriverFailed("the driver has ended before the call") from error

    def _line(self) -> bytes:
        assert self._process.stdout is not None
        deadline = time.monotonic() + self._limit
        with selectors.DefaultSelector() as ready:
            ready.register(self._process.stdout, selectors.EVENT_READ)
            while b"\n" not in self._unread:
                if not ready.select(max(0.0, deadline - time.monotonic())):
                    raise DriverFailed(f"the driver gave no answer within {self._limit:.0f} s")
                piece = self._process.stdout.read1(65536)  # type: ignore[attr-defined]  # a pipe is a BufferedReader
                if not piece:
                    raise DriverFailed("the driver has ended without an answer")
                self._unread += piece
        line, self._unread = self._unread.split(b"\n", 1)
        return line


def parse_answer(line: bytes) -> Say | HangUp:
    """The one line back, strictly: `{"say": str}` or `{"hang_up": true}`."""
    try:
        answer = json.loads(line)
    except ValueError as error:
        raise DriverFailed(f"the driver's answer is not JSON: {line[:80]!r}") from error
    if answer == {"hang_up": True} and answer["hang_up"] is True:
        return HangUp()
    if isinstance(answer, dict) and set(answer) == {"say"} and isinstance(answer["say"], str):
        return Say(answer["say"])
    raise DriverFailed(f"the driver's answer is neither a line to say nor a hang-up: {line[:80]!r}")
