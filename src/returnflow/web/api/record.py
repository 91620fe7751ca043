"""What a caller may read of his own call's record: enough for the page to come back after a reload.

Owns the snapshot's shape. The timeline is the only source; nothing here is kept twice. Must not show another caller's call.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from returnflow.database import CallRow, TimelineItem
from returnflow.errors import NotFound
from returnflow.web import session
from returnflow.web.parts import parts

FIRST_AGENT = "initial_router"


def own_call() -> CallRow:
    """The call this browser began last. The cookie names it and the row must name this caller."""
    caller = session.current()
    with parts().database.read() as work:
        row = work.calls.get(caller.call_id) if caller.call_id else None
    if row is None or row.caller_key != caller.key:
        raise NotFound("this browser is in no call")
    return row


def snapshot(row: CallRow) -> dict[str, Any]:
    """The call as the page needs it: captions, the agents that spoke, the latest card of each kind, and how it stands."""
    with parts().database.read() as work:
        items = work.timeline.read(row.call_id)
    return {
        "call_id": row.call_id,
        "live": row.ended_at is None,
        "end_reason": row.end_reason,
        "outcome": row.outcome,
        "captions": [_caption(item) for item in items if item.kind == "utterance" and item.data.get("text")],
        "agents": list(_agents(items)),
        "cards": _cards(items),
    }


def _caption(item: TimelineItem) -> dict[str, Any]:
    role = "agent" if item.data.get("role") in ("agent", "assistant") else "user"
    return {"id": f"s{item.seq}", "role": role, "text": str(item.data["text"]), "ms": item.relative_ms}


def _agents(items: Iterable[TimelineItem]) -> Iterable[str]:
    yield FIRST_AGENT
    for item in items:
        if item.kind == "agent_changed" and item.data.get("to"):
            yield str(item.data["to"])


def _cards(items: Sequence[TimelineItem]) -> list[dict[str, Any]]:
    """The latest of each kind, in the order in which the kinds first appeared."""
    latest: dict[str, dict[str, Any]] = {}
    for item in items:
        if item.kind == "card":
            kind = str(item.data.get("kind", ""))
            latest[kind] = {"kind": kind, "data": item.data.get("data", {})}
    return list(latest.values())
