"""What callers have proved: right answers among their tries. Reads the rows that verification counts; writes none."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from returnflow.database.tables import AttemptTable
from returnflow.returns.model import Store


class Proofs:
    """Right answers by caller and order."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def since(self, caller_key: str, store: Store, order_digits: str, at: datetime) -> bool:
        """Whether this caller has given a right answer for this order at or after that moment."""
        query = select(AttemptTable.id).where(
            AttemptTable.caller_key == caller_key,
            AttemptTable.store == str(store),
            AttemptTable.order_digits == order_digits,
            AttemptTable.at >= at,
            AttemptTable.ok.is_(True),
        )
        return self._session.scalars(query.limit(1)).first() is not None
