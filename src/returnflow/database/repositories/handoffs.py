"""The queue for a person, and callbacks. What a caller said and where he can be reached lies under seal."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from returnflow.database.rows import CallbackRow, HandoffRow
from returnflow.database.sealing import Sealer
from returnflow.database.tables import CallbackTable, HandoffTable
from returnflow.errors import NotFound
from returnflow.ids import uuid7


class Handoffs:
    """Callers who asked for a person, in the order they asked."""

    def __init__(self, session: Session, sealer: Sealer) -> None:
        self._session = session
        self._sealer = sealer

    def request(self, call_id: str, reason: str, summary: str, state: dict[str, Any], at: datetime) -> str:
        """Queue a call and give the entry's id. A call that is already waiting keeps its place, with the new summary."""
        query = select(HandoffTable).where(HandoffTable.call_id == call_id, HandoffTable.closed_at.is_(None))
        row = self._session.scalars(query).first()
        if row is None:
            row = HandoffTable(id=uuid7(), call_id=call_id, requested_at=at)
            self._session.add(row)
        row.reason, row.summary, row.state = reason, self._sealer.seal(summary), self._sealer.seal(json.dumps(state))
        self._session.flush()
        return row.id

    def waiting(self) -> list[HandoffRow]:
        """Open entries, the longest waiting first."""
        query = select(HandoffTable).where(HandoffTable.closed_at.is_(None)).order_by(HandoffTable.requested_at, HandoffTable.id)
        return [self._row(row) for row in self._session.scalars(query)]

    def get(self, handoff_id: str) -> HandoffRow | None:
        """One entry, open or closed."""
        row = self._session.get(HandoffTable, handoff_id)
        return self._row(row) if row else None

    def close(self, handoff_id: str, disposition: str, at: datetime) -> None:
        """Take an entry off the queue. The first disposition stands."""
        row = self._session.get(HandoffTable, handoff_id)
        if row is None:
            raise NotFound(f"no hand-off {handoff_id}", field="handoff")
        if row.closed_at is None:
            row.closed_at, row.disposition = at, disposition
        self._session.flush()

    def _row(self, row: HandoffTable) -> HandoffRow:
        summary, state = self._sealer.open(row.summary), self._sealer.open(row.state)
        return HandoffRow(
            row.id, row.call_id, row.reason, summary, json.loads(state or "{}"), row.requested_at, row.closed_at, row.disposition
        )


class Callbacks:
    """Promises to call back."""

    def __init__(self, session: Session, sealer: Sealer) -> None:
        self._session = session
        self._sealer = sealer

    def add(self, call_id: str | None, contact: str, at: datetime) -> str:
        """Keep one; returns its id."""
        row = CallbackTable(id=uuid7(), call_id=call_id, contact=self._sealer.seal(contact), requested_at=at)
        self._session.add(row)
        self._session.flush()
        return row.id

    def list(self) -> list[CallbackRow]:
        """Every callback that is still owed, the oldest first."""
        query = select(CallbackTable).where(CallbackTable.done_at.is_(None))
        rows = self._session.scalars(query.order_by(CallbackTable.requested_at, CallbackTable.id))
        return [CallbackRow(row.id, row.call_id, self._sealer.open(row.contact), row.requested_at, row.done_at) for row in rows]
