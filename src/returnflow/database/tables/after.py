"""What happens to returns: steps taken, scans of their parcels, objections of their customers."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from returnflow.database.tables.base import Base, sealed


class ReturnEventTable(Base):
    """One step. Rows are only added."""

    __tablename__ = "return_events"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    rma: Mapped[str] = mapped_column(ForeignKey("returns.rma"), index=True)
    subject: Mapped[str] = mapped_column(String(16))
    was: Mapped[str] = mapped_column(String(24))
    now: Mapped[str] = mapped_column(String(24))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(16))
    why: Mapped[str]


class TrackingEventTable(Base):
    """One scan, under its sender's id. Rows are only added."""

    __tablename__ = "tracking_events"
    __table_args__ = (Index("ix_tracking_events_rma_at", "rma", "at"),)

    id: Mapped[str] = mapped_column(String(128), primary_key=True)
    rma: Mapped[str] = mapped_column(ForeignKey("returns.rma"))
    parcel: Mapped[int]
    scan: Mapped[str] = mapped_column(String(24))
    at: Mapped[datetime]
    known_at: Mapped[datetime]
    note: Mapped[str]


class DisputeTable(Base):
    """One objection. What the customer wrote, and the answer, are sealed."""

    __tablename__ = "disputes"
    __table_args__ = (Index("ix_disputes_state_opened_at", "state", "opened_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    rma: Mapped[str] = mapped_column(ForeignKey("returns.rma"), index=True)
    objection: Mapped[str] = mapped_column(String(24))
    text: Mapped[str] = sealed()
    opened_at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    closed_at: Mapped[datetime | None]
    answer: Mapped[str] = sealed()
