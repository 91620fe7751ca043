"""What the desk answers in one turn: the whole contract between the agents and every edge (voice, web text, chat, tests)."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from returnflow.conversation.expecting import Expecting


class AgentName(StrEnum):
    """The six agents, as the customer named them."""

    INITIAL_ROUTER = "initial_router"
    AMAZON_VERIFICATION = "amazon_verification"
    AMAZON_PROCESSING = "amazon_processing"
    WALMART_VERIFICATION = "walmart_verification"
    WALMART_PROCESSING = "walmart_processing"
    HUMAN_HANDOFF = "human_handoff"


class EndReason(StrEnum):
    """Why a call ended: a closed list."""

    CALLER_HUNG_UP = "caller_hung_up"
    COMPLETED = "completed"
    HANDED_OFF = "handed_off"
    ABANDONED_IN_QUEUE = "abandoned_in_queue"
    SILENCE = "silence"
    MAX_DURATION = "max_duration"
    CALLER_NEVER_JOINED = "caller_never_joined"
    AGENT_LOST = "agent_lost"
    MEDIA_LOST = "media_lost"
    BUSY = "busy"
    ERROR = "error"


class Outcome(StrEnum):
    """What came of a call: a closed list."""

    RETURN_CREATED = "return_created"
    ANSWERED = "answered"
    HANDED_OFF = "handed_off"
    CALLBACK = "callback"
    ABANDONED = "abandoned"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Card:
    """Something the page shows: `kind` is `heard_number`, `order`, `items`, `decision`, `return`, `label` or `recording`.

    `data` is JSON-ready. `recording` with `{"recording": false}` tells the edge that records to stop and to delete what it has.
    """

    kind: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """The desk's answer to one turn.

    text: words for the ear, already written by `dialogue.phrasing` (numbers, money and dates as they are spoken).
    display: the same sentence for the eye ("$59.99" instead of "fifty nine dollars and ninety nine cents").
    agent: who speaks now. passed: the agents that control went through in this turn, in order, `agent` last when it changed.
    end: set when the call is over once `text` has been spoken.
    """

    text: str
    display: str
    agent: AgentName
    expecting: Expecting
    passed: tuple[AgentName, ...] = ()
    cards: tuple[Card, ...] = ()
    end: EndReason | None = None
    slots: dict[str, Any] = field(default_factory=dict)  # masked: for the driver protocol and the page
