"""What reached the desk in one turn, and the seam to the recogniser that heard it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Ears(Protocol):
    """The recogniser, still holding the audio of this turn. Kept until the turn is settled, then useless."""

    def score(self, texts: Sequence[str]) -> list[float]:
        """Log-probability (nats) of each text given the turn's audio; blocking, about 30 ms a text of 17 digits."""
        ...


class Source(StrEnum):
    """How the caller said it."""

    VOICE = "voice"
    TEXT = "text"
    KEYPAD = "keypad"


@dataclass(frozen=True, slots=True)
class Heard:
    """One turn of the caller. `text` is exactly what was recognised or typed. `ears` is None for typed words."""

    text: str
    source: Source = Source.VOICE
    ears: Ears | None = None
