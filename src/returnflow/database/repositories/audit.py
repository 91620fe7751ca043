"""The audit: rows are added and read, never changed. Facts are counts, ids and hashes, never a name or an address."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from returnflow.database.rows import AuditRow
from returnflow.database.tables import AuditTable


class Audit:
    """Acts in the order they were done."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, actor: str, action: str, facts: dict[str, Any], at: datetime) -> None:
        """Keep one act."""
        self._session.add(AuditTable(at=at, actor=actor, action=action, facts=facts))
        self._session.flush()

    def newest(self, limit: int = 50) -> list[AuditRow]:
        """The newest acts first."""
        rows = self._session.scalars(select(AuditTable).order_by(AuditTable.id.desc()).limit(limit))
        return [AuditRow(row.at, row.actor, row.action, row.facts) for row in rows]
