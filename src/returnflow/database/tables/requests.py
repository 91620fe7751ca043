"""Requests that came with a key of their own, so that the same one again gets the same answer."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from returnflow.database.tables.base import Base


class RequestTable(Base):
    """One key of one sender: what was asked under it (a hash), and the return that came of it."""

    __tablename__ = "requests"

    sender: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    rma: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(index=True)
