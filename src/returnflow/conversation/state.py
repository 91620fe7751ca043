"""`ConversationState`: everything known in one call, under the names the customer gave, and what a resumption needs besides.

Immutable: a turn makes a new state, so a speculative answer can be dropped by forgetting it. Saved whole after each turn.
The record of what was said is complete here; a language model is shown only `window()`, the last ten messages.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from returnflow.conversation.expecting import Expecting
from returnflow.conversation.facts import ReturnFacts
from returnflow.conversation.moves import Phrase
from returnflow.conversation.reply import AgentName
from returnflow.conversation.slots import Slot
from returnflow.returns.contact import Channel, Masked
from returnflow.returns.model import Decision, Handling, OrderLine, Reason, Store
from returnflow.returns.risk import Risk

WINDOW = 10
"""Messages a language model is shown."""


@dataclass(frozen=True, slots=True)
class Message:
    """One thing said. `role` is `user` or `assistant`."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls and how, as the edge told it."""

    caller_key: str = ""
    channel: str = "voice"
    recording: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """How the one-time code stands; never the code itself. `to` is told to a verified caller only.

    `open`: one was sent and is waited for. `declined`: the caller wants none. `closed`: no code helps any more, only a person.
    """

    to: Masked | None = None
    prefer: Channel | None = None  # the channel that the caller asked for
    open: bool = False
    passed: bool = False
    declined: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """The return in the making. `filled` remembers in which order facts came, so that "go back" knows what to ask again."""

    zip: str | None = None
    last_name: str | None = None
    partial_digits: str = ""
    verified: bool = False
    locked: bool = False
    wrong_facts: int = 0
    zone: str = ""
    lines: tuple[OrderLine, ...] = ()
    returned: tuple[int, ...] = ()
    known_returns: tuple[ReturnFacts, ...] = ()
    line_no: int | None = None
    quantity: int = 0
    decision: Decision | None = None
    needs_code: bool = False
    proof: Proof = field(default_factory=Proof)
    risk: Risk = field(default_factory=Risk)
    handling: Handling = Handling.AUTO
    wants_change: bool = False  # asked to change an address, a contact, or where the money goes
    confirmed: bool = False
    made: ReturnFacts | None = None
    earlier: tuple[ReturnFacts, ...] = ()
    refused: bool = False
    filled: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class Talk:
    """How the conversation goes: the open question, how often it was asked, and what was said last.

    `unrecorded` is the last reply's timeline item: it is written once it is known how much of it the caller heard.
    """

    turn: int = 0
    question: str = ""
    asking: Phrase | None = None
    expecting: Expecting = field(default_factory=Expecting)
    asked: int = 0
    missed: int = 0
    silences: int = 0
    slower: bool = False
    wrapping_up: bool = False
    answered: int = 0
    phrases: tuple[Phrase, ...] = ()
    text: str = ""
    display: str = ""
    unrecorded: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Handoff:
    """The way to a person: why, the queue's row, and the number to call back."""

    reason: str = ""
    came_from: AgentName | None = None
    request_id: str = ""
    contact: str = ""
    contact_confirmed: bool = False
    callback_id: str = ""
    declined: bool = False


@dataclass(frozen=True, slots=True)
class ConversationState:
    """The customer's ten fields first, then ours."""

    session_id: str
    user_identity: str
    created_at: datetime
    last_updated: datetime
    store: Store | None = None
    item_type: str | None = None
    order_number: str | None = None
    return_reason: Reason | None = None
    current_agent: AgentName = AgentName.INITIAL_ROUTER
    conversation_history: tuple[Message, ...] = ()
    user_intent: str | None = None
    caller: Caller = field(default_factory=Caller)
    case: Case = field(default_factory=Case)
    talk: Talk = field(default_factory=Talk)
    handoff: Handoff = field(default_factory=Handoff)
    end_reason: str | None = None

    def window(self) -> tuple[Message, ...]:
        """The last ten messages."""
        return self.conversation_history[-WINDOW:]

    def heard_only(self, content: str) -> "ConversationState":
        """With the last message cut to what the caller heard of it."""
        *before, last = self.conversation_history
        return replace(self, conversation_history=(*before, Message(last.role, content)))

    def plus(self, role: str, content: str) -> "ConversationState":
        """With one more message."""
        return replace(self, conversation_history=(*self.conversation_history, Message(role, content)))

    @property
    def line(self) -> OrderLine | None:
        """The order line being returned, once it is known."""
        return next((line for line in self.case.lines if line.line_no == self.case.line_no), None)


_SAVED = TypeAdapter(ConversationState)


def to_json(state: ConversationState) -> dict[str, Any]:
    """The whole state as JSON-ready values, for `work.calls.save_state`."""
    document: dict[str, Any] = _SAVED.dump_python(state, mode="json")
    return document


def from_json(document: dict[str, Any]) -> ConversationState:
    """The state that `to_json` wrote."""
    return _SAVED.validate_python(document, strict=False)
