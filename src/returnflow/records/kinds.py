"""What a timeline is made of: the kinds of items and the facts each must carry.

Owns the list. A kind that is not here is still kept and shown: the record must not lose what a newer version wrote.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """The kinds, in the order in which a call usually meets them."""

    CALL_STARTED = "call_started"
    CONSENT = "consent"
    UTTERANCE = "utterance"
    AGENT_CHANGED = "agent_changed"
    TOOL_CALL = "tool_call"
    TOOL_RESULT = "tool_result"
    DECISION = "decision"
    CARD = "card"
    HANDOFF_REQUESTED = "handoff_requested"
    HANDOFF_OFFERED = "handoff_offered"
    HANDOFF_CLAIMED = "handoff_claimed"
    HANDOFF_RETURNED = "handoff_returned"
    HANDOFF_CLOSED = "handoff_closed"
    MESSAGE_SENT = "message_sent"
    LABEL_ISSUED = "label_issued"
    LATENCY = "latency"
    PROVIDER_SWITCHED = "provider_switched"
    ERROR = "error"
    CALL_ENDED = "call_ended"


REQUIRED: dict[Kind, tuple[str, ...]] = {
    Kind.UTTERANCE: ("role", "text"),
    Kind.AGENT_CHANGED: ("from", "to"),
    Kind.CARD: ("kind",),
    Kind.CALL_ENDED: ("reason", "outcome"),
}


def missing(kind: str, data: Mapping[str, Any]) -> tuple[str, ...]:
    """Facts that an item of this kind should have and has not."""
    try:
        required = REQUIRED.get(Kind(kind), ())
    except ValueError:
        return ()
    return tuple(name for name in required if name not in data)
