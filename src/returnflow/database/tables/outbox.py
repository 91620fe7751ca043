"""Effects that must still happen."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from returnflow.database.tables.base import Base


class OutboxTable(Base):
    """One effect. Written with its cause; `key` makes it one, `due_at` moves on when a try fails."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_done_at_due_at", "done_at", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(32))
    key: Mapped[str] = mapped_column(String(128), unique=True)
    payload: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(default="")
    done_at: Mapped[datetime | None]
