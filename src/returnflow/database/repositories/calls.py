"""Calls: created by the bridge, kept alive by the worker, ended once."""

import json
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, undefer

from returnflow.database.rows import CallRow
from returnflow.database.sealing import Sealer
from returnflow.database.tables import CallTable, PlaceTable
from returnflow.errors import NotFound

_SAME = tuple(field.name for field in fields(CallRow) if field.name != "call_id")


class Calls:
    """Calls by id, by caller, live ones, the newest."""

    def __init__(self, session: Session, sealer: Sealer) -> None:
        self._session = session
        self._sealer = sealer

    def create(
        self, call_id: str, *, user_identity: str, caller_key: str, room_name: str, channel: str, recording: bool, at: datetime
    ) -> None:
        """A new call, live from now."""
        row = CallTable(
            id=call_id,
            user_identity=user_identity,
            caller_key=caller_key,
            room_name=room_name,
            channel=channel,
            recording=recording,
            created_at=at,
        )
        self._session.add(row)
        self._session.flush()

    def get(self, call_id: str) -> CallRow | None:
        """The call, or None."""
        row = self._session.get(CallTable, call_id)
        return _call(row) if row else None

    def by_room(self, room_name: str) -> CallRow | None:
        """The newest call of a room."""
        query = select(CallTable).where(CallTable.room_name == room_name).order_by(CallTable.id.desc()).limit(1)
        row = self._session.scalars(query).one_or_none()
        return _call(row) if row else None

    def save_state(self, call_id: str, document: dict[str, Any], at: datetime) -> None:
        """Keep the conversation's state as of now, sealed."""
        self._change(call_id, state=self._sealer.seal(json.dumps(document)), state_at=at)

    def state(self, call_id: str) -> dict[str, Any] | None:
        """The state last saved, None before the first turn."""
        row = self._session.get(CallTable, call_id, options=[undefer(CallTable.state)])
        return json.loads(self._sealer.open(row.state)) if row and row.state else None

    def set_recording(self, call_id: str, recording: bool) -> None:
        """Whether the call is recorded from now on."""
        self._change(call_id, recording=recording)

    def heartbeat(self, call_id: str, worker_id: str, at: datetime) -> None:
        """A worker says it still holds the call."""
        self._change(call_id, worker_id=worker_id, heartbeat_at=at)

    def end(self, call_id: str, end_reason: str, outcome: str, at: datetime) -> bool:
        """End a call and free its place. True for the one who ended it, False for everyone later: the first reason stands."""
        query = update(CallTable).where(CallTable.id == call_id, CallTable.ended_at.is_(None))
        changed = self._session.execute(query.values(ended_at=at, end_reason=end_reason, outcome=outcome))
        self._session.execute(delete(PlaceTable).where(PlaceTable.call_id == call_id))
        self._session.expire_all()
        return bool(changed.rowcount)  # type: ignore[attr-defined]

    def live(self) -> list[CallRow]:
        """Calls that have not ended, oldest first."""
        query = select(CallTable).where(CallTable.ended_at.is_(None)).order_by(CallTable.id)
        return [_call(row) for row in self._session.scalars(query)]

    def list(self, limit: int = 50, before: str | None = None) -> list[CallRow]:
        """The newest calls, those older than the call `before` when given."""
        query = select(CallTable).order_by(CallTable.id.desc()).limit(limit)
        if before is not None:
            query = query.where(CallTable.id < before)
        return [_call(row) for row in self._session.scalars(query)]

    def live_for_caller(self, caller_key: str) -> CallRow | None:
        """The call this caller is in, if any."""
        query = select(CallTable).where(CallTable.caller_key == caller_key, CallTable.ended_at.is_(None))
        row = self._session.scalars(query.order_by(CallTable.id.desc()).limit(1)).one_or_none()
        return _call(row) if row else None

    def _change(self, call_id: str, **values: Any) -> None:
        row = self._session.get(CallTable, call_id)
        if row is None:
            raise NotFound(f"no call {call_id}", field="call_id")
        for name, value in values.items():
            setattr(row, name, value)
        self._session.flush()


def _call(row: CallTable) -> CallRow:
    return CallRow(call_id=row.id, **{name: getattr(row, name) for name in _SAME})
