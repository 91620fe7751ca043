"""What a store of orders needs from the database."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from returnflow.returns.model import Order, Store


class _Orders(Protocol):
    def add(self, order: Order) -> None: ...
    def add_all(self, orders: Sequence[Order], source: str) -> int: ...
    def several(self, store: Store, numbers: Sequence[str]) -> Sequence[Order]: ...


class _Work(Protocol):
    @property
    def orders(self) -> _Orders: ...


class OrderStore(Protocol):
    """Keeps orders. `returnflow.database.Database` is one."""

    def begin(self) -> AbstractContextManager[_Work]:
        """One write transaction."""
        ...

    def read(self) -> AbstractContextManager[_Work]:
        """One consistent view."""
        ...
