"""Tries at a fact or a code, counted by caller and by the digits that were said."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from returnflow.database.tables import AttemptTable
from returnflow.returns.model import Store
from returnflow.returns.verification import TryKind


class Attempts:
    """Rows are only added; a lock is nothing but enough of them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def record(
        self, caller_key: str, store: Store, order_digits: str, ok: bool, at: datetime, kind: TryKind = TryKind.FACT
    ) -> None:
        """Count one try."""
        row = AttemptTable(caller_key=caller_key, store=str(store), order_digits=order_digits, kind=str(kind), ok=ok, at=at)
        self._session.add(row)
        self._session.flush()

    def failures(self, caller_key: str, store: Store, order_digits: str, since: datetime, kind: TryKind = TryKind.FACT) -> int:
        """How many tries of this kind failed at or after `since`, of this caller at this order."""
        return self._failed(
            since,
            AttemptTable.caller_key == caller_key,
            AttemptTable.store == str(store),
            AttemptTable.order_digits == order_digits,
            AttemptTable.kind == str(kind),
        )

    def failures_of_caller(self, caller_key: str, since: datetime) -> int:
        """How many of this caller failed, over all orders and of both kinds."""
        return self._failed(since, AttemptTable.caller_key == caller_key)

    def failures_at_order(self, store: Store, order_digits: str, since: datetime, kind: TryKind = TryKind.FACT) -> int:
        """How many of this kind failed at this order, over all callers."""
        return self._failed(
            since,
            AttemptTable.store == str(store),
            AttemptTable.order_digits == order_digits,
            AttemptTable.kind == str(kind),
        )

    def _failed(self, since: datetime, *which: ColumnElement[bool]) -> int:
        query = select(func.count()).where(AttemptTable.at >= since, AttemptTable.ok.is_(False), *which)
        return self._session.scalar(query) or 0
