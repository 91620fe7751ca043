"""Workers that are alive, and the places for calls that are taken."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from returnflow.database.tables.base import Base


class WorkerTable(Base):
    """One worker process, as of its last beat."""

    __tablename__ = "workers"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    capacity: Mapped[int]
    beat_at: Mapped[datetime]


class PlaceTable(Base):
    """One place taken: held until `held_until` for a caller who is on the way, or occupied while that is NULL."""

    __tablename__ = "places"

    call_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    held_until: Mapped[datetime | None]
    taken_at: Mapped[datetime]
