"""What a call has made, as a plain value that survives a restart."""

from dataclasses import dataclass
from datetime import date

from returnflow.returns.model import Method, Money


@dataclass(frozen=True, slots=True)
class ReturnFacts:
    """A return that exists, and its label once that has been released. `told`: the caller has heard of it."""

    rma: str
    line_no: int
    item: str
    refund: Money
    method: Method | None
    return_by: date
    drop_off_code: str | None = None
    label_file: str = ""
    told: bool = False
