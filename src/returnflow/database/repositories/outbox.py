"""The outbox: effects written in the transaction of their cause, run later, at least once, under one key."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from returnflow.database.rows import OutboxRow
from returnflow.database.tables import OutboxTable
from returnflow.errors import Conflict, NotFound

_FIELDS = tuple(field.name for field in fields(OutboxRow))


class Outbox:
    """Rows by when they are due."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, kind: str, key: str, payload: dict[str, Any], at: datetime) -> None:
        """Keep one effect, due at once. The same again does nothing; the same key for anything else raises Conflict."""
        known = self._session.scalars(select(OutboxTable).where(OutboxTable.key == key)).one_or_none()
        if known is None:
            self._session.add(OutboxTable(kind=kind, key=key, payload=payload, created_at=at, due_at=at))
            self._session.flush()
        elif known.kind != kind or known.payload != payload:
            raise Conflict(f"the key {key} already stands for another effect", field="key")

    def due(self, now: datetime, limit: int = 50) -> list[OutboxRow]:
        """Effects to run now, the oldest first."""
        query = select(OutboxTable).where(OutboxTable.done_at.is_(None), OutboxTable.due_at <= now)
        return [_effect(row) for row in self._session.scalars(query.order_by(OutboxTable.due_at, OutboxTable.id).limit(limit))]

    def get(self, effect_id: int) -> OutboxRow | None:
        """One effect."""
        row = self._session.get(OutboxTable, effect_id)
        return _effect(row) if row else None

    def by_key(self, key: str) -> OutboxRow | None:
        """The effect under that key."""
        row = self._session.scalars(select(OutboxTable).where(OutboxTable.key == key)).one_or_none()
        return _effect(row) if row else None

    def done(self, effect_id: int, at: datetime | None = None) -> None:
        """It has happened. `at` defaults to when it was due."""
        row = self._row(effect_id)
        row.done_at = row.done_at or at or row.due_at
        self._session.flush()

    def failed(self, effect_id: int, error: str, retry_at: datetime) -> None:
        """It did not happen; try again then."""
        row = self._row(effect_id)
        row.attempts += 1
        row.last_error, row.due_at = error[:2000], retry_at
        self._session.flush()

    def _row(self, effect_id: int) -> OutboxTable:
        row = self._session.get(OutboxTable, effect_id)
        if row is None:
            raise NotFound(f"no effect {effect_id}", field="id")
        return row


def _effect(row: OutboxTable) -> OutboxRow:
    return OutboxRow(**{name: getattr(row, name) for name in _FIELDS})
