"""Counts over everything, for metrics. Each is one query that an index answers or a table scan of small rows."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from returnflow.database.tables import CallTable, LabelTable, OutboxTable, TimelineTable
from returnflow.returns.model import LabelState


class Figures:
    """How many, by what."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def calls_ended(self) -> dict[tuple[str, str], int]:
        """Ended calls by end reason and outcome."""
        by = (CallTable.end_reason, CallTable.outcome)
        query = select(*by, func.count()).where(CallTable.ended_at.is_not(None)).group_by(*by)
        return {(reason or "", outcome or ""): count for reason, outcome, count in self._session.execute(query)}

    def calls_live(self) -> int:
        """Calls that have not ended."""
        return self._session.scalar(select(func.count()).where(CallTable.ended_at.is_(None))) or 0

    def labels_unreadable(self) -> int:
        """Labels that did not read as they were meant when they were last made."""
        return self._session.scalar(select(func.count()).where(LabelTable.state == str(LabelState.FAILED))) or 0

    def outbox(self, now: datetime) -> tuple[int, int, float]:
        """Effects that wait, those given up, and how many seconds the oldest that waits is overdue."""
        is_open = (OutboxTable.done_at.is_(None), OutboxTable.dead_at.is_(None))
        waiting, oldest = self._session.execute(select(func.count(), func.min(OutboxTable.due_at)).where(*is_open)).one()
        dead = self._session.scalar(select(func.count()).where(OutboxTable.dead_at.is_not(None))) or 0
        return waiting, dead, max(0.0, (now - oldest).total_seconds()) if oldest else 0.0

    def newest(self, kind: str, since: datetime, limit: int) -> list[dict[str, Any]]:
        """The data of the newest timeline items of one kind, from calls begun since then."""
        query = (
            select(TimelineTable.data)
            .join(CallTable, CallTable.id == TimelineTable.call_id)
            .where(TimelineTable.kind == kind, CallTable.created_at >= since)
            .order_by(TimelineTable.at.desc())
            .limit(limit)
        )
        return list(self._session.scalars(query))
