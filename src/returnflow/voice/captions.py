"""The agent's words for the eye, at the pace of the voice, and how many of them have been heard. Knows only a playhead."""

import asyncio
from collections.abc import AsyncIterator
from typing import Protocol

POLL_S = 0.15  # a few words a message: a caption each word would be ten messages a second
AHEAD_S = 0.3  # reading runs a little ahead of hearing
PER_CHARACTER_S = 0.065  # speaking rate of the voice, used until the whole utterance has been made


class Playhead(Protocol):
    """How far an utterance has come; in seconds."""

    @property
    def played(self) -> float:
        """Heard so far."""

    @property
    def length(self) -> float:
        """Known so far."""

    @property
    def complete(self) -> bool:
        """Whether `length` is all of it."""


def share_heard(playhead: Playhead, text: str, ahead: float = 0.0) -> float:
    """Which part of `text` has been heard, from 0 to 1."""
    total = playhead.length if playhead.complete else max(playhead.length, len(text) * PER_CHARACTER_S)
    if playhead.played <= 0 or total <= 0:
        return 0.0
    return min(1.0, (playhead.played + ahead) / total)


def words_heard(playhead: Playhead, text: str) -> str:
    """The words of `text` that have been heard."""
    words = text.split()
    return " ".join(words[: round(share_heard(playhead, text) * len(words))])


async def paced(playhead: Playhead, spoken: str, display: str) -> AsyncIterator[str]:
    """`display` piece by piece while `spoken` is being said. Stops where it is when nobody asks any more."""
    words = display.split()
    shown = 0
    while shown < len(words):
        upto = round(share_heard(playhead, spoken, AHEAD_S) * len(words))
        if upto > shown:
            yield ("" if shown == 0 else " ") + " ".join(words[shown:upto])
            shown = upto
        else:
            await asyncio.sleep(POLL_S)
