"""Every sealed value of every table, for whoever changes the keys. Which columns are sealed is said by the tables."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Column, ColumnElement, Table, and_, case, func, literal, or_, select, tuple_, update
from sqlalchemy.orm import Session

from returnflow.database.sealing import Sealer, key_of
from returnflow.database.tables import Base
from returnflow.database.tables.base import is_sealed

Place = tuple[object, ...]
"""A row by its primary key."""


@dataclass(frozen=True, slots=True)
class Resealed:
    """What one step did: rows and values, and the row to go on after; None when the table is done."""

    rows: int
    values: int
    after: Place | None


class Seals:
    """Sealed values by table."""

    def __init__(self, session: Session, sealer: Sealer) -> None:
        self._session = session
        self._sealer = sealer

    def tables(self) -> list[str]:
        """The tables that have sealed columns."""
        return [table.name for table in _tables()]

    def check(self) -> None:
        """Open one value of each table, so that keys which are not this database's are found at the start. Raises WrongKey."""
        for table in _tables():
            column = _sealed(table)[0]
            self._sealer.open(self._session.scalar(select(column).where(column != "").limit(1)) or "")

    def reseal(self, name: str, newest: int, limit: int, after: Place | None = None) -> Resealed:
        """Seal again, in at most `limit` rows, what lies under another key than the newest. Raises WrongKey."""
        table = Base.metadata.tables[name]
        key, columns = list(table.primary_key.columns), _sealed(table)
        query = select(*key, *columns).where(or_(*(_elsewhere(column, newest) for column in columns)))
        if after is not None:
            query = query.where(tuple_(*key) > tuple_(*(literal(at, one.type) for at, one in zip(after, key, strict=True))))
        rows = self._session.execute(query.order_by(*key).limit(limit).with_for_update()).all()
        changed = sum(self._row(table, row[: len(key)], dict(zip(columns, row[len(key) :], strict=True)), newest) for row in rows)
        return Resealed(len(rows), changed, tuple(rows[-1][: len(key)]) if len(rows) == limit else None)

    def under(self, keys: Sequence[int]) -> dict[int, int]:
        """How many values lie under each of these keys; 0 stands for anything else, which no installation should have."""
        found = dict.fromkeys((*keys, 0), 0)
        for table in _tables():
            for column in _sealed(table):
                each = [func.sum(case((column.like(f"k{number}.%"), 1), else_=0)) for number in keys]
                total, *counts = self._session.execute(select(func.count(), *each).where(column != "")).one()
                for number, count in zip(keys, counts, strict=True):
                    found[number] += count or 0
                found[0] += total - sum(count or 0 for count in counts)
        return found

    def _row(self, table: Table, place: Sequence[object], held: dict[Column[str], str | None], newest: int) -> int:
        old = {column: text for column, text in held.items() if text and key_of(text) != newest}
        new = {column.name: self._sealer.seal(self._sealer.open(text)) for column, text in old.items()}
        here = and_(*(column == at for column, at in zip(table.primary_key.columns, place, strict=True)))
        self._session.execute(update(table).where(here).values(new))
        return len(new)


def _tables() -> list[Table]:
    return [table for table in Base.metadata.sorted_tables if _sealed(table)]


def _sealed(table: Table) -> list[Column[str]]:
    return [column for column in table.columns if is_sealed(column)]


def _elsewhere(column: Column[str], newest: int) -> ColumnElement[bool]:
    return and_(column != "", column.not_like(f"k{newest}.%"))
