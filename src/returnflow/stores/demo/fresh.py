"""Fresh orders for the demo: one more like a known one, or thousands at random for measuring numbers."""

import random
import secrets
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from returnflow.errors import NotFound
from returnflow.returns.model import Customer, Money, Order, OrderLine, Store
from returnflow.stores.demo.store import TryOrder, orders, to_try, worth_trying
from returnflow.stores.ports import OrderStore

_NAMES = ("Adams", "Baker", "Clark", "Davis", "Evans", "Fisher", "Garcia", "Hughes", "Jackson", "Kelly", "Lewis", "Morgan")
_FIRST = ("Anna", "Brian", "Carol", "David", "Ellen", "Frank", "Helen", "Isaac", "Julia", "Laura", "Nathan", "Paula")
_ITEMS = (("headphones", 5999), ("desk lamp", 2499), ("backpack", 4500), ("toaster", 3299), ("jacket", 6900), ("kettle", 2999))


def new_order(database: OrderStore, now: datetime, like: str = "headphones", choice: random.Random | None = None) -> TryOrder:
    """One more order like a demo order's, named by its number or by the item of one worth trying, so that a demo can be run again
    and again.

    Under a number of its own and for a customer of its own with the same name and address: whoever sends back one thing after
    the other is asked for a code before long.
    """
    known = next((order for order in (*worth_trying(), *to_try()) if like in (order.number, order.item)), None)
    if known is None:
        raise NotFound(f"no demo order is for {like!r}", field="like")
    template = next(order for order in orders(now) if order.number == known.number)
    number = random_number(template.store, choice or secrets.SystemRandom())
    lines = tuple(replace(line, order_number=number) for line in template.lines)
    customer = replace(template.customer, id=f"{template.customer.id}-{number}")
    with database.begin() as work:
        work.orders.add(replace(template, number=number, customer=customer, lines=lines))
    return replace(known, number=number)


def seed_random(database: OrderStore, n: int, seed: int, now: datetime | None = None) -> list[str]:
    """Add `n` random orders over both stores; the same seed gives the same ones. Returns their numbers."""
    choice = random.Random(seed)
    moment = now or datetime.now(UTC)
    made: dict[str, Order] = {}
    while len(made) < n:
        order = _random_order(choice, f"random-{seed}-{len(made)}", moment)
        made.setdefault(order.number, order)
    with database.begin() as work:
        for order in made.values():
            work.orders.add(order)
    return list(made)


def random_number(store: Store, choice: random.Random) -> str:
    """A number in the store's form: 3-7-7 with a prefix in use, or 7-8 beginning with 2000."""
    if store is Store.AMAZON:
        return f"{choice.randint(111, 114)}-{choice.randrange(10**7):07d}-{choice.randrange(10**7):07d}"
    return f"2000{choice.randrange(1000):03d}-{choice.randrange(10**8):08d}"


def _random_order(choice: random.Random, customer_id: str, now: datetime) -> Order:
    store = choice.choice(list(Store))
    number = random_number(store, choice)
    first, last = choice.choice(_FIRST), choice.choice(_NAMES)
    customer = Customer(
        id=customer_id,
        name=f"{first} {last}",
        last_name=last,
        zip=f"{choice.randrange(501, 99951):05d}",
        email=f"{customer_id}@example.com",
        phone=f"+1{choice.randrange(200, 990)}55501{choice.randrange(100):02d}",
    )
    item, price = choice.choice(_ITEMS)
    purchased = now - timedelta(days=choice.randrange(3, 28))
    line = OrderLine(
        store=store,
        order_number=number,
        line_no=1,
        title=item.capitalize(),
        short_name=item,
        category="default",
        quantity=1,
        price=Money(price),
        tax=Money(price).percent(8),
        purchased_at=purchased,
        delivered_at=purchased + timedelta(days=2),
    )
    return Order(store, number, customer, (line,), purchased)
