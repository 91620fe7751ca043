"""Orders: by number, by contact, by what a number sounds like, and the list. Only what is published is seen, the newest of it."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, datetime
from itertools import islice

from sqlalchemy import ColumnElement, Select, delete, func, insert, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from returnflow.database.nearest import nearest
from returnflow.database.repositories.order_rows import fingerprint, order_of, rows_of
from returnflow.database.sealing import Sealer, email_key, phone_key
from returnflow.database.tables import OrderBatchTable, OrderLineTable, OrderTable
from returnflow.database.tables.orders import ORDERS_A_BATCH
from returnflow.returns.model import Order, Store

DEMO = "demo"
"""The source whose orders give way: where a number is also somebody's own order, the demo's is left out."""
AT_ONCE = 500


def digits_of(number: str) -> str:
    """The digits of an order number."""
    return "".join(c for c in number if c.isdigit())


def published() -> Select[int]:
    """The ids of the batches that are seen."""
    return select(OrderBatchTable.id).where(OrderBatchTable.published_at.is_not(None))


def current() -> ColumnElement[bool]:
    """That a row of `orders` is the one that is seen: its batch is published, and no newer published one has the order."""
    newer = aliased(OrderTable)
    same = (newer.store == OrderTable.store, newer.number == OrderTable.number)
    later = select(newer.id).where(*same, newer.batch_id > OrderTable.batch_id, newer.batch_id.in_(published()))
    return OrderTable.batch_id.in_(published()) & ~later.exists()


class Orders:
    """Orders of every store and source."""

    def __init__(self, session: Session, sealer: Sealer, alone: Callable[[str], None]) -> None:
        self._session = session
        self._sealer = sealer
        self._alone = alone

    def get(self, store: Store, number: str) -> Order | None:
        """The order with that canonical number, with customer and lines."""
        query = select(OrderTable).where(OrderTable.store == str(store), OrderTable.number == number)
        query = query.where(OrderTable.batch_id.in_(published())).order_by(OrderTable.batch_id.desc()).limit(1)
        row = self._session.scalars(query).one_or_none()
        return order_of(row, self._sealer) if row else None

    def numbers(self, store: Store | None = None) -> list[str]:
        """Every canonical number, of one store or of all."""
        query = select(OrderTable.store, OrderTable.number).where(OrderTable.batch_id.in_(published())).distinct()
        if store is not None:
            query = query.where(OrderTable.store == str(store))
        return [row.number for row in self._session.execute(query.order_by(OrderTable.store, OrderTable.number))]

    def nearest(self, store: Store | None, digits: str, limit: int = 4) -> list[str]:
        """Canonical numbers by edit distance to `digits`, nearest first (ties by number).

        Edit distance counts a wrong, a dropped and a doubled digit alike. The database hands over all numbers of a store as one
        text, read from one index, and all are compared at once: `database/nearest.py` says how long it takes.
        """
        stores = [store] if store is not None else list(Store)
        return nearest(digits_of(digits), [self._all_numbers(each) for each in stores], limit)

    def list(self, limit: int = 50) -> Sequence[Order]:
        """The newest orders."""
        return self._found(select(OrderTable).where(current()).order_by(*_NEWEST).limit(limit))

    def of_customer(self, customer_id: str, store: Store | None = None) -> Sequence[Order]:
        """A customer's orders, newest first."""
        query = select(OrderTable).where(OrderTable.customer_id == customer_id, current()).order_by(*_NEWEST)
        if store is not None:
            query = query.where(OrderTable.store == str(store))
        return self._found(query)

    def by_contact(self, *, email: str = "", phone: str = "") -> Sequence[Order]:
        """The orders with that e-mail address or that phone number on file, newest first."""
        keys = {OrderTable.email_mac: email_key(self._sealer, email), OrderTable.phone_mac: phone_key(self._sealer, phone)}
        wanted = [column == key for column, key in keys.items() if key]
        return self._found(select(OrderTable).where(or_(*wanted), current()).order_by(*_NEWEST)) if wanted else []

    def count(self) -> int:
        """How many there are."""
        seen = select(OrderTable.store, OrderTable.number).where(OrderTable.batch_id.in_(published())).distinct()
        return self._session.scalar(select(func.count()).select_from(seen.subquery())) or 0

    def several(self, store: Store, numbers: Collection[str]) -> Sequence[Order]:
        """Those of the canonical numbers that are known."""
        return self._found(select(OrderTable).where(OrderTable.store == str(store), OrderTable.number.in_(numbers), current()))

    def add(self, order: Order, source: str = DEMO, at: datetime | None = None) -> None:
        """Keep an order in the one open batch of its source, seen at once; the same again changes nothing, another content
        replaces it. Imports go through `database/staging.py`."""
        self.add_all([order], source, at)

    def add_all(self, orders: Iterable[Order], source: str = DEMO, at: datetime | None = None) -> int:
        """The same for many at once. Returns how many were known already."""
        self._alone(f"orders of {source}")
        batch_id, known = self._open_batch(source, at or datetime.now(UTC)), 0
        wanted = iter({(str(order.store), order.number): order for order in orders}.items())
        while some := dict(islice(wanted, AT_ONCE)):
            known += self._add(some, batch_id, source)
        self._session.expire_all()
        return known

    def _add(self, orders: dict[tuple[str, str], Order], batch_id: int, source: str) -> int:
        table = OrderTable
        query = select(table.id, table.store, table.number, table.fingerprint, OrderBatchTable.source).join(OrderBatchTable)
        query = query.where(OrderBatchTable.published_at.is_not(None), tuple_(table.store, table.number).in_(list(orders)))
        rows = self._session.execute(query).all()
        known = {(row.store, row.number): row for row in rows if row.id // ORDERS_A_BATCH == batch_id}
        real = {(row.store, row.number) for row in rows if row.source != DEMO} if source == DEMO else set()
        prints = [(key, order, fingerprint(order, self._sealer)) for key, order in orders.items() if key not in real]
        fresh = [(key, order, print_) for key, order, print_ in prints if key not in known or known[key].fingerprint != print_]
        self._session.execute(delete(table).where(table.id.in_([known[key].id for key, _, _ in fresh if key in known])))
        made = rows_of([(order, print_) for _, order, print_ in fresh], batch_id, self._next(batch_id), self._sealer)
        if made.orders:
            self._session.execute(insert(table), made.orders)
        if made.lines:
            self._session.execute(insert(OrderLineTable), made.lines)
        return len(known)

    def _found(self, query: Select[OrderTable]) -> Sequence[Order]:
        return [order_of(row, self._sealer) for row in self._session.scalars(query)]

    def _all_numbers(self, store: Store) -> str:
        query = select(func.aggregate_strings(OrderTable.number, " "))
        query = query.where(OrderTable.store == str(store), OrderTable.batch_id.in_(published()))
        return self._session.scalar(query) or ""

    def _open_batch(self, source: str, at: datetime) -> int:
        query = select(func.max(OrderBatchTable.id)).where(
            OrderBatchTable.source == source, OrderBatchTable.published_at.is_not(None)
        )
        known = self._session.scalar(query)
        if known is not None:
            return known
        made = OrderBatchTable(source=source, started_at=at, beat_at=at, published_at=at)
        self._session.add(made)
        self._session.flush()
        return made.id

    def _next(self, batch_id: int) -> int:
        first = batch_id * ORDERS_A_BATCH
        within = (OrderTable.id >= first) & (OrderTable.id < first + ORDERS_A_BATCH)
        last = self._session.scalar(select(func.max(OrderTable.id)).where(within))
        return last % ORDERS_A_BATCH + 1 if last is not None else 0


_NEWEST = (OrderTable.purchased_at.desc(), OrderTable.number)
