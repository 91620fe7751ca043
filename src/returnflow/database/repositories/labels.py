"""Labels, one a return."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from returnflow.database.tables import LabelTable
from returnflow.returns.model import Label, LabelState


class Labels:
    """Labels by RMA and by the code a customer says at the counter."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, rma: str) -> Label | None:
        """The label; pending from the moment the return exists, None when nothing travels."""
        row = self._session.get(LabelTable, rma)
        return _label(row) if row else None

    def by_code(self, drop_off_code: str) -> Label | None:
        """The label with that drop-off code."""
        row = self._session.scalars(select(LabelTable).where(LabelTable.drop_off_code == drop_off_code)).one_or_none()
        return _label(row) if row else None

    def save(self, label: Label) -> None:
        """Keep it, new or changed."""
        self._session.merge(
            LabelTable(
                rma=label.rma,
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
    )
