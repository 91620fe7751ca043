"""The demo's orders, read from YAML and put into the database. Seeding again brings the dates up to today and doubles nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from returnflow.returns.model import Customer, Money, Order, OrderLine, Seller, Store, Tender
from returnflow.stores import yaml_file
from returnflow.stores.ports import OrderStore

_HERE = Path(__file__).parent
_DAYS_AGO = ("shipped", "delivered", "promised")
_WORTH_TRYING = (
    "114-2839407-5561823",
    "2000139-64770733",
    "111-5096271-8834160",
    "111-4418637-9260541",
    "112-7740913-6620458",
    "2000131-20957846",
    "113-9018542-2275036",
    "2000124-85093617",
    "111-8207439-3361502",
)


@dataclass(frozen=True, slots=True)
class TryOrder:
    """An order somebody can say on the phone, with what proves it is theirs and what will happen."""

    store: Store
    number: str
    last_name: str
    zip: str
    item: str
    what_happens: str


def seed(database: OrderStore, now: datetime) -> int:
    """Put every demo order into the database, dated relative to `now`. Returns how many."""
    made = orders(now)
    with database.begin() as work:
        for order in made:
            work.orders.add(order)
    return len(made)


def orders(now: datetime) -> list[Order]:
    """Every demo order as of `now`."""
    return [_order(store, row, now) for store in Store for row in _rows(store)]


def worth_trying() -> list[TryOrder]:
    """Orders to print, the best first: one that works at each store, then a refusal, then variety."""
    said = {row["number"]: (store, row) for store in Store for row in _rows(store)}
    return [_try(*said[number]) for number in _WORTH_TRYING]


def what_happens() -> dict[str, str]:
    """For every demo order's number, one line on what it shows."""
    return {row["number"]: row["try"] for store in Store for row in _rows(store)}


def _try(store: Store, row: dict[str, Any]) -> TryOrder:
    customer = _customers()[row["customer"]]
    return TryOrder(store, row["number"], customer.last_name, customer.zip, row["lines"][0]["say"], row["try"])


@cache
def _customers() -> dict[str, Customer]:
    rows = yaml_file.read(_HERE / "customers.yaml")
    return {row["id"]: Customer(**row) for row in rows}


@cache
def _rows(store: Store) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml_file.read(_HERE / f"{store}.yaml")
    return rows


def _order(store: Store, row: dict[str, Any], now: datetime) -> Order:
    purchased = now - timedelta(days=row["purchased"])
    shared = {
        "store": store,
        "order_number": row["number"],
        "purchased_at": purchased,
        "tender": Tender(row.get("tender", Tender.CREDIT_CARD)),
        "seller": Seller(row.get("seller", Seller.STORE)),
        "bulky": row.get("bulky", False),
        **{f"{name}_at": now - timedelta(days=row[name]) for name in _DAYS_AGO if name in row},
    }
    lines = tuple(_line(line_no, line, shared) for line_no, line in enumerate(row["lines"], start=1))
    return Order(store, row["number"], _customers()[row["customer"]], lines, purchased)


def _line(line_no: int, row: dict[str, Any], shared: dict[str, Any]) -> OrderLine:
    return OrderLine(
        line_no=line_no,
        title=row["title"],
        short_name=row["say"],
        category=row["category"],
        quantity=row.get("quantity", 1),
        price=Money(row["price"]),
        tax=Money(row["tax"]),
        opened=row.get("opened", False),
        **shared,
    )
