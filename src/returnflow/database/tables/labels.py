"""Labels, one a parcel."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from returnflow.database.tables.base import Base


class LabelTable(Base):
    """The label of one parcel. `file` is relative to the labels folder, so that data can be moved.

    All parcels of a return share its drop-off code; no two returns do.
    """

    __tablename__ = "labels"
    __table_args__ = (UniqueConstraint("drop_off_code", "parcel"),)

    rma: Mapped[str] = mapped_column(ForeignKey("returns.rma"), primary_key=True)
    parcel: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    state: Mapped[str] = mapped_column(String(16))
    carrier: Mapped[str] = mapped_column(String(24))
    tracking: Mapped[str] = mapped_column(String(64), index=True)
    qr: Mapped[str]
    drop_off_code: Mapped[str] = mapped_column(String(16))
    file: Mapped[str | None]
    released_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(default="")
