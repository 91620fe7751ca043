"""Workers and places: a call is admitted only while a live worker has room for it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from returnflow.database.tables import PlaceTable, WorkerTable

ALIVE_FOR = timedelta(seconds=10)
"""A worker that has not beaten for longer counts as gone; it beats every few seconds."""


class Workers:
    """Worker processes by their last beat."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def beat(self, worker_id: str, capacity: int, now: datetime) -> None:
        """The worker lives and takes that many calls at once."""
        self._session.merge(WorkerTable(id=worker_id, capacity=capacity, beat_at=now))
        self._session.flush()

    def remove(self, worker_id: str) -> None:
        """The worker takes no more calls."""
        self._session.execute(delete(WorkerTable).where(WorkerTable.id == worker_id))

    def alive(self, now: datetime) -> set[str]:
        """Workers that have beaten lately and have not left."""
        return set(self._session.scalars(select(WorkerTable.id).where(WorkerTable.beat_at >= now - ALIVE_FOR)))

    def capacity(self, now: datetime) -> int:
        """Calls that all live workers take together."""
        query = select(func.coalesce(func.sum(WorkerTable.capacity), 0)).where(WorkerTable.beat_at >= now - ALIVE_FOR)
        return int(self._session.scalar(query) or 0)


class Places:
    """Places taken: held for a caller on the way, or occupied."""

    def __init__(self, session: Session, alone: Callable[[str], None]) -> None:
        self._session = session
        self._alone = alone

    def reserve(self, call_id: str, now: datetime, hold_s: int) -> bool:
        """Hold a place for a call; True when it has one. Asking again for the same call holds it anew."""
        self._alone("places")
        row = self._session.get(PlaceTable, call_id)
        if row is not None and row.held_until is None:
            return True
        if (row is None or _over(row, now)) and self.free(now) < 1:
            return False
        self._session.merge(PlaceTable(call_id=call_id, held_until=now + timedelta(seconds=hold_s), taken_at=now))
        self._session.flush()
        return True

    def occupy(self, call_id: str, now: datetime) -> None:
        """The call has begun; its place is taken until released."""
        self._session.merge(PlaceTable(call_id=call_id, held_until=None, taken_at=now))
        self._session.flush()

    def release(self, call_id: str) -> None:
        """The place is free again."""
        self._session.execute(delete(PlaceTable).where(PlaceTable.call_id == call_id))

    def free(self, now: datetime) -> int:
        """Places left; never below zero, though a worker that died may leave more taken than there are."""
        query = select(func.count()).where(or_(PlaceTable.held_until.is_(None), PlaceTable.held_until > now))
        taken = self._session.scalar(query) or 0
        return max(0, Workers(self._session).capacity(now) - taken)

    def sweep(self, now: datetime) -> int:
        """Forget holds that ran out; they count for nothing already. Returns how many."""
        gone = self._session.execute(delete(PlaceTable).where(PlaceTable.held_until <= now))
        return gone.rowcount  # type: ignore[attr-defined, no-any-return]


def _over(row: PlaceTable, now: datetime) -> bool:
    return row.held_until is not None and row.held_until <= now
