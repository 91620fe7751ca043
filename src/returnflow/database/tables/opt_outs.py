"""Contacts that want no messages."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from returnflow.database.tables.base import Base


class OptOutTable(Base):
    """One contact on one channel. The contact itself is not kept: `contact` is its keyed hash."""

    __tablename__ = "opt_outs"

    contact: Mapped[str] = mapped_column(String(64), primary_key=True)
    channel: Mapped[str] = mapped_column(String(16), primary_key=True)
    source: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]
