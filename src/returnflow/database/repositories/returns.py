"""Returns: one row each with lines, units and refund. The units' primary key lets one return hold a unit, and only one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, delete, select, tuple_
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from returnflow.database.repositories.return_history import history
from returnflow.database.repositories.return_rows import (
    line_values,
    of_row,
    refund_values,
    row_of,
    values,
)
from returnflow.database.tables import RefundTable, ReturnTable, ReturnUnitTable
from returnflow.errors import NotFound
from returnflow.returns.lifecycle import WAITS_FOR_PARCEL, WITH_THE_CUSTOMER, ReturnState
from returnflow.returns.model import Kind, Return, Store
from returnflow.returns.risk import History
from returnflow.returns.units import UnitTaken, held

_AT_ONCE = 200  # rows that the export holds in memory


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which returns; None asks for any."""

    state: ReturnState | None = None
    store: Store | None = None
    order_number: str | None = None
    since: datetime | None = None  # created at or after


class Returns:
    """Returns by RMA, by order, by call, by what is due."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, made: Return) -> None:
        """Keep a new return. Raises UnitTaken, with nothing written, when another holds one of its units."""
        try:
            with self._session.begin_nested():
                self._session.add(row_of(made))
                self._session.flush()
                self._session.add_all(_units(made, held(made)))
        except IntegrityError as error:
            raise _taken(made) from error

    def get(self, rma: str) -> Return | None:
        """The return, or None."""
        row = self._session.get(ReturnTable, rma)
        return of_row(row) if row else None

    def for_order(self, store: Store, number: str) -> list[Return]:
        """Every return of an order, oldest first."""
        query = select(ReturnTable).where(ReturnTable.store == str(store), ReturnTable.order_number == number)
        return [of_row(row) for row in self._session.scalars(query.order_by(ReturnTable.created_at, ReturnTable.rma))]

    def for_call(self, call_id: str) -> list[Return]:
        """What a call created, oldest first."""
        query = select(ReturnTable).where(ReturnTable.call_id == call_id)
        return [of_row(row) for row in self._session.scalars(query.order_by(ReturnTable.created_at, ReturnTable.rma))]

    def list(self, limit: int = 50, wanted: Wanted | None = None, after: tuple[datetime, str] | None = None) -> list[Return]:
        """The newest returns; `after` is the time and the number of the last one of the page before."""
        query = _filtered(wanted or Wanted())
        if after is not None:
            query = query.where(tuple_(ReturnTable.created_at, ReturnTable.rma) < after)
        newest = query.order_by(ReturnTable.created_at.desc(), ReturnTable.rma.desc()).limit(limit)
        return [of_row(row) for row in self._session.scalars(newest)]

    def stream(self, wanted: Wanted) -> Iterator[Return]:
        """Every return, oldest first, a few at a time: for the export, however many there are."""
        after: tuple[datetime, str] | None = None
        while True:
            query = _filtered(wanted)
            if after is not None:
                query = query.where(tuple_(ReturnTable.created_at, ReturnTable.rma) > after)
            rows = self._session.scalars(query.order_by(ReturnTable.created_at, ReturnTable.rma).limit(_AT_ONCE)).all()
            yield from (of_row(row) for row in rows)
            if len(rows) < _AT_ONCE:
                return
            after = (rows[-1].created_at, rows[-1].rma)
            self._session.expunge_all()

    def history(self, customer_id: str, since: datetime) -> History:
        """What a customer bought and sent back since then, at every store."""
        return history(self._session, customer_id, since)

    def overdue(self, before: date, limit: int = 500) -> Sequence[str]:
        """RMAs of returns that wait for a person or a parcel and whose last day lies before that day, the oldest first."""
        waiting = [str(state) for state in (ReturnState.PENDING_REVIEW, *WAITS_FOR_PARCEL)]
        query = select(ReturnTable.rma).where(
            ReturnTable.state.in_(waiting), ReturnTable.return_by < before, ReturnTable.kind != str(Kind.CLAIM)
        )
        return list(self._session.scalars(query.order_by(ReturnTable.return_by, ReturnTable.rma).limit(limit)))

    def to_charge_back(self, before: date, limit: int = 500) -> Sequence[str]:
        """RMAs of returns on their way whose refund was issued in advance, for no longer than to a day before that day."""
        query = select(ReturnTable.rma).join(RefundTable, RefundTable.rma == ReturnTable.rma)
        due = query.where(
            RefundTable.charge_back_on < before,
            RefundTable.state.in_([str(state) for state in WITH_THE_CUSTOMER]),
            ReturnTable.state == str(ReturnState.IN_TRANSIT),
        )
        return list(self._session.scalars(due.order_by(RefundTable.charge_back_on, ReturnTable.rma).limit(limit)))

    def save(self, changed: Return) -> None:
        """Keep what may change. Units it no longer holds are free; those it takes back must be, or UnitTaken is raised."""
        row = self._session.get(ReturnTable, changed.rma)
        if row is None:
            raise NotFound(f"no return {changed.rma}", field="rma")
        known, now = held(of_row(row)), held(changed)
        if known != now:
            self._hold(changed, now)
        _set(row, values(changed))
        _set(row.refund, refund_values(changed.refund))
        for kept, line in zip(row.lines, changed.lines, strict=True):
            _set(kept, line_values(line))
        self._session.flush()

    def _hold(self, made: Return, wanted: frozenset[tuple[int, int]]) -> None:
        """Hold exactly these units."""
        try:
            with self._session.begin_nested():
                self._session.execute(delete(ReturnUnitTable).where(ReturnUnitTable.rma == made.rma))
                self._session.add_all(_units(made, wanted))
        except IntegrityError as error:
            raise _taken(made) from error


def _filtered(wanted: Wanted) -> Select[ReturnTable]:
    query = select(ReturnTable)
    for field in fields(wanted):
        value = getattr(wanted, field.name)
        if value is None:
            continue
        if field.name == "since":
            query = query.where(ReturnTable.created_at >= value)
        else:
            query = query.where(getattr(ReturnTable, field.name) == str(value))
    return query


def _set(row: Any, changed: dict[str, Any]) -> None:
    """Only what differs, so that nothing else is written."""
    for name, value in changed.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def _units(made: Return, places: frozenset[tuple[int, int]]) -> list[ReturnUnitTable]:
    return [
        ReturnUnitTable(store=str(made.store), order_number=made.order_number, line_no=line_no, unit=unit, rma=made.rma)
        for line_no, unit in sorted(places)
    ]


def _taken(made: Return) -> UnitTaken:
    return UnitTaken(made.store, made.order_number, made.lines[0].line_no)
