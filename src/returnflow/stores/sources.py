"""Where orders come from. `matrix.py` knows what can be done about them there.

Two sources are connected today, and each has its own way of coming by its orders: the demo store makes them, dated to today; the
merchant's come in batches from files. Both lie in our tables afterwards, where one look-up by a voice turn answers for both. A
marketplace's own interface will be a third, whose `find` fetches an order into the database first.
"""

from collections.abc import Mapping
from typing import Protocol

from returnflow.clock import Clock
from returnflow.database import Database
from returnflow.database.staging import Rhythm, sweep
from returnflow.returns.model import Order, Store
from returnflow.returns.ports import Work
from returnflow.stores import demo
from returnflow.stores.matrix import Ability, Capability, Source


class OrderSource(Protocol):
    """A place that knows orders."""

    @property
    def name(self) -> str:
        """Its row of the matrix, as its orders carry it in `source`."""
        ...

    def find(self, work: Work, store: Store, number: str) -> Order | None:
        """The order with that canonical number, if this source has it."""
        ...

    def able(self, what: Capability) -> Ability:
        """What can be done about its orders where they come from."""
        ...

    def bring_up_to_date(self) -> int:
        """Do what keeps its orders as they should be seen now. Returns how many orders that was about; safe to repeat."""
        ...


class DemoOrders:
    """Invented orders. Keeping them up to date is dating them to today."""

    name = "demo"

    def __init__(self, database: Database, clock: Clock, rows: Mapping[str, Source]) -> None:
        self._database = database
        self._clock = clock
        self._row = rows[self.name]

    def find(self, work: Work, store: Store, number: str) -> Order | None:
        """The order, unless the merchant has one of that number himself."""
        return _of(self.name, work, store, number)

    def able(self, what: Capability) -> Ability:
        """By the demo's row."""
        return self._row.able(what)

    def bring_up_to_date(self) -> int:
        """Make or date every demo order."""
        return demo.seed(self._database, self._clock())


class ImportedOrders:
    """The merchant's own orders, from files. Keeping them up to date is clearing away what newer files replaced."""

    name = "import"

    def __init__(self, database: Database, clock: Clock, rows: Mapping[str, Source]) -> None:
        self._rhythm = Rhythm(database)
        self._clock = clock
        self._row = rows[self.name]

    def find(self, work: Work, store: Store, number: str) -> Order | None:
        """The order as the newest file has it."""
        return _of(self.name, work, store, number)

    def able(self, what: Capability) -> Ability:
        """By the row of imports."""
        return self._row.able(what)

    def bring_up_to_date(self) -> int:
        """Delete what nobody sees: orders that a newer file has, and imports that were given up."""
        return sweep(self._rhythm, self._clock)


def _of(source: str, work: Work, store: Store, number: str) -> Order | None:
    order = work.orders.get(store, number)
    return order if order is not None and order.source == source else None


def find(sources: tuple[OrderSource, ...], work: Work, store: Store, number: str) -> tuple[Order, OrderSource] | None:
    """The order and where it comes from: the first source that has it."""
    return next(((order, each) for each in sources if (order := each.find(work, store, number)) is not None), None)
