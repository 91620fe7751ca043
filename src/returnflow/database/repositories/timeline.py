"""The timeline of a call: rows are added and read, never changed, until what was said is forgotten.

Owns which facts of an item are words that were said: they lie apart from the others, under seal.
"""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from returnflow.database.rows import TimelineItem
from returnflow.database.sealing import Sealer
from returnflow.database.tables import CallTable, TimelineTable
from returnflow.errors import NotFound

ERASED = "[erased]"
_UTTERANCE, _SAID = "utterance", ("text", "spoken", "heard")


class Timeline:
    """Items in the order they were added."""

    def __init__(self, session: Session, sealer: Sealer) -> None:
        self._session = session
        self._sealer = sealer

    def append(self, call_id: str, kind: str, at: datetime, data: dict[str, Any]) -> int:
        """Add one item; returns its number within the call, counted from 1. The call's row is held against other writers."""
        # FOR UPDATE numbers two writers of one call in turn on PostgreSQL; SQLite has one writer anyway.
        began = self._session.scalar(select(CallTable.created_at).where(CallTable.id == call_id).with_for_update())
        if began is None:
            raise NotFound(f"no call {call_id}", field="call_id")
        last = self._session.scalar(select(func.max(TimelineTable.seq)).where(TimelineTable.call_id == call_id)) or 0
        relative = round((at - began).total_seconds() * 1000)
        said = {name: data[name] for name in _SAID if name in data} if kind == _UTTERANCE else {}
        rest = {name: value for name, value in data.items() if name not in said}
        words = self._sealer.seal(json.dumps(said)) if said else ""
        row = TimelineTable(call_id=call_id, seq=last + 1, kind=kind, at=at, relative_ms=relative, data=rest, words=words)
        self._session.add(row)
        self._session.flush()
        return last + 1

    def read(self, call_id: str, after: int = 0) -> list[TimelineItem]:
        """Every item of a call, or those numbered above `after`."""
        query = select(TimelineTable).where(TimelineTable.call_id == call_id, TimelineTable.seq > after)
        rows = self._session.scalars(query.order_by(TimelineTable.seq))
        return [TimelineItem(row.seq, row.kind, row.at, row.relative_ms, row.data | self._said(row)) for row in rows]

    def facts(self, call_id: str) -> dict[int, dict[str, Any]]:
        """Every item of a call by its number, without what was said."""
        query = select(TimelineTable.seq, TimelineTable.data).where(TimelineTable.call_id == call_id)
        return {row.seq: row.data for row in self._session.execute(query)}

    def forget_words(self, call_ids: Collection[str]) -> None:
        """Put a mark where something was said in those calls."""
        mark = self._sealer.seal(json.dumps({"text": ERASED}))
        spoken = update(TimelineTable).where(TimelineTable.call_id.in_(call_ids), TimelineTable.words != "")
        self._session.execute(spoken.values(words=mark))
        self._session.expire_all()

    def change(self, call_id: str, changed: Mapping[int, dict[str, Any]]) -> None:
        """Replace the facts of items that held personal data."""
        for seq, data in changed.items():
            here = (TimelineTable.call_id == call_id, TimelineTable.seq == seq)
            self._session.execute(update(TimelineTable).where(*here).values(data=data))
        self._session.expire_all()

    def _said(self, row: TimelineTable) -> dict[str, Any]:
        said: dict[str, Any] = json.loads(self._sealer.open(row.words)) if row.words else {}
        return said
