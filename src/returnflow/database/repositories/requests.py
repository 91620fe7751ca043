"""Keys that senders gave to their requests."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from returnflow.database.tables import RequestTable
from returnflow.errors import Conflict


@dataclass(frozen=True, slots=True)
class KnownRequest:
    """What a key stands for."""

    fingerprint: str
    rma: str


class Requests:
    """Requests by sender and key."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def known(self, sender: str, key: str, fingerprint: str) -> KnownRequest | None:
        """What came of that request, None when it is new. Raises Conflict when the key stands for another one."""
        row = self._session.get(RequestTable, (sender, key))
        if row is not None and row.fingerprint != fingerprint:
            fix = "give each request a key of its own"
            raise Conflict("this key was used for another request", field="Idempotency-Key", fix=fix)
        return KnownRequest(row.fingerprint, row.rma) if row else None

    def keep(self, sender: str, key: str, fingerprint: str, rma: str, at: datetime) -> None:
        """What came of it."""
        self._session.add(RequestTable(sender=sender, key=key, fingerprint=fingerprint, rma=rma, at=at))
        self._session.flush()

    def forget(self, before: datetime) -> int:
        """Drop old keys; how many."""
        gone = self._session.execute(delete(RequestTable).where(RequestTable.at < before))
        return int(gone.rowcount)  # type: ignore[attr-defined]
