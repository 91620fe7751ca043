"""What a store of orders needs from the database."""

from contextlib import AbstractContextManager
from typing import Protocol

from returnflow.returns.model import Order


class _Orders(Protocol):
    def add(self, order: Order) -> None: ...


class _Work(Protocol):
    @property
    def orders(self) -> _Orders: ...


class OrderStore(Protocol):
    """Keeps orders. `returnflow.database.Database` is one."""

    def begin(self) -> AbstractContextManager[_Work]:
        """One write transaction."""
        ...
