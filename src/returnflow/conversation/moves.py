"""What a brain may decide in one step. The brain reads a state and returns a move; the agents carry it out."""

from dataclasses import dataclass, field
from typing import Any

from returnflow.conversation.expecting import Expecting
from returnflow.conversation.reply import AgentName, Card, EndReason


@dataclass(frozen=True, slots=True)
class Value:
    """Something put into a sentence, written twice: for the ear and for the eye. `fact` says it needs a source."""

    ear: str
    eye: str
    fact: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """One thing to say, by key; `phrasing` chooses the words. `sources` are the ids of rules and records behind it."""

    key: str
    values: dict[str, Value] = field(default_factory=dict)
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Say:
    """Speak and wait for the caller."""

    phrases: tuple[Phrase, ...]
    expecting: Expecting
    cards: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True)
class UseTool:
    """Call one of the agent's tools; its result comes back to the brain before anything is said."""

    tool: str
    arguments: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What a tool found or did: domain values by name. `error` is the code of a refusal or failure; then nothing was written."""

    tool: str
    data: dict[str, Any] = field(default_factory=dict)
    error: str = ""


@dataclass(frozen=True, slots=True)
class HandTo:
    """Give the call to another agent, silently. `confidence` is how sure the routing is (0 to 1)."""

    agent: AgentName
    reason: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class End:
    """Say the last words and end the call."""

    reason: EndReason
    phrases: tuple[Phrase, ...] = ()


Move = Say | UseTool | HandTo | End
