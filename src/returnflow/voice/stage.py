"""What the page sees of the conversation, and what the record gets of its timing.

Owns which messages go out when. Knows replies and stages as values; how they travel is `RoomLink`'s business.
"""

import time
from collections.abc import Callable
from typing import Any

from returnflow.conversation.hearing import Heard
from returnflow.conversation.reply import EndReason, Reply
from returnflow.voice.room import RoomLink
from returnflow.voice.taps import TurnTimes

Note = Callable[[str, dict[str, Any]], None]
"""Appends an item of this kind to the call's timeline, some time soon."""


class Stage:
    """One call's page."""

    def __init__(self, link: RoomLink, call_id: str, note: Note) -> None:
        self._link = link
        self._note = note
        self._turns = 0
        self._call_id = call_id

    def open(self) -> None:
        """The agent is in the room."""
        self._link.attributes({"rf.call": self._call_id})

    def reply(self, reply: Reply) -> None:
        """The desk has answered: show what is expected, and the cards, while the voice begins."""
        for card in reply.cards:
            self._link.send("card", {"kind": card.kind, "data": card.data})
        expecting = reply.expecting
        self._link.send("expecting", {
            "kind": expecting.kind.value,
            "slot": expecting.slot.value if expecting.slot else None,
            "digits": list(expecting.digits),
            "options": list(expecting.options),
        })
        self._link.attributes({"rf.agent": reply.agent.value, "rf.expecting": expecting.kind.value})

    def handed(self, handover: dict[str, Any]) -> None:
        """One agent handed to another: from, to, reason, confidence."""
        self._link.send("agent_changed", handover)

    def heard(self, heard: Heard) -> None:
        """The caller's turn, as it was taken."""
        self._transcript("user", heard.text)

    def said(self, heard: Heard | None, reply: Reply, words: str, times: TurnTimes) -> None:
        """A reply has been spoken, as far as `words`; with it a turn is over."""
        if words:
            self._transcript("agent", reply.display if words == reply.text else words)
        if heard is None:
            return
        self._turns += 1
        stages = times.stages()
        self._note("latency", {"turn": self._turns, "source": heard.source.value, **stages})
        self._link.send("turn", {
            "number": self._turns,
            "agent": reply.agent.value,
            "heard": heard.text,
            "reply": reply.display,
            "slots": reply.slots,
            "stages": stages,
        })

    async def ended(self, reason: EndReason, outcome: str) -> None:
        """The call is over; returns when the page knows."""
        self._link.send("call_ended", {"reason": reason.value, "outcome": outcome})
        await self._link.drain()

    def _transcript(self, role: str, text: str) -> None:
        self._link.send("send_transcript", {"role": role, "text": text, "timestamp": int(time.time() * 1000)})
