"""A store's books of any size for measurements: made-up orders, sealed and indexed like real ones."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from returnflow.database import Database
from returnflow.database.sealing import KeyRing, SealingKeys
from returnflow.database.staging import Staging
from returnflow.returns.model import Customer, Money, Order, OrderLine, Store
from returnflow.stores.demo.fresh import random_number

AT_ONCE = 1_000
ORDERS_A_CUSTOMER = 4
_ITEMS = (
    ("headphones", 5_999),
    ("desk lamp", 2_499),
    ("backpack", 4_500),
    ("toaster", 3_299),
    ("jacket", 6_900),
    ("kettle", 2_999),
)


def books(folder: Path, size: int, seed: int, now: datetime, keys: SealingKeys) -> tuple[Database, list[tuple[Store, str]]]:
    """A fresh SQLite database with so many orders, and their numbers. Personal data are sealed, as in an installation."""
    database = Database(f"sqlite:///{folder / f'{size}.db'}", sealer=KeyRing(keys))
    database.upgrade()
    numbers = list[tuple[Store, str]]()
    with Staging(database, "bench", "", lambda: now, pause=lambda _: None) as staging:
        for some in _in_parts(orders(size, seed, now)):
            staging.add(some)
            numbers += [(order.store, order.number) for order in some]
        staging.publish()
    return database, numbers


def orders(size: int, seed: int, now: datetime) -> Iterator[Order]:
    """Orders of one to three lines, all still returnable, each number once; the same seed gives the same ones."""
    choice, seen = Random(seed), set[str]()
    while len(seen) < size:
        store = choice.choice(list(Store))
        number = random_number(store, choice)
        if number not in seen:
            seen.add(number)
            yield _order(store, number, len(seen), choice, now)


def _order(store: Store, number: str, place: int, choice: Random, now: datetime) -> Order:
    purchased = now - timedelta(days=choice.randrange(3, 20), minutes=choice.randrange(1_440))
    lines = tuple(_line(store, number, line_no, choice, purchased) for line_no in range(1, choice.choice((1, 1, 2, 3)) + 1))
    return Order(store, number, _customer(place // ORDERS_A_CUSTOMER, choice), lines, purchased)


def _line(store: Store, number: str, line_no: int, choice: Random, purchased: datetime) -> OrderLine:
    name, price = choice.choice(_ITEMS)
    return OrderLine(
        store=store,
        order_number=number,
        line_no=line_no,
        title=name.capitalize(),
        short_name=name,
        category="default",
        quantity=1,
        price=Money(price),
        tax=Money(price).percent(8),
        purchased_at=purchased,
        delivered_at=purchased + timedelta(days=2),
    )


def _customer(number: int, choice: Random) -> Customer:
    zip_code = f"{choice.randrange(501, 99_951):05d}"
    return Customer(
        f"c-{number}",
        f"Ann Buyer{number}",
        f"Buyer{number}",
        zip_code,
        f"c{number}@example.com",
        f"+1312555{number % 10_000:04d}",
    )


def _in_parts(made: Iterator[Order]) -> Iterator[list[Order]]:
    part = list[Order]()
    for order in made:
        part.append(order)
        if len(part) == AT_ONCE:
            yield part
            part = []
    if part:
        yield part
