"""What messages need of an outbox row and of one transaction, as Protocols. `database` has them all."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol

from returnflow.notify.opt_out import OptOuts
from returnflow.returns.ports import Labels, Orders, Returns


class Row(Protocol):
    """One row of the outbox; its payload holds ids only. `attempts` counts the try under way."""

    @property
    def id(self) -> int: ...
    @property
    def key(self) -> str: ...
    @property
    def payload(self) -> dict[str, Any]: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def attempts(self) -> int: ...
    @property
    def body(self) -> str | None: ...


class Outbox(Protocol):
    """Bodies that every try sends."""

    def keep_body(self, effect_id: int, body: str) -> str: ...


class Work(Protocol):
    """One transaction."""

    @property
    def orders(self) -> Orders: ...
    @property
    def returns(self) -> Returns: ...
    @property
    def labels(self) -> Labels: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def opt_outs(self) -> OptOuts: ...


Begin = Callable[[], AbstractContextManager[Work]]
"""Starts one transaction."""
