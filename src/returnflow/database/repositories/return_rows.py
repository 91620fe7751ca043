"""A return as rows and back. Knows the columns; runs no query."""

from typing import Any

from returnflow.database.tables import RefundTable, ReturnLineTable, ReturnTable
from returnflow.returns.model import (
    Decision,
    FiledBy,
    Handling,
    Kind,
    Method,
    Money,
    Reason,
    Refund,
    RefundState,
    Resolution,
    Return,
    ReturnLine,
    ReturnState,
    Store,
    Tender,
)


def row_of(made: Return) -> ReturnTable:
    """A new return's rows, without its units."""
    return ReturnTable(
        rma=made.rma,
        kind=str(made.kind),
        store=str(made.store),
        order_number=made.order_number,
        call_id=made.call_id,
        created_at=made.created_at,
        risk_score=made.risk_score,
        risk_signals=list(made.risk_signals),
        filed_by=str(made.filed_by),
        parcels=made.parcels,
        lines=[_line_row(line) for line in made.lines],
        refund=RefundTable(**refund_values(made.refund)),
        **values(made),
    )


def values(made: Return) -> dict[str, Any]:
    """Columns of the return that may change."""
    return {
        "state": str(made.state),
        "resolution": str(made.resolution),
        "handling": str(made.handling),
        "method": str(made.method) if made.method else None,
        "return_by": made.return_by,
        "drop_off_code": made.drop_off_code,
        "replacement": made.replacement,
        "updated_at": made.updated_at,
    }


def refund_values(refund: Refund) -> dict[str, Any]:
    """Columns of the refund."""
    return {
        "amount_minor": refund.amount.minor,
        "currency": refund.amount.currency,
        "tender": str(refund.tender),
        "state": str(refund.state),
        "issued_at": refund.issued_at,
        "settled_at": refund.settled_at,
        "reference": refund.reference,
        "charge_back_on": refund.charge_back_on,
    }


def line_values(line: ReturnLine) -> dict[str, Any]:
    """Columns of a line that may change."""
    return {"rejected": list(line.rejected), "verdict": line.verdict}


def _line_row(line: ReturnLine) -> ReturnLineTable:
    return ReturnLineTable(
        line_no=line.line_no,
        units=list(line.units),
        item=line.item,
        reason=str(line.reason),
        outcome=str(line.decision.outcome),
        rule_version=line.decision.rule_version,
        decision=line.decision.to_document(),
        **line_values(line),
    )


def of_row(row: ReturnTable) -> Return:
    """The return of these rows."""
    return Return(
        rma=row.rma,
        kind=Kind(row.kind),
        store=Store(row.store),
        order_number=row.order_number,
        lines=tuple(_line(line) for line in row.lines),
        state=ReturnState(row.state),
        method=Method(row.method) if row.method else None,
        refund=_refund(row.refund),
        return_by=row.return_by,
        drop_off_code=row.drop_off_code,
        call_id=row.call_id,
        created_at=row.created_at,
        updated_at=row.updated_at,
        resolution=Resolution(row.resolution),
        handling=Handling(row.handling),
        risk_score=row.risk_score,
        risk_signals=tuple(row.risk_signals),
        filed_by=FiledBy(row.filed_by),
        parcels=row.parcels,
        replacement=row.replacement,
    )


def _line(row: ReturnLineTable) -> ReturnLine:
    return ReturnLine(
        line_no=row.line_no,
        units=tuple(row.units),
        item=row.item,
        reason=Reason(row.reason),
        decision=Decision.from_document(row.decision),
        rejected=tuple(row.rejected),
        verdict=row.verdict,
    )


def _refund(row: RefundTable) -> Refund:
    return Refund(
        amount=Money(row.amount_minor, row.currency),
        tender=Tender(row.tender),
        state=RefundState(row.state),
        issued_at=row.issued_at,
        settled_at=row.settled_at,
        reference=row.reference,
        charge_back_on=row.charge_back_on,
    )
