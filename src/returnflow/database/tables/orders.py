"""Orders in batches, and their lines. What is seen is what lies in a published batch, the newest one where several have it.

An order carries its customer as he was when he bought: the ZIP code that proves who calls is that of this order, whatever the
customer's next order says.
"""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from returnflow.database.tables.base import Base, sealed

ORDERS_A_BATCH = 1 << 32
"""Ids of a batch's orders begin at its id times this, so that a batch is one range of the primary key."""

_Id = BigInteger().with_variant(Integer(), "sqlite")  # 64 bits on both; SQLite keeps rows in the order of an INTEGER key only


class OrderBatchTable(Base):
    """Orders that became visible together. `published_at` is the switch; rows of a batch without it are seen by nobody.

    `beat_at` moves on while orders are being added to a batch that is not published yet: one that stands still was given up.
    `holder` is the process that fills it.
    """

    __tablename__ = "order_batches"

    id: Mapped[int] = mapped_column(_Id, primary_key=True, autoincrement=True)
    source: Mapped[str] = mapped_column(String(16))
    file: Mapped[str] = mapped_column(default="")
    holder: Mapped[str] = mapped_column(default="")
    started_at: Mapped[datetime]
    beat_at: Mapped[datetime]
    published_at: Mapped[datetime | None] = mapped_column(index=True)


class OrderTable(Base):
    """One order of one batch. `fingerprint` is keyed and of the whole content: an equal one means that nothing changed.

    `forget_on` is the day from which personal data must be gone, NULL until it has been computed; `forgotten_at` when they were.
    """

    __tablename__ = "orders"
    # Answers look-ups and `nearest` alone: no row is touched for a number that is not there.
    __table_args__ = (Index("ix_orders_store_number_batch_id", "store", "number", "batch_id", unique=True),)

    id: Mapped[int] = mapped_column(_Id, primary_key=True, autoincrement=False)
    batch_id: Mapped[int] = mapped_column(_Id, ForeignKey("order_batches.id"))
    store: Mapped[str] = mapped_column(String(16))
    number: Mapped[str] = mapped_column(String(32))
    purchased_at: Mapped[datetime]
    customer_id: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str] = sealed()
    last_name: Mapped[str] = sealed()
    zip: Mapped[str] = sealed()
    email: Mapped[str] = sealed()
    phone: Mapped[str] = sealed()
    address: Mapped[str] = sealed()
    email_mac: Mapped[str | None] = mapped_column(String(64), index=True)
    phone_mac: Mapped[str | None] = mapped_column(String(64), index=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    forget_on: Mapped[date | None] = mapped_column(index=True)
    forgotten_at: Mapped[datetime | None]

    batch: Mapped[OrderBatchTable] = relationship(lazy="joined", innerjoin=True)
    lines: Mapped[list["OrderLineTable"]] = relationship(
        lazy="selectin", order_by="OrderLineTable.line_no", cascade="all, delete-orphan", passive_deletes=True
    )


class OrderLineTable(Base):
    """One line of an order. Amounts in minor units, weight in grams."""

    __tablename__ = "order_lines"
    __table_args__ = {"sqlite_with_rowid": False}

    order_id: Mapped[int] = mapped_column(_Id, ForeignKey("orders.id", ondelete="CASCADE"), primary_key=True)
    line_no: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    short_name: Mapped[str]
    category: Mapped[str] = mapped_column(String(48))
    quantity: Mapped[int]
    price_minor: Mapped[int] = mapped_column(BigInteger)
    tax_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    tender: Mapped[str] = mapped_column(String(24))
    seller: Mapped[str] = mapped_column(String(16))
    opened: Mapped[bool]
    bulky: Mapped[bool]
    gift: Mapped[bool]
    parcel: Mapped[int]
    replaces: Mapped[str | None] = mapped_column(String(32))
    weight_g: Mapped[int | None]
    promotion_minor: Mapped[int | None] = mapped_column(BigInteger)
    shipping_minor: Mapped[int | None] = mapped_column(BigInteger)
    bundle: Mapped[str | None] = mapped_column(String(32))
    shipped_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    promised_at: Mapped[datetime | None]
