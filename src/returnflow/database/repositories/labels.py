"""Labels, one a parcel."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from returnflow.database.tables import LabelTable
from returnflow.returns.model import Label, LabelState


class Labels:
    """Labels by RMA and parcel, by the code a customer says at the counter, by the number a carrier scans."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, rma: str, parcel: int = 1) -> Label | None:
        """The label; pending from the moment the return may travel, None when nothing does."""
        row = self._session.get(LabelTable, (rma, parcel))
        return _label(row) if row else None

    def for_return(self, rma: str) -> list[Label]:
        """The labels of all its parcels, in order."""
        query = select(LabelTable).where(LabelTable.rma == rma).order_by(LabelTable.parcel)
        return [_label(row) for row in self._session.scalars(query)]

    def by_code(self, drop_off_code: str) -> Label | None:
        """The label of the first parcel of the return with that drop-off code."""
        query = select(LabelTable).where(LabelTable.drop_off_code == drop_off_code, LabelTable.parcel == 1)
        row = self._session.scalars(query).one_or_none()
        return _label(row) if row else None

    def by_tracking(self, number: str) -> Label | None:
        """The label with that tracking number."""
        row = self._session.scalars(select(LabelTable).where(LabelTable.tracking == number)).first() if number else None
        return _label(row) if row else None

    def save(self, label: Label) -> None:
        """Keep it, new or changed."""
        self._session.merge(
            LabelTable(
                rma=label.rma,
                parcel=label.parcel,
                state=str(label.state),
                carrier=label.carrier,
                tracking=label.tracking,
                qr=label.qr,
                drop_off_code=label.drop_off_code,
                file=label.file,
                released_at=label.released_at,
                error=label.error,
            )
        )
        self._session.flush()


def _label(row: LabelTable) -> Label:
    return Label(
        rma=row.rma,
        state=LabelState(row.state),
        carrier=row.carrier,
        tracking=row.tracking,
        qr=row.qr,
        drop_off_code=row.drop_off_code,
        file=row.file,
        released_at=row.released_at,
        error=row.error,
        parcel=row.parcel,
    )
