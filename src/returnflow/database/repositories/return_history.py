"""A customer's history: what was bought and what went back. Two queries, built once (building them takes longer than running)."""

from datetime import datetime

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import Session

from returnflow.database.tables import OrderTable, RefundTable, ReturnLineTable, ReturnTable
from returnflow.returns.lifecycle import WITH_THE_CUSTOMER, ReturnState
from returnflow.returns.risk import History

_CAME_TO_NOTHING = (ReturnState.CANCELLED, ReturnState.EXPIRED)
# One order may lie in several batches.
_MINE = (
    select(OrderTable.store, OrderTable.number, func.min(OrderTable.purchased_at).label("at"))
    .where(OrderTable.customer_id == bindparam("customer"))
    .group_by(OrderTable.store, OrderTable.number)
    .subquery()
)
_BOUGHT = select(func.count().filter(_MINE.c.at >= bindparam("since")), func.min(_MINE.c.at))
_NOT_ACCEPTED = select(ReturnLineTable.rma).where(ReturnLineTable.rma == ReturnTable.rma, ReturnLineTable.verdict != "").exists()
_MONEY_OUT = RefundTable.state.in_([str(state) for state in WITH_THE_CUSTOMER])
_SENT_BACK = (
    select(
        func.count(), func.count().filter(_NOT_ACCEPTED), func.coalesce(func.sum(RefundTable.amount_minor).filter(_MONEY_OUT), 0)
    )
    .select_from(_MINE)
    .join(ReturnTable, and_(ReturnTable.store == _MINE.c.store, ReturnTable.order_number == _MINE.c.number))
    .join(RefundTable, RefundTable.rma == ReturnTable.rma)
    .where(ReturnTable.created_at >= bindparam("since"))
    .where(ReturnTable.state.not_in([str(state) for state in _CAME_TO_NOTHING]))
)


def history(session: Session, customer_id: str, since: datetime) -> History:
    """What a customer bought and sent back since then, at every store.

    Returns that were cancelled or expired sent nothing back and do not count. Rejected are those with a unit that the return
    centre did not accept; what a person declined beforehand is none.
    """
    about = {"customer": customer_id, "since": since}
    orders, first = session.execute(_BOUGHT, about).one()
    returns, rejected, refunded = session.execute(_SENT_BACK, about).one()
    return History(orders=orders, returns=returns, rejected=rejected, refunded_minor=int(refunded), first_order_at=first)
