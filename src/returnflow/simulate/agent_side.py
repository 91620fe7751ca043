"""What the agent shows besides its voice, kept in the order of arrival: captions, states, data messages. Knows no audio.

Times are on the monotonic clock, the same as the audio's.
"""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

TOPIC = "client_actions"
SPEAKING, THINKING = "speaking", "thinking"


@dataclass(frozen=True, slots=True)
class Action:
    """One data message of the agent."""

    at: float
    name: str
    payload: dict[str, Any]


@dataclass(slots=True)
class Caption:
    """One segment of the agent's words, as far as it has come."""

    at: float
    text: str = ""


@dataclass(slots=True)
class AgentSide:
    """Everything received so far."""

    actions: list[Action] = field(default_factory=list)
    captions: dict[str, Caption] = field(default_factory=dict)
    states: list[tuple[float, str]] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)

    def data(self, topic: str | None, raw: bytes) -> None:
        """A data packet; what is not one of ours is left alone."""
        if topic != TOPIC:
            return
        try:
            message = json.loads(raw)
        except ValueError:
            return
        if isinstance(message, dict) and isinstance(message.get("action"), str):
            payload = message.get("payload")
            self.actions.append(Action(time.monotonic(), message["action"], payload if isinstance(payload, dict) else {}))

    def attributes_changed(self, changed: dict[str, str]) -> None:
        """The agent's attributes, e.g. `lk.agent.state` and `rf.expecting`."""
        self.attributes.update(changed)
        if "lk.agent.state" in changed:
            self.states.append((time.monotonic(), changed["lk.agent.state"]))

    def caption(self, segment: str, text: str) -> None:
        """More words of a segment."""
        self.captions.setdefault(segment, Caption(time.monotonic())).text += text

    def named(self, name: str, since: float = 0.0) -> Iterator[Action]:
        """The actions of one name from `since` on."""
        return (action for action in self.actions if action.name == name and action.at >= since)

    def last(self, name: str) -> dict[str, Any]:
        """The newest payload of that name, empty when none came."""
        return next((action.payload for action in reversed(self.actions) if action.name == name), {})

    def words(self, since: float) -> str:
        """The agent's captions that began after `since`, as one line."""
        return " ".join(caption.text.strip() for caption in self.captions.values() if caption.at >= since).strip()

    def taken(self, since: float = 0.0) -> list[float]:
        """Moments at which the desk took a turn of the caller as over and told what it had heard."""
        return [action.at for action in self.named("send_transcript", since) if action.payload.get("role") == "user"]

    def committed(self) -> list[float]:
        """Moments at which the agent began to speak, or took the caller's turn as over."""
        return [at for at, state in self.states if state == SPEAKING] + self.taken()

    @property
    def busy(self) -> bool:
        """Whether the agent says that it speaks or thinks."""
        return bool(self.states) and self.states[-1][1] in (SPEAKING, THINKING)

    @property
    def ended(self) -> bool:
        """Whether the agent has announced the end of the call."""
        return any(action.name == "call_ended" for action in self.actions)
