"""What happened to returns: steps, scans, objections. Rows are added; only an objection is settled later."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from returnflow.database.sealing import Sealer
from returnflow.database.tables import DisputeTable, ReturnEventTable, TrackingEventTable
from returnflow.errors import Conflict, NotFound
from returnflow.returns.disputing import Dispute, DisputeState, Objection
from returnflow.returns.events import Actor, ReturnEvent, Subject
from returnflow.returns.tracking import Scan, TrackingEvent


class ReturnEvents:
    """Steps by return."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, event: ReturnEvent) -> None:
        """Keep one."""
        was, now = str(event.was), str(event.now)
        row = ReturnEventTable(rma=event.rma, subject=str(event.subject), was=was, now=now, at=event.at, by=str(event.by))
        row.why = event.why
        self._session.add(row)
        self._session.flush()

    def of(self, rma: str) -> list[ReturnEvent]:
        """Everything that happened to a return, oldest first."""
        query = select(ReturnEventTable).where(ReturnEventTable.rma == rma).order_by(ReturnEventTable.id)
        return [
            ReturnEvent(row.rma, Subject(row.subject), row.was, row.now, row.at, Actor(row.by), row.why)
            for row in self._session.scalars(query)
        ]

    def count(self, rma: str, subject: str, now: str) -> int:
        """How often it has come to that."""
        event = ReturnEventTable
        query = select(func.count()).where(event.rma == rma, event.subject == str(subject), event.now == str(now))
        return self._session.scalar(query) or 0


class Tracking:
    """Scans by return."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, event: TrackingEvent, at: datetime) -> bool:
        """Keep one; False when its id is known. Raises Conflict when that id was another return's."""
        known = self._session.get(TrackingEventTable, event.id)
        if known is not None:
            if known.rma != event.rma:
                raise _another()
            return False
        row = TrackingEventTable(
            id=event.id, rma=event.rma, parcel=event.parcel, scan=str(event.scan), at=event.at, known_at=at, note=event.note
        )
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError as error:  # two returns' events came under one id at once
            raise _another() from error
        return True

    def of(self, rma: str) -> list[TrackingEvent]:
        """Every scan of a return's parcels, oldest first."""
        table = TrackingEventTable
        query = select(table).where(table.rma == rma).order_by(table.at, table.id)
        return [
            TrackingEvent(row.id, row.rma, row.parcel, Scan(row.scan), row.at, row.note) for row in self._session.scalars(query)
        ]


def _another() -> Conflict:
    return Conflict("this event id stands for another return's", field="id", fix="send each event under an id of its own")


class Disputes:
    """Objections by return, and those that wait for a person."""

    def __init__(self, session: Session, sealer: Sealer) -> None:
        self._session = session
        self._sealer = sealer

    def add(self, dispute: Dispute) -> None:
        """Keep a new one."""
        self._session.add(
            DisputeTable(
                id=dispute.id,
                rma=dispute.rma,
                objection=str(dispute.objection),
                text=self._sealer.seal(dispute.text),
                opened_at=dispute.opened_at,
                by=str(dispute.by),
                state=str(dispute.state),
                closed_at=dispute.closed_at,
                answer=self._sealer.seal(dispute.answer),
            )
        )
        self._session.flush()

    def save(self, dispute: Dispute) -> None:
        """Keep how it was settled."""
        row = self._session.get(DisputeTable, dispute.id)
        if row is None:
            raise NotFound(f"no dispute {dispute.id}", field="dispute")
        row.state, row.closed_at, row.answer = str(dispute.state), dispute.closed_at, self._sealer.seal(dispute.answer)
        self._session.flush()

    def get(self, dispute_id: str) -> Dispute | None:
        """One, open or settled."""
        row = self._session.get(DisputeTable, dispute_id)
        return self._dispute(row) if row else None

    def of(self, rma: str) -> list[Dispute]:
        """Every dispute about a return, oldest first."""
        query = select(DisputeTable).where(DisputeTable.rma == rma).order_by(DisputeTable.opened_at, DisputeTable.id)
        return [self._dispute(row) for row in self._session.scalars(query)]

    def waiting(self, limit: int = 50) -> list[Dispute]:
        """Those that wait for a person, the longest waiting first."""
        query = select(DisputeTable).where(DisputeTable.state == str(DisputeState.OPEN))
        rows = self._session.scalars(query.order_by(DisputeTable.opened_at, DisputeTable.id).limit(limit))
        return [self._dispute(row) for row in rows]

    def _dispute(self, row: DisputeTable) -> Dispute:
        return Dispute(
            id=row.id,
            rma=row.rma,
            objection=Objection(row.objection),
            text=self._sealer.open(row.text),
            opened_at=row.opened_at,
            by=Actor(row.by),
            state=DisputeState(row.state),
            closed_at=row.closed_at,
            answer=self._sealer.open(row.answer),
        )
