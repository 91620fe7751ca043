"""Returns as a file for the merchant's own programs: CSV with a row for each line of a return, or JSON.

Owns the columns. Streams, however many returns there are. Holds no name, address or contact, as `returns.document` holds none.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from returnflow.returns.document import document
from returnflow.returns.model import Return

_RETURN = (
    "rma", "state", "kind", "resolution", "handling", "filed_by", "store", "order_number", "created_at", "updated_at",
    "return_by", "method", "parcels", "replacement",
)  # fmt: skip
_LINE = ("line_no", "item", "quantity", "rejected", "verdict", "reason", "store_reason", "outcome", "rules", "fees_minor")
_REFUND = ("refund_minor", "currency", "tender", "refund_state", "issued_at", "settled_at", "reference")
COLUMNS = (*_RETURN, *_LINE, *_REFUND)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(returns: Iterable[Return]) -> Iterator[str]:
    """A row for each line. The refund is the whole return's and stands in its first row only, so that its column adds up."""
    yield _written(COLUMNS)
    for made in returns:
        for row in _rows(document(made)):
            yield _written([row.get(name) for name in COLUMNS])


def as_json(returns: Iterable[Return]) -> Iterator[str]:
    """An array with one document a line, those of the webhook."""
    before = "[\n"
    for made in returns:
        yield before + json.dumps(document(made), ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


FORMATS = {"csv": as_csv, "json": as_json}


def _rows(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    refund = told["refund"]
    money = {"refund_minor": refund["amount_minor"], "refund_state": refund["state"]}
    money |= {name: refund[name] for name in _REFUND if name in refund}
    for line in told["lines"]:
        ours = {name: line[name] for name in _LINE if name in line}
        ours |= {
            "rejected": len(line["rejected"]),
            "rules": " ".join(line["rules"]),
            "fees_minor": sum(fee["amount_minor"] for fee in line["fees"]),
        }
        yield {name: told[name] for name in _RETURN} | ours | money
        money = {}


def _written(cells: Iterable[Any]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow([_harmless(cell) for cell in cells])
    return text.getvalue()


def _harmless(cell: Any) -> Any:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it; titles come from outside."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
