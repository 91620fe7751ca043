"""Orders as rows and back: what is sealed, what is hashed for look-up, what the fingerprint covers."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from typing import Any

from returnflow.database.sealing import Sealer, email_key, phone_key
from returnflow.database.tables import OrderLineTable, OrderTable
from returnflow.database.tables.orders import ORDERS_A_BATCH
from returnflow.returns.model import Address, Customer, Money, Order, OrderLine, Seller, Store, Tender

PERSONAL = tuple(each.name for each in fields(Customer) if each.name != "id")
_DATES = ("shipped_at", "delivered_at", "promised_at")
_PLAIN = (
    *("line_no", "title", "short_name", "category", "quantity", "opened", "bulky", "gift", "parcel", "replaces", "weight_g"),
    "bundle",
    *_DATES,
)


@dataclass(slots=True)
class Rows:
    """Rows ready to be inserted: sealing takes longer than inserting, so it is done before a transaction begins."""

    orders: list[dict[str, Any]] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)


def rows_of(orders: Iterable[tuple[Order, str]], batch_id: int, first: int, sealer: Sealer) -> Rows:
    """The rows of orders (each with its fingerprint) in one batch, numbered from `first`."""
    made = Rows()
    for place, (order, print_) in enumerate(orders, start=first):
        order_id = batch_id * ORDERS_A_BATCH + place
        made.orders.append(_order_row(order, print_, order_id, batch_id, sealer))
        made.lines.extend(_line_row(line, order_id) for line in order.lines)
    return made


def _order_row(order: Order, print_: str, order_id: int, batch_id: int, sealer: Sealer) -> dict[str, Any]:
    customer = order.customer
    email, phone = email_key(sealer, customer.email), phone_key(sealer, customer.phone)
    return {
        "id": order_id,
        "batch_id": batch_id,
        "store": str(order.store),
        "number": order.number,
        "purchased_at": order.purchased_at,
        "customer_id": customer.id or _id_by_contact(customer, email, phone, sealer),
        **{name: sealer.seal(text) for name, text in _personal(customer).items()},
        "email_mac": email,
        "phone_mac": phone,
        "fingerprint": print_,
    }


def _personal(customer: Customer) -> dict[str, str]:
    """What is personal about a customer, as text; an address as JSON."""
    address = json.dumps(asdict(customer.address)) if customer.address is not None else ""
    return {name: getattr(customer, name) for name in PERSONAL if name != "address"} | {"address": address}


def _id_by_contact(customer: Customer, email: str | None, phone: str | None, sealer: Sealer) -> str:
    """Who has no id of the merchant's: orders with one contact are one customer's."""
    key = email or phone or sealer.mac(f"name:{customer.name.casefold()} {customer.zip}")
    return f"c-{key[:32]}"


def _line_row(line: OrderLine, order_id: int) -> dict[str, Any]:
    return {
        "order_id": order_id,
        "price_minor": line.price.minor,
        "tax_minor": line.tax.minor,
        "currency": line.price.currency,
        "tender": str(line.tender),
        "seller": str(line.seller),
        "promotion_minor": line.promotion.minor if line.promotion is not None else None,
        "shipping_minor": line.shipping.minor if line.shipping is not None else None,
        **{name: getattr(line, name) for name in _PLAIN},
    }


def fingerprint(order: Order, sealer: Sealer) -> str:
    """Equal for orders with equal content. Keyed, so that it tells nobody whether a guessed name was right."""
    customer = order.customer
    facts: list[object] = [order.store, order.number, _moment(order.purchased_at), customer.id]
    facts += _personal(customer).values()
    for line in order.lines:
        facts += [line.price.minor, line.tax.minor, line.price.currency, line.tender, line.seller, line.promotion, line.shipping]
        facts += [_moment(getattr(line, name)) if name in _DATES else getattr(line, name) for name in _PLAIN]
    return sealer.mac("\x1f".join(map(str, facts)))


def _moment(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat() if at else ""


def order_of(row: OrderTable, sealer: Sealer) -> Order:
    """The order a row stands for. Raises WrongKey."""
    store = Store(row.store)
    known: dict[str, Any] = {name: sealer.open(getattr(row, name)) for name in PERSONAL}
    known["address"] = Address(**json.loads(known["address"])) if known["address"] else None
    return Order(
        store=store,
        number=row.number,
        customer=Customer(id=row.customer_id, **known),
        lines=tuple(_line(store, row, line) for line in row.lines),
        purchased_at=row.purchased_at,
        source=row.batch.source,
    )


def _line(store: Store, order: OrderTable, row: OrderLineTable) -> OrderLine:
    return OrderLine(
        store=store,
        order_number=order.number,
        price=Money(row.price_minor, row.currency),
        tax=Money(row.tax_minor, row.currency),
        purchased_at=order.purchased_at,
        tender=Tender(row.tender),
        seller=Seller(row.seller),
        promotion=_amount(row.promotion_minor, row.currency),
        shipping=_amount(row.shipping_minor, row.currency),
        **{name: getattr(row, name) for name in _PLAIN},
    )


def _amount(minor: int | None, currency: str) -> Money | None:
    return None if minor is None else Money(minor, currency)
