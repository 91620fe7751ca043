"""Batches of orders: filled unseen, published by one switch, and swept when given up or no longer needed."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import ColumnElement, CursorResult, Table, delete, exists, func, insert, select, tuple_, update
from sqlalchemy.orm import Session, aliased

from returnflow.database.repositories.order_rows import Rows
from returnflow.database.repositories.orders import published
from returnflow.database.rows import BatchRow
from returnflow.database.tables import OrderBatchTable, OrderLineTable, OrderTable
from returnflow.database.tables.orders import ORDERS_A_BATCH
from returnflow.errors import Conflict

# Past the ORM: half the time for rows that nobody looks at meanwhile.
_ORDERS, _LINES = cast(Table, OrderTable.__table__), cast(Table, OrderLineTable.__table__)
GIVEN_UP = timedelta(minutes=2)
"""A batch that nobody has added to for so long has lost whoever filled it."""


class Batches:
    """Batches by id. What is done to many rows is done some hundred at a time, so that no writer waits long."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def start(self, source: str, file: str, at: datetime, holder: str = "") -> int:
        """A new batch that nobody sees; its id. Raises Conflict while another one is being filled."""
        busy = select(OrderBatchTable).where(OrderBatchTable.published_at.is_(None), OrderBatchTable.beat_at > at - GIVEN_UP)
        other = self._session.scalars(busy.limit(1)).one_or_none()
        if other is not None:
            since = f"{other.started_at:%H:%M:%S} UTC"
            raise Conflict(
                f"another import ({other.file or other.source}) has been running since {since}",
                field="import",
                fix=f"wait for it; one that died is forgotten after {GIVEN_UP.seconds // 60} minutes",
            )
        made = OrderBatchTable(source=source, file=file, holder=holder, started_at=at, beat_at=at)
        self._session.add(made)
        self._session.flush()
        return made.id

    def add(self, batch_id: int, rows: Rows, at: datetime) -> None:
        """Put prepared rows into a batch that is not seen yet. Raises Conflict when it was swept or published meanwhile."""
        beat = update(OrderBatchTable).where(OrderBatchTable.id == batch_id, OrderBatchTable.published_at.is_(None))
        if not _count(self._session.execute(beat.values(beat_at=at))):
            raise Conflict("this import was given up by another process", field="import", fix="start it again")
        self._session.execute(insert(_ORDERS), rows.orders)
        if rows.lines:
            self._session.execute(insert(_LINES), rows.lines)

    def publish(self, batch_id: int, at: datetime) -> None:
        """The switch: from now on its orders are seen, all at once. Raises Conflict when it is gone."""
        query = update(OrderBatchTable).where(OrderBatchTable.id == batch_id, OrderBatchTable.published_at.is_(None))
        if not _count(self._session.execute(query.values(published_at=at, beat_at=at))):
            raise Conflict("this import was given up by another process", field="import", fix="start it again")

    def fingerprints(self, orders: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """Of those (store, number) that are seen, the fingerprint of what is seen."""
        table = OrderTable
        query = select(table.store, table.number, table.fingerprint).where(table.batch_id.in_(published()))
        query = query.where(tuple_(table.store, table.number).in_(orders)).order_by(table.batch_id)
        return {(row.store, row.number): row.fingerprint for row in self._session.execute(query)}

    def list(self) -> Sequence[BatchRow]:
        """Every batch that has orders or is being filled, the newest first."""
        held = select(func.count()).where(_within(OrderBatchTable.id)).correlate(OrderBatchTable).scalar_subquery()
        rows = self._session.execute(select(OrderBatchTable, held).order_by(OrderBatchTable.id.desc()))
        return [BatchRow(row.id, row.source, row.file, row.started_at, row.published_at, count) for row, count in rows]

    def given_up(self, now: datetime, is_gone: Callable[[str], bool] = lambda _: False) -> Sequence[int]:
        """Batches that were never published and that nobody fills any more: nothing was added for long, or the holder is gone."""
        query = select(OrderBatchTable).where(OrderBatchTable.published_at.is_(None)).order_by(OrderBatchTable.id)
        return [row.id for row in self._session.scalars(query) if row.beat_at <= now - GIVEN_UP or is_gone(row.holder)]

    def superseded(self) -> Sequence[int]:
        """Ids of orders that a newer published batch has too."""
        newer = aliased(OrderTable)
        same = (newer.store == OrderTable.store, newer.number == OrderTable.number)
        later = exists().where(*same, newer.batch_id > OrderTable.batch_id, newer.batch_id.in_(published()))
        return list(self._session.scalars(select(OrderTable.id).where(OrderTable.batch_id.in_(published()), later)))

    def empty(self, batch_id: int, limit: int) -> int:
        """Delete some of a batch's orders, and the batch once it has none; how many orders were deleted."""
        some = select(OrderTable.id).where(_within(batch_id)).order_by(OrderTable.id).limit(limit)
        gone = _count(self._session.execute(delete(OrderTable).where(OrderTable.id.in_(some.scalar_subquery()))))
        if gone < limit:
            self._session.execute(delete(OrderBatchTable).where(OrderBatchTable.id == batch_id))
        return gone

    def drop(self, order_ids: Sequence[int]) -> int:
        """Delete orders by id; how many there were."""
        return _count(self._session.execute(delete(OrderTable).where(OrderTable.id.in_(order_ids))))

    def forget_empty(self) -> None:
        """Delete published batches of imports that have no order left."""
        query = delete(OrderBatchTable).where(OrderBatchTable.published_at.is_not(None))
        self._session.execute(query.where(~exists().where(_within(OrderBatchTable.id))))


def _within(batch_id: "int | ColumnElement[int] | object") -> ColumnElement[bool]:
    """That an order belongs to a batch, as a range of the primary key."""
    first = batch_id * ORDERS_A_BATCH  # type: ignore[operator]
    return (OrderTable.id >= first) & (OrderTable.id < first + ORDERS_A_BATCH)


def _count(result: object) -> int:
    assert isinstance(result, CursorResult)
    return result.rowcount
