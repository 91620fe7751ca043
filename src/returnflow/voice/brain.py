"""The desk behind a thread: the conversation never waits on the event loop for a database or a score.

One thread a call keeps the desk's promise of one caller at a time, and the order of what happened.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from returnflow.agents.contract import DeskCall
from returnflow.conversation.hearing import Heard
from returnflow.conversation.reply import EndReason, Reply

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Considered:
    """What the answer to a text would be, and how long that took to know. `reply` is None when only a commit can tell."""

    text: str
    reply: Reply | None
    seconds: float


class Brain:
    """One call's desk, asynchronously. The desk is opened in its thread, by whatever is asked of it first."""

    def __init__(self, open_desk: Callable[[], DeskCall]) -> None:
        self._open_desk = open_desk
        self._opened: DeskCall | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="brain")

    async def run(self, work: Callable[[], T]) -> T:
        """Anything else that must happen in the order of the call, such as writing to its record."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def greet(self) -> Reply:
        """The first words."""
        return await self.run(lambda: self._desk.greet())

    async def consider(self, heard: Heard) -> Considered:
        """The answer if this were the whole turn. Changes nothing."""
        started = asyncio.get_running_loop().time()
        reply = await self.run(lambda: self._desk.consider(heard))
        return Considered(heard.text, reply, asyncio.get_running_loop().time() - started)

    async def commit(self, heard: Heard) -> Reply:
        """The turn is over."""
        return await self.run(lambda: self._desk.commit(heard))

    async def silence(self) -> Reply:
        """The caller has said nothing for a while."""
        return await self.run(lambda: self._desk.silence())

    async def spoken(self, reply: Reply, text: str, *, interrupted: bool) -> None:
        """What the caller heard of a reply."""
        await self.run(lambda: self._desk.spoken(reply, text, interrupted))

    async def end(self, reason: EndReason) -> None:
        """Close the record."""
        await self.run(lambda: self._desk.end(reason))

    @property
    def _desk(self) -> DeskCall:
        if self._opened is None:
            self._opened = self._open_desk()
        return self._opened

    def close(self) -> None:
        """No more work; what has begun is finished."""
        self._thread.shutdown(wait=True)
