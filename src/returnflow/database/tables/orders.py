"""Customers, their orders and the lines."""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from returnflow.database.tables.base import Base


class CustomerTable(Base):
    """Who bought."""

    __tablename__ = "customers"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str]
    last_name: Mapped[str]
    zip: Mapped[str] = mapped_column(String(5))
    email: Mapped[str]
    phone: Mapped[str]


class OrderTable(Base):
    """One order; `digits` is its number without dashes, which is what a caller says."""

    __tablename__ = "orders"
    # Covers `nearest`, which reads only digits: no row is touched.
    __table_args__ = (Index("ix_orders_store_digits", "store", "digits", unique=True),)

    store: Mapped[str] = mapped_column(String(16), primary_key=True)
    number: Mapped[str] = mapped_column(String(32), primary_key=True)
    digits: Mapped[str] = mapped_column(String(32))
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id"), index=True)
    purchased_at: Mapped[datetime]
    source: Mapped[str] = mapped_column(String(16), default="demo")

    customer: Mapped[CustomerTable] = relationship(lazy="joined", innerjoin=True)
    lines: Mapped[list["OrderLineTable"]] = relationship(
        lazy="selectin", order_by="OrderLineTable.line_no", cascade="all, delete-orphan"
    )


class OrderLineTable(Base):
    """One line of an order. Amounts in minor units."""

    __tablename__ = "order_lines"
    __table_args__ = (ForeignKeyConstraint(["store", "order_number"], ["orders.store", "orders.number"], ondelete="CASCADE"),)

    store: Mapped[str] = mapped_column(String(16), primary_key=True)
    order_number: Mapped[str] = mapped_column(String(32), primary_key=True)
    line_no: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    short_name: Mapped[str]
    category: Mapped[str] = mapped_column(String(48))
    quantity: Mapped[int]
    price_minor: Mapped[int]
    tax_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    tender: Mapped[str] = mapped_column(String(24))
    seller: Mapped[str] = mapped_column(String(16))
    opened: Mapped[bool]
    bulky: Mapped[bool]
    shipped_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    promised_at: Mapped[datetime | None]
    gift: Mapped[bool] = mapped_column(default=False)
    parcel: Mapped[int] = mapped_column(default=1)
    replaces: Mapped[str | None] = mapped_column(String(32))
    weight_g: Mapped[int | None]
    promotion_minor: Mapped[int | None]
    shipping_minor: Mapped[int | None]
    bundle: Mapped[str | None] = mapped_column(String(32))
