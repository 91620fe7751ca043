"""The demo's orders, read from YAML and put into the database: every policy row, every awkward case, dated relative to today.

Seeding again brings the dates up to today, writes only what changed, and doubles nothing. On the same day nothing has changed:
the orders are dated from noon in the middle of the country, not from the minute of seeding.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from returnflow.returns.model import Customer, Money, Order, OrderLine, Outcome, Reason, Seller, Store, Tender
from returnflow.stores import yaml_file
from returnflow.stores.ports import OrderStore

SOURCE = "demo"
_HERE = Path(__file__).parent
_FILES = {
    Store.AMAZON: ("everyday", "windows", "gifts", "never", "money", "marketplace", "awkward"),
    Store.WALMART: ("everyday", "windows", "opened", "never", "money", "marketplace", "awkward"),
}
_MIDDLE, _NOON = ZoneInfo("America/Chicago"), time(12)
_DAYS_AGO = ("shipped", "delivered", "promised")
_PLAIN = ("opened", "gift", "bulky", "parcel", "replaces", "bundle")
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
    """An order somebody can say on the phone, with what proves it is theirs and what will happen.

    `call` is a sentence to begin with, `reason` what it amounts to, `line_no` the line it is about, `outcome` what the rules make
    of it.
    """

    store: Store
    number: str
    last_name: str
    zip: str
    item: str
    what_happens: str
    call: str
    reason: Reason
    line_no: int
    outcome: Outcome


def seed(database: OrderStore, now: datetime) -> int:
    """Put every demo order into the database, dated relative to `now`. Returns how many there are.

    Looks first and writes only what differs: on a day on which it was done already it holds up no writer.
    """
    wanted = orders(now)
    with database.read() as work:
        known = {
            (order.store, order.number): order
            for store in Store
            for order in work.orders.several(store, [order.number for order in wanted if order.store is store])
        }
    changed = [order for order in wanted if known.get((order.store, order.number)) != order]
    if changed:
        with database.begin() as work:
            work.orders.add_all(changed, SOURCE)
    return len(wanted)


def orders(now: datetime) -> list[Order]:
    """Every demo order as of `now`."""
    noon = datetime.combine(now.astimezone(_MIDDLE).date(), _NOON, _MIDDLE).astimezone(now.tzinfo)
    return [_order(store, row, noon) for store in Store for row in _rows(store)]


def worth_trying() -> list[TryOrder]:
    """Orders to print, the best first: one that works at each store, then a refusal, then variety."""
    known = {order.number: order for order in to_try()}
    return [known[number] for number in _WORTH_TRYING]


@cache
def to_try() -> tuple[TryOrder, ...]:
    """Every demo order with what to say."""
    return tuple(_try(store, row) for store in Store for row in _rows(store))


def _try(store: Store, row: dict[str, Any]) -> TryOrder:
    customer = _customers()[row["customer"]]
    said = [(len(line["say"]), -at) for at, line in enumerate(row["lines"], start=1) if line["say"] in row["call"]]
    return TryOrder(
        store=store,
        number=row["number"],
        last_name=customer.last_name,
        zip=customer.zip,
        item=row["lines"][0]["say"],
        what_happens=row["try"],
        call=row["call"],
        reason=Reason(row["reason"]),
        line_no=-max(said)[1],
        outcome=Outcome(row["outcome"]),
    )


@cache
def _customers() -> dict[str, Customer]:
    rows = yaml_file.read(_HERE / "customers.yaml")
    return {row["id"]: Customer(**row) for row in rows}


@cache
def _rows(store: Store) -> list[dict[str, Any]]:
    return [row for name in _FILES[store] for row in yaml_file.read(_HERE / store.value / f"{name}.yaml")]


def _order(store: Store, row: dict[str, Any], now: datetime) -> Order:
    purchased = now - timedelta(days=row["purchased"])
    lines = tuple(
        _line(store, row["number"], line_no, {**row, **line}, now) for line_no, line in enumerate(row["lines"], start=1)
    )
    return Order(store, row["number"], _customers()[row["customer"]], lines, purchased)


def _line(store: Store, number: str, line_no: int, facts: dict[str, Any], now: datetime) -> OrderLine:
    """One line; what is written with it goes before what is written with its order."""
    given: dict[str, Any] = {name: facts[name] for name in _PLAIN if name in facts}
    given |= {f"{name}_at": now - timedelta(days=facts[name]) for name in _DAYS_AGO if name in facts}
    given |= {name: Money(facts[name]) for name in ("promotion", "shipping") if name in facts}
    return OrderLine(
        store=store,
        order_number=number,
        line_no=line_no,
        title=facts["title"],
        short_name=facts["say"],
        category=facts["category"],
        quantity=facts.get("quantity", 1),
        price=Money(facts["price"]),
        tax=Money(facts["tax"]),
        purchased_at=now - timedelta(days=facts["purchased"]),
        tender=Tender(facts.get("tender", Tender.CREDIT_CARD)),
        seller=Seller(facts.get("seller", Seller.STORE)),
        weight_g=facts.get("weight"),
        **given,
    )
