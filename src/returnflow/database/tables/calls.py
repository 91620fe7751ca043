"""Calls and their timelines."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from returnflow.database.tables.base import Base, sealed

_KEPT = text("forgotten_at IS NULL")


class CallTable(Base):
    """One conversation and its saved state, a JSON document under seal: it holds everything that was said."""

    __tablename__ = "calls"
    __table_args__ = (
        # Answers "is this caller already in a call" and "which calls are live" without reading ended ones.
        Index("ix_calls_ended_at_caller_key", "ended_at", "caller_key"),
        # Over calls whose words are still kept: a round of forgetting reads none that is done.
        Index("ix_calls_kept_ended_at", "ended_at", sqlite_where=_KEPT, postgresql_where=_KEPT),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    user_identity: Mapped[str] = mapped_column(String(64))
    caller_key: Mapped[str] = mapped_column(String(128))
    room_name: Mapped[str] = mapped_column(String(128), index=True)
    channel: Mapped[str] = mapped_column(String(16))
    recording: Mapped[bool]
    created_at: Mapped[datetime]
    worker_id: Mapped[str | None] = mapped_column(String(64))
    heartbeat_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None] = mapped_column(String(32))
    outcome: Mapped[str | None] = mapped_column(String(32))
    state: Mapped[str | None] = sealed(deferred=True)
    state_at: Mapped[datetime | None]
    forgotten_at: Mapped[datetime | None]


class TimelineTable(Base):
    """One item of a call's timeline. Rows are only ever added. `words` are what was said, of an utterance, under seal."""

    __tablename__ = "timeline"

    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime]
    relative_ms: Mapped[int]
    data: Mapped[dict[str, Any]]
    words: Mapped[str] = sealed(default="")
