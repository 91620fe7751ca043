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

    def outbox(self, never: datetime) -> tuple[int, int]:
        """Effects that wait, and those given up (due at `never`)."""
        dead = OutboxTable.due_at >= never
        query = select(dead, func.count()).where(OutboxTable.done_at.is_(None)).group_by(dead)
        found = {bool(is_dead): count for is_dead, count in self._session.execute(query)}
        return found.get(False, 0), found.get(True, 0)

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
