"""Callers who wait for a person, and those who want to be called back."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from returnflow.database.tables.base import Base, sealed


class HandoffTable(Base):
    """One entry of the queue, with the call's saved state; `disposition` is written when it is closed."""

    __tablename__ = "handoffs"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id"), index=True)
    reason: Mapped[str]
    summary: Mapped[str] = sealed()
    state: Mapped[str] = sealed()
    requested_at: Mapped[datetime]
    closed_at: Mapped[datetime | None] = mapped_column(index=True)
    disposition: Mapped[str | None] = mapped_column(String(32))


class CallbackTable(Base):
    """One promise to call back."""

    __tablename__ = "callbacks"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    call_id: Mapped[str | None] = mapped_column(ForeignKey("calls.id"), index=True)
    contact: Mapped[str] = sealed()
    requested_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
