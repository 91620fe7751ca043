"""What the repositories of calls, queue and outbox give back: frozen values, detached from any transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class CallRow:
    """One call, without its saved state."""

    call_id: str
    user_identity: str
    caller_key: str
    room_name: str
    channel: str
    recording: bool
    created_at: datetime
    worker_id: str | None = None
    heartbeat_at: datetime | None = None
    ended_at: datetime | None = None
    end_reason: str | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One item of a timeline; `relative_ms` counts from the creation of the call."""

    seq: int
    kind: str
    at: datetime
    relative_ms: int
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class HandoffRow:
    """One entry of the queue."""

    id: str
    call_id: str
    reason: str
    summary: str
    state: dict[str, Any]
    requested_at: datetime
    closed_at: datetime | None = None
    disposition: str | None = None


@dataclass(frozen=True, slots=True)
class CallbackRow:
    """One promise to call back."""

    id: str
    call_id: str | None
    contact: str
    requested_at: datetime
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One effect that must still happen, happened at `done_at`, or was given up at `dead_at`.

    `attempts` counts the try under way too. `result` is what became of it, `body` what every try must send.
    """

    id: int
    kind: str
    key: str
    payload: dict[str, Any]
    created_at: datetime
    due_at: datetime
    attempts: int = 0
    last_error: str = ""
    leased_by: str | None = None
    leased_until: datetime | None = None
    dead_at: datetime | None = None
    done_at: datetime | None = None
    result: str = ""
    body: str | None = None


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One batch of orders; `published_at` is None while it is being filled."""

    id: int
    source: str
    file: str
    started_at: datetime
    published_at: datetime | None
    orders: int


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One act; `facts` are counts, ids and hashes."""

    at: datetime
    actor: str
    action: str
    facts: dict[str, Any]
