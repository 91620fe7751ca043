"""What may be asked of returns over HTTP: bodies and queries as models. Form only; whether it makes sense is the domain's."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from returnflow.ids import parse_rma
from returnflow.returns.contact import Channel
from returnflow.returns.disputing import LONGEST_TEXT, DisputeState, Objection
from returnflow.returns.lifecycle import ReturnState
from returnflow.returns.model import Method, Money, Reason, Resolution, Store
from returnflow.returns.opening import MOST_PARCELS
from returnflow.returns.tracking import Scan

MOST_LINES, MOST_UNITS = 50, 1000
LARGEST = 1_000_000_00  # minor units
FIRST_YEAR, LAST_YEAR = 2000, 2100
_PAGE = 100


def _plain(text: str) -> str:
    """No control characters but line ends: PostgreSQL keeps no NUL, and nobody sees the others."""
    if any(not (c.isprintable() or c in "\n\t") for c in text):
        raise ValueError("there is a character in it that cannot be printed")
    return text


def _within_reason(at: datetime) -> datetime:
    """In UTC, and in this century: further out no clock, calendar or database agrees."""
    if not FIRST_YEAR < at.year < LAST_YEAR:
        raise ValueError(f"a time lies between {FIRST_YEAR} and {LAST_YEAR}")
    return at.astimezone(UTC)


def _year_within_reason(day: date) -> date:
    if not FIRST_YEAR < day.year < LAST_YEAR:
        raise ValueError(f"a day lies between {FIRST_YEAR} and {LAST_YEAR}")
    return day


def _written(value: Any) -> Any:
    """A time is written out: a bare number could be seconds or milliseconds."""
    if not isinstance(value, str) or value.strip().replace(".", "", 1).lstrip("+-").isdigit():
        raise ValueError("write it as 2026-06-15T15:00:00Z")
    return value


def _rma(text: str) -> str:
    found = parse_rma(text)
    if found is None:
        raise ValueError("no return number; it looks like RF-7K4M-92XC")
    return found


Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_TEXT), AfterValidator(_plain)]
Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=128), AfterValidator(_plain)]
Moment = Annotated[AwareDatetime, BeforeValidator(_written), AfterValidator(_within_reason)]
Day = Annotated[date, BeforeValidator(_written), AfterValidator(_year_within_reason)]
Rma = Annotated[str, StringConstraints(max_length=32), AfterValidator(_rma)]
OrderNumber = Annotated[str, StringConstraints(pattern=r"^[0-9][0-9 -]{9,30}$")]
Count = Annotated[int, Field(strict=True, le=MOST_UNITS)]
"""A whole number, written as one: neither "1" nor true."""
LineNo = Annotated[int, Field(strict=True, ge=1, le=10_000)]
Parcel = Annotated[int, Field(strict=True, ge=1, le=MOST_PARCELS)]


class Asking(BaseModel):
    """Unknown fields are refused: a misspelt one would be left out in silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class LineAsked(Asking):
    """One line of the order. Without `units` the first `quantity` are meant."""

    line_no: LineNo
    quantity: Annotated[Count, Field(ge=1)] = 1
    reason: Reason
    units: list[Annotated[Count, Field(ge=1)]] | None = Field(None, min_length=1, max_length=MOST_UNITS)


class OrderAsked(Asking):
    """What is to come back. The same lines again are the same return."""

    store: Store
    order_number: OrderNumber
    lines: list[LineAsked] = Field(min_length=1, max_length=MOST_LINES)


class ReturnAsked(OrderAsked):
    """A return to be made. What is left out follows from the decisions."""

    method: Method | None = None
    resolution: Resolution | None = None
    parcels: Parcel = 1


class ReturnsQuery(Asking):
    """Which returns. `after` is the `next` of the page before."""

    store: Store | None = None
    order_number: OrderNumber | None = None
    state: ReturnState | None = None
    since: Moment | None = None
    limit: int = Field(20, ge=1, le=_PAGE)
    after: Word | None = None


class Why(Asking):
    """A step, and why. The reason is kept with the return; it names nobody."""

    why: Text = ""


class WhyNeeded(Asking):
    """A step that needs a reason."""

    why: Annotated[Text, Field(min_length=1)]


class ScanAsked(Asking):
    """One scan. `id` is the sender's: the same id again changes nothing. Without `at` it has just happened."""

    id: Word
    scan: Scan
    parcel: Parcel = 1
    at: Moment | None = None
    note: Annotated[Text, Field(max_length=200)] = ""


class ReceiptAsked(Asking):
    """The return centre has this parcel, or without a number all of them."""

    parcel: Parcel | None = None


class FindingAsked(Asking):
    """What was found on one line. `why` says why the other units are not accepted."""

    line_no: LineNo
    accepted: Annotated[Count, Field(ge=0)]
    why: Annotated[Text, Field(max_length=200)] = ""


class InspectionAsked(Asking):
    """What was found. Lines that are not named are accepted whole."""

    lines: list[FindingAsked] = Field(default_factory=list, max_length=MOST_LINES)


class Amount(Asking):
    """Money in minor units (cents)."""

    amount_minor: int = Field(strict=True, ge=1, le=LARGEST)
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]

    def money(self) -> Money:
        """As the domain knows it."""
        return Money(self.amount_minor, self.currency)


class RefundStep(StrEnum):
    """What happened to the money."""

    ISSUE = "issue"
    SETTLE = "settle"
    FAIL = "fail"
    REVERSE = "reverse"


class RefundAsked(Asking):
    """What happened to the money. `amount` only with `issue`; `why` is needed with `fail` and `reverse`."""

    step: RefundStep
    amount: Amount | None = None
    reference: Annotated[Word, Field(max_length=64)] | None = None
    why: Annotated[Text, Field(max_length=200)] = ""


class ReplacementAsked(Asking):
    """Another item was sent, under this order number of the merchant's own."""

    order_number: Annotated[Word, Field(max_length=64)]


class DisputeAsked(Asking):
    """What the customer objects to, in his own words."""

    objection: Objection
    text: Text = ""


class Verdict(StrEnum):
    """How a dispute ends."""

    UPHELD = DisputeState.UPHELD.value
    DECLINED = DisputeState.DECLINED.value


class VerdictAsked(Asking):
    """A person's decision on a dispute."""

    outcome: Verdict
    answer: Text = ""


class VerificationAsked(Asking):
    """An order number and one fact of who it belongs to. Exactly one of `zip` and `last_name`."""

    store: Store
    order_number: OrderNumber
    zip: Annotated[str, StringConstraints(pattern=r"^[0-9]{5}(-?[0-9]{4})?$")] | None = None
    last_name: Annotated[Word, Field(max_length=80)] | None = None


class CodeAsked(Asking):
    """A code for whoever the order belongs to; by his other channel, if that is asked for."""

    store: Store
    order_number: OrderNumber
    prefer: Channel | None = None


class CodeGiven(Asking):
    """The code that came."""

    store: Store
    order_number: OrderNumber
    code: Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]


class EventSent(Asking):
    """One scan of a parcel, as a carrier or a return centre sends it: about a return and parcel, or about a tracking number."""

    id: Word
    scan: Scan
    at: Moment
    rma: Rma | None = None
    parcel: Parcel = 1
    tracking: Annotated[Word, Field(max_length=64)] | None = None
    note: Annotated[Text, Field(max_length=200)] = ""


class EventsSent(Asking):
    """Up to a hundred scans; all of them are kept, or none."""

    events: list[EventSent] = Field(min_length=1, max_length=100)
