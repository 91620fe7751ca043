"""Returns, their lines and units, and what each return owns: one refund; its labels are in `labels`."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from returnflow.database.tables.base import Base, Document


class ReturnTable(Base):
    """One created return. It names its order without a foreign key: orders come and go in batches, returns stay."""

    __tablename__ = "returns"
    __table_args__ = (
        Index("ix_returns_store_order_number", "store", "order_number"),
        Index("ix_returns_created_at_rma", "created_at", "rma"),  # pages and the export, newest first
        Index("ix_returns_state_return_by", "state", "return_by"),  # what has run out
    )

    rma: Mapped[str] = mapped_column(String(16), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    store: Mapped[str] = mapped_column(String(16))
    order_number: Mapped[str] = mapped_column(String(32))
    state: Mapped[str] = mapped_column(String(24))
    resolution: Mapped[str] = mapped_column(String(16))
    handling: Mapped[str] = mapped_column(String(24))
    method: Mapped[str | None] = mapped_column(String(24))
    return_by: Mapped[date]
    drop_off_code: Mapped[str | None] = mapped_column(String(16), unique=True)
    parcels: Mapped[int]
    risk_score: Mapped[int]
    risk_signals: Mapped[list[str]] = mapped_column(Document)
    filed_by: Mapped[str] = mapped_column(String(16))
    replacement: Mapped[str | None] = mapped_column(String(64))
    call_id: Mapped[str | None] = mapped_column(String(36), index=True)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    lines: Mapped[list["ReturnLineTable"]] = relationship(lazy="selectin", order_by="ReturnLineTable.line_no")
    refund: Mapped["RefundTable"] = relationship(lazy="joined", innerjoin=True)


class ReturnLineTable(Base):
    """One line of a return with the decision that allowed it."""

    __tablename__ = "return_lines"

    rma: Mapped[str] = mapped_column(ForeignKey("returns.rma"), primary_key=True)
    line_no: Mapped[int] = mapped_column(primary_key=True)
    units: Mapped[list[int]]
    item: Mapped[str]
    reason: Mapped[str] = mapped_column(String(32))
    outcome: Mapped[str] = mapped_column(String(24))
    rule_version: Mapped[str] = mapped_column(String(64))
    decision: Mapped[dict[str, Any]]
    rejected: Mapped[list[int]]
    verdict: Mapped[str]


class ReturnUnitTable(Base):
    """A unit that is on its way back. Its primary key is what makes a return unique by nature."""

    __tablename__ = "return_units"

    store: Mapped[str] = mapped_column(String(16), primary_key=True)
    order_number: Mapped[str] = mapped_column(String(32), primary_key=True)
    line_no: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[int] = mapped_column(primary_key=True)
    rma: Mapped[str] = mapped_column(ForeignKey("returns.rma"), index=True)


class RefundTable(Base):
    """The money of one return."""

    __tablename__ = "refunds"

    rma: Mapped[str] = mapped_column(ForeignKey("returns.rma"), primary_key=True)
    amount_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    tender: Mapped[str] = mapped_column(String(24))
    state: Mapped[str] = mapped_column(String(16))
    issued_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    reference: Mapped[str | None] = mapped_column(String(64))
    charge_back_on: Mapped[date | None] = mapped_column(index=True)
