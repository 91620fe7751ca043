"""The call's room as the conversation sees it: messages to the page, attributes, and what the page may ask for.

Owns the wire format of the data topic. Whatever is malformed, too long or unknown is dropped and counted; nothing that comes from
a page can raise here.
"""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from livekit import rtc

TOPIC = "client_actions"
MAX_BYTES = 15 * 1024
BEAT_S = 5.0

log = logging.getLogger(__name__)


class RoomLink:
    """Sends to everybody in the room; listens to one participant only."""

    def __init__(self, room: rtc.Room, caller: str) -> None:
        self._room = room
        self._caller = caller
        self._handlers: dict[str, Callable[[], Awaitable[None]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.malformed = 0
        room.on("data_received", self._on_data)

    def on(self, action: str, handler: Callable[[], Awaitable[None]]) -> None:
        """What to do when the caller's page asks for `action`."""
        self._handlers[action] = handler

    def send(self, action: str, payload: dict[str, Any]) -> None:
        """Tell the page, without waiting for it."""
        document = json.dumps({"type": "client_action", "action": action, "payload": payload}, default=str)
        if len(document.encode()) > MAX_BYTES:
            log.warning("a message to the page is too long", extra={"action": action})
            return
        self._later(self._publish(document))

    def attributes(self, values: dict[str, str]) -> None:
        """Set attributes of the agent, which late joiners see too."""
        self._later(self._set_attributes(values))

    async def beat(self) -> None:
        """Tell the page regularly that the agent is alive."""
        while True:
            me = self._room.local_participant.identity
            self.send("heartbeat", {"timestamp": int(time.time() * 1000), "agent_identity": me})
            await asyncio.sleep(BEAT_S)

    async def drain(self) -> None:
        """Wait until everything said so far has been sent."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=2)

    async def _publish(self, document: str) -> None:
        if self._room.isconnected():
            await self._room.local_participant.publish_data(document, reliable=True, topic=TOPIC)

    async def _set_attributes(self, values: dict[str, str]) -> None:
        if self._room.isconnected():
            await self._room.local_participant.set_attributes(values)

    def _on_data(self, packet: rtc.DataPacket) -> None:
        if packet.topic != TOPIC or packet.participant is None or packet.participant.identity != self._caller:
            return
        action = parse(packet.data)
        if action is None:
            self.malformed += 1
        elif handler := self._handlers.get(action):
            self._later(handler())

    def _later(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.warning("could not reach the page: %s", error)  # the page may just have gone


def parse(data: bytes) -> str | None:
    """The action a page asks for, or None when the message is none of ours."""
    if len(data) > MAX_BYTES:
        return None
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict) or document.get("type") != "client_action":
        return None
    action = document.get("action")
    return action if isinstance(action, str) else None
