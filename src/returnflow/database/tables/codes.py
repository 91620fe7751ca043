"""One-time codes."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from returnflow.database.tables.base import Base, sealed


class CodeTable(Base):
    """One code that was sent, or would have been: an order that does not exist gets a row like any other.

    `fingerprint` is what a code given back is compared with, `value` is for whoever delivers it. `address_mac` keeps apart to
    whom it went without telling; it is empty when it went to nobody.
    """

    __tablename__ = "codes"
    __table_args__ = (
        Index("ix_codes_what_when", "store", "order_digits", "sent_at"),
        Index("ix_codes_who_when", "caller_key", "sent_at"),
        Index("ix_codes_to_when", "address_mac", "sent_at"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    caller_key: Mapped[str] = mapped_column(String(128))
    store: Mapped[str] = mapped_column(String(16))
    order_digits: Mapped[str] = mapped_column(String(32))
    channel: Mapped[str] = mapped_column(String(8))
    reaches: Mapped[bool]
    address_mac: Mapped[str] = mapped_column(String(64))
    fingerprint: Mapped[str] = mapped_column(String(64))
    value: Mapped[str] = sealed()
    sent_at: Mapped[datetime] = mapped_column(index=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
