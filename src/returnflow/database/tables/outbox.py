"""Effects that must still happen."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from returnflow.database.tables.base import Base

_OPEN = text("done_at IS NULL AND dead_at IS NULL")
_DEAD = text("dead_at IS NOT NULL")


class OutboxTable(Base):
    """One effect. Written with its cause; `key` makes it one, `due_at` moves on when a try fails.

    A row is open, done or dead. While `leased_until` lies ahead a process is at it; the lease of a process that died runs out.
    `result` is what became of it, in a few words; `body` is what was sent, where every try must send the same bytes.
    """

    __tablename__ = "outbox"
    # Over open rows only: a sweep reads what is due, however many millions are done.
    __table_args__ = (
        Index("ix_outbox_open_due_at", "due_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_outbox_dead_at", "dead_at", sqlite_where=_DEAD, postgresql_where=_DEAD),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(32))
    key: Mapped[str] = mapped_column(String(128), unique=True)
    rma: Mapped[str | None] = mapped_column(String(16), index=True)
    payload: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(default="")
    leased_by: Mapped[str | None] = mapped_column(String(36))
    leased_until: Mapped[datetime | None]
    dead_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    result: Mapped[str] = mapped_column(String(200), default="")
    body: Mapped[str | None]
