"""`AgentContext`: what one agent hands to the next, in exactly the JSON shape the customer's document shows."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from returnflow.conversation.reply import AgentName
from returnflow.conversation.state import ConversationState, Message


@dataclass(frozen=True, slots=True)
class AgentContext:
    """The state and the routing around it. `confidence_score` is the routing's, 0 to 1."""

    state: ConversationState
    previous_agent: AgentName | None = None
    next_agent: AgentName | None = None
    confidence_score: float = 1.0
    user_intent: str | None = None

    def to_document(self) -> dict[str, Any]:
        """The document's JSON: six keys, for the item in hand, with the last ten messages."""
        state = self.state
        return {
            "conversation_history": [{"role": message.role, "content": message.content} for message in state.window()],
            "extracted_data": {
                "store": _text(state.store),
                "item_type": state.item_type,
                "order_number": state.order_number,
                "reason": _text(state.return_reason),
            },
            "current_agent": state.current_agent.value,
            "next_agent": self.next_agent.value if self.next_agent else None,
            "user_intent": self.user_intent or state.user_intent,
            "session_id": state.session_id,
        }

    @classmethod
    def from_document(cls, document: dict[str, Any], *, user_identity: str = "", now: datetime | None = None) -> "AgentContext":
        """The context a document describes. What the document does not hold (identity, times) is given beside it."""
        moment = now or datetime.now(UTC)
        extracted = document.get("extracted_data") or {}
        state = ConversationState(
            session_id=document["session_id"],
            user_identity=user_identity,
            created_at=moment,
            last_updated=moment,
            store=extracted.get("store"),
            item_type=extracted.get("item_type"),
            order_number=extracted.get("order_number"),
            return_reason=extracted.get("reason"),
            current_agent=AgentName(document["current_agent"]),
            conversation_history=tuple(Message(m["role"], m["content"]) for m in document.get("conversation_history", ())),
            user_intent=document.get("user_intent"),
        )
        following = document.get("next_agent")
        return cls(state, next_agent=AgentName(following) if following else None, user_intent=document.get("user_intent"))

    def handed(self) -> "AgentContext":
        """After the hand-over: the next agent is the current one."""
        if self.next_agent is None:
            return self
        state = replace(self.state, current_agent=self.next_agent)
        return replace(self, state=state, previous_agent=self.state.current_agent, next_agent=None)


def _text(value: str | None) -> str | None:
    return None if value is None else str(value)
