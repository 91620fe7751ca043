"""Returns as rows for a terminal, and as documents for programs. Which returns is the commands' business."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from returnflow.returns.events import ReturnEvent
    from returnflow.returns.model import Return
    from returnflow.returns.standing import Standing
    from returnflow.returns.tracking import Parcel

HEADS = {
    "rma": "RMA", "store": "store", "order_number": "order number", "items": "items", "state": "state", "refund": "refund",
    "refund_state": "money", "return_by": "hand over by",
}  # fmt: skip


def row(made: "Return") -> dict[str, Any]:
    """One return in a list."""
    return {
        "rma": made.rma,
        "store": made.store.value,
        "order_number": made.order_number,
        "items": [line.item for line in made.lines],
        "reasons": [line.reason.value for line in made.lines],
        "state": made.state.value,
        "handling": made.handling.value,
        "refund": str(made.refund.amount),
        "refund_state": made.refund.state.value,
        "return_by": made.return_by,
        "call_id": made.call_id,
        "created": made.created_at,
    }


def document(standing: "Standing", labels: "Path", page: str) -> dict[str, Any]:
    """One return with everything that is known of it."""
    made = standing.made
    files = [labels / label.file for label in standing.labels if label.file]
    return row(made) | {
        "next": standing.next.value,
        "drop_off_code": made.drop_off_code,
        "label": files[0] if files else None,
        "labels": files,
        "page": page,
        "money_by": standing.money_by,
        "parcels": [_parcel(parcel) for parcel in standing.parcels],
        "disputes": [f"{each.id} {each.state.value}: {each.objection.value}" for each in standing.disputes],
        "events": [_event(event) for event in standing.events],
        "decisions": [line.decision.to_document() for line in made.lines],
    }


def _parcel(parcel: "Parcel") -> str:
    if parcel.received_at:
        where = f"received {parcel.received_at:%Y-%m-%d}"
    elif parcel.trouble:
        where = parcel.trouble
    else:
        where = f"scanned {parcel.scanned_at:%Y-%m-%d}" if parcel.scanned_at else "not handed over"
    return f"{parcel.number}: {where}"


def _event(event: "ReturnEvent") -> str:
    was = f"{event.was} -> " if event.was else ""
    why = f" ({event.why})" if event.why else ""
    return f"{event.at:%Y-%m-%d %H:%M} {event.subject.value} {was}{event.now} by {event.by.value}{why}"


def written(rows: Mapping[str, Any]) -> list[str]:
    """The lines that `show` prints."""
    lines: list[str] = []
    for name, value in rows.items():
        if name == "decisions":
            continue
        several = value if isinstance(value, list) and name in ("events", "parcels", "disputes", "labels") else [value]
        for place, each in enumerate(several or [None]):
            text = ", ".join(map(str, each)) if isinstance(each, list) else each
            lines.append(f"{name if place == 0 else '':<14} {'-' if text in (None, '') else text}")
    return lines
