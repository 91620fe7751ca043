"""Tries at a second fact, counted by caller and by the digits that were said."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from returnflow.database.tables import AttemptTable
from returnflow.returns.model import Store


class Attempts:
    """Rows are only added; a lock is nothing but enough of them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def record(self, caller_key: str, store: Store, order_digits: str, ok: bool, at: datetime) -> None:
        """Count one try."""
        self._session.add(AttemptTable(caller_key=caller_key, store=str(store), order_digits=order_digits, ok=ok, at=at))
        self._session.flush()

    def failures(self, caller_key: str, store: Store, order_digits: str, since: datetime) -> int:
        """How many tries failed at or after `since`."""
        query = select(func.count()).where(
            AttemptTable.caller_key == caller_key,
            AttemptTable.store == str(store),
            AttemptTable.order_digits == order_digits,
            AttemptTable.at >= since,
            AttemptTable.ok.is_(False),
        )
        return self._session.scalar(query) or 0
