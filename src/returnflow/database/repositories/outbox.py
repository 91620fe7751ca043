"""The outbox: effects written in the transaction of their cause, run later, at least once, under one key.

Owns adding, claiming and what became of a try. What an operator does with rows is `outbox_review`.
"""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from returnflow.database.rows import OutboxRow
from returnflow.database.tables import OutboxTable
from returnflow.errors import Conflict, NotFound

LONGEST_ERROR, LONGEST_RESULT = 2000, 200  # characters kept
_FIELDS = tuple(field.name for field in fields(OutboxRow))


class Outbox:
    """Rows by when they are due."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, kind: str, key: str, payload: dict[str, Any], at: datetime) -> None:
        """Keep one effect, due at once. The same again does nothing; the same key for anything else raises Conflict."""
        if self._insert(kind=kind, key=key, rma=payload.get("rma"), payload=payload, created_at=at, due_at=at):
            return
        known = self._session.scalars(select(OutboxTable).where(OutboxTable.key == key)).one()
        if known.kind != kind or known.payload != payload:
            raise Conflict(f"the key {key} already stands for another effect", field="key")

    def _insert(self, **values: Any) -> bool:
        """Whether the row is new. One statement, so that two processes that add the same at once both go on."""
        insert = postgresql.insert if self._session.get_bind().dialect.name == "postgresql" else sqlite.insert
        statement = insert(OutboxTable).values(attempts=0, last_error="", result="", **values)
        # Asked for its id, as PostgreSQL's driver counts no rows of an insert that gives one back.
        made = self._session.scalar(statement.on_conflict_do_nothing(index_elements=["key"]).returning(OutboxTable.id))
        return made is not None

    def due(self, now: datetime, limit: int = 50) -> list[OutboxRow]:
        """Effects to run now that no process is at, the oldest first."""
        query = select(OutboxTable).where(*_due(now)).order_by(OutboxTable.due_at, OutboxTable.id).limit(limit)
        return [effect(row) for row in self._session.scalars(query)]

    def get(self, effect_id: int) -> OutboxRow | None:
        """One effect."""
        row = self._session.get(OutboxTable, effect_id)
        return effect(row) if row else None

    def by_key(self, key: str) -> OutboxRow | None:
        """The effect under that key."""
        row = self._session.scalars(select(OutboxTable).where(OutboxTable.key == key)).one_or_none()
        return effect(row) if row else None

    def claim(self, effect_id: int, by: str, now: datetime, until: datetime) -> OutboxRow | None:
        """Lease a due effect and count the try; None when it is not due or another has it.

        A lease that ran out counts for nothing. On PostgreSQL a row that another process is claiming is skipped, not waited for.
        """
        query = select(OutboxTable).where(OutboxTable.id == effect_id, *_due(now)).with_for_update(skip_locked=True)
        row = self._session.scalars(query).one_or_none()
        if row is None:
            return None
        row.leased_by, row.leased_until = by, until
        row.attempts += 1
        self._session.flush()
        return effect(row)

    def done(self, effect_id: int, at: datetime | None = None, result: str = "") -> None:
        """It has happened, whoever holds the lease by now. `at` defaults to when it was due."""
        row = self._row(effect_id)
        row.done_at = row.done_at or at or row.due_at
        row.dead_at, row.last_error, row.result = None, "", result[:LONGEST_RESULT]
        self._release(row)

    def failed(self, effect_id: int, error: str, retry_at: datetime, *, by: str | None = None) -> None:
        """It did not happen; try again then. Does nothing when the lease `by` is another's by now."""
        row = self._row(effect_id)
        if row.leased_by == by:
            row.last_error, row.due_at = error[:LONGEST_ERROR], retry_at
            self._release(row)

    def postponed(self, effect_id: int, why: str, until: datetime, *, by: str) -> None:
        """It must not happen before then; the try does not count."""
        row = self._row(effect_id)
        if row.leased_by == by:
            row.attempts -= 1
            row.result, row.due_at = why[:LONGEST_RESULT], until
            self._release(row)

    def give_up(self, effect_id: int, error: str, at: datetime, *, by: str | None = None) -> None:
        """It will not be tried again by itself: a dead letter, for people to look at."""
        row = self._row(effect_id)
        if row.leased_by == by:
            row.last_error, row.dead_at = error[:LONGEST_ERROR], at
            self._release(row)

    def keep_body(self, effect_id: int, body: str) -> str:
        """The body that every try sends: the one kept first."""
        first = update(OutboxTable).where(OutboxTable.id == effect_id, OutboxTable.body.is_(None)).values(body=body)
        self._session.execute(first)
        row = self._row(effect_id)
        self._session.refresh(row)
        return row.body or body

    def _release(self, row: OutboxTable) -> None:
        row.leased_by = row.leased_until = None
        self._session.flush()

    def _row(self, effect_id: int) -> OutboxTable:
        row = self._session.get(OutboxTable, effect_id)
        if row is None:
            raise NotFound(f"no effect {effect_id}", field="id")
        return row


def _due(now: datetime) -> tuple[Any, ...]:
    """Open, due, and in nobody's hands."""
    free = or_(OutboxTable.leased_until.is_(None), OutboxTable.leased_until <= now)
    return OutboxTable.done_at.is_(None), OutboxTable.dead_at.is_(None), OutboxTable.due_at <= now, free


def effect(row: OutboxTable) -> OutboxRow:
    """A row as the rest of the program sees it."""
    return OutboxRow(**{name: getattr(row, name) for name in _FIELDS})
