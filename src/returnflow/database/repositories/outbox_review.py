"""The outbox as an operator sees it: what waits, what was given up, and what can be done about it."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from returnflow.database.repositories.outbox import effect
from returnflow.database.rows import OutboxRow
from returnflow.database.tables import OutboxTable
from returnflow.errors import Conflict, InvalidInput, NotFound

DROPPED = "dropped by an operator"
_AFRESH: dict[str, Any] = {"attempts": 0, "dead_at": None, "done_at": None}  # a lease stays: its holder is at it just now


class OutboxReview:
    """Rows in the order in which they came."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list(self, *, dead: bool = False, rma: str | None = None, limit: int = 50) -> list[OutboxRow]:
        """The newest rows; only those given up with `dead`, only one return's with `rma`."""
        query = select(OutboxTable).order_by(OutboxTable.id.desc()).limit(limit)
        if dead:
            query = query.where(OutboxTable.dead_at.is_not(None))
        if rma is not None:
            query = query.where(OutboxTable.rma == rma)
        return [effect(row) for row in self._session.scalars(query)]

    def retry(self, effect_id: int, now: datetime) -> OutboxRow:
        """Due again now, with all its tries. Raises Conflict when it has happened."""
        row = self._open(effect_id)
        self._set(row, _AFRESH | {"due_at": now})
        return effect(row)

    def retry_all_dead(self, now: datetime) -> int:
        """Every dead letter is due again now; how many there were."""
        dead = update(OutboxTable).where(OutboxTable.dead_at.is_not(None), OutboxTable.done_at.is_(None))
        return self._count(dead.values(_AFRESH | {"due_at": now}))

    def drop(self, effect_id: int, now: datetime) -> OutboxRow:
        """Never to happen. The row stays, so that its key cannot be used for the same effect again."""
        row = self._open(effect_id)
        self._set(row, {"done_at": now, "dead_at": None, "result": DROPPED})
        return effect(row)

    def replay(self, kind: str, now: datetime, *, rma: str | None = None, since: datetime | None = None) -> int:
        """Rows of one kind that have happened are due again, under their old keys; how many. Not those an operator dropped."""
        if rma is None and since is None:
            raise InvalidInput("say which: of one return, or since when", field="since")
        happened = (OutboxTable.done_at.is_not(None), OutboxTable.result != DROPPED)
        query = update(OutboxTable).where(OutboxTable.kind == kind, *happened)
        if rma is not None:
            query = query.where(OutboxTable.rma == rma)
        if since is not None:
            query = query.where(OutboxTable.created_at >= since)
        return self._count(query.values(_AFRESH | {"due_at": now}))

    def _count(self, statement: Any) -> int:
        changed = self._session.execute(statement.execution_options(synchronize_session=False))
        self._session.expire_all()
        return int(changed.rowcount)  # type: ignore[attr-defined]

    def _set(self, row: OutboxTable, values: dict[str, Any]) -> None:
        for name, value in values.items():
            setattr(row, name, value)
        self._session.flush()

    def _open(self, effect_id: int) -> OutboxTable:
        row = self._session.get(OutboxTable, effect_id)
        if row is None:
            raise NotFound(f"no effect {effect_id}", field="id", fix="take one from `returnflow outbox list`")
        if row.done_at is not None:
            when = f"{row.done_at:%Y-%m-%d %H:%M} UTC"
            raise Conflict(f"effect {effect_id} is over since {when}: {row.result or 'done'}", field="id")
        return row
