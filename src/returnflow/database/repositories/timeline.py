"""The timeline of a call: rows are added and read, never changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from returnflow.database.rows import TimelineItem
from returnflow.database.tables import CallTable, TimelineTable
from returnflow.errors import NotFound


class Timeline:
    """Items in the order they were added."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def append(self, call_id: str, kind: str, at: datetime, data: dict[str, Any]) -> int:
        """Add one item; returns its number within the call, counted from 1. The call's row is held against other writers."""
        # FOR UPDATE numbers two writers of one call in turn on PostgreSQL; SQLite has one writer anyway.
        began = self._session.scalar(select(CallTable.created_at).where(CallTable.id == call_id).with_for_update())
        if began is None:
            raise NotFound(f"no call {call_id}", field="call_id")
        last = self._session.scalar(select(func.max(TimelineTable.seq)).where(TimelineTable.call_id == call_id)) or 0
        relative = round((at - began).total_seconds() * 1000)
        self._session.add(TimelineTable(call_id=call_id, seq=last + 1, kind=kind, at=at, relative_ms=relative, data=data))
        self._session.flush()
        return last + 1

    def read(self, call_id: str, after: int = 0) -> list[TimelineItem]:
        """Every item of a call, or those numbered above `after`."""
        query = select(TimelineTable).where(TimelineTable.call_id == call_id, TimelineTable.seq > after)
        rows = self._session.scalars(query.order_by(TimelineTable.seq))
        return [TimelineItem(row.seq, row.kind, row.at, row.relative_ms, row.data) for row in rows]
