"""Tries at a fact or a code."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from returnflow.database.tables.base import Base


class AttemptTable(Base):
    """One try of one caller at one order number, whether or not there is such an order."""

    __tablename__ = "attempts"
    __table_args__ = (
        Index("ix_attempts_who_what_when", "caller_key", "store", "order_digits", "at"),
        Index("ix_attempts_what_when", "store", "order_digits", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    caller_key: Mapped[str] = mapped_column(String(128))
    store: Mapped[str] = mapped_column(String(16))
    order_digits: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(8))
    ok: Mapped[bool]
    at: Mapped[datetime]
