"""A customer's objection to what became of the money: a record of its own, which a person settles. Values only."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from returnflow.returns.events import Actor

LONGEST_TEXT = 1000  # characters


class Objection(StrEnum):
    """What is objected to."""

    NOT_RECEIVED = "not_received"  # told to be paid, not there
    WRONG_AMOUNT = "wrong_amount"
    REJECTED = "rejected"  # the return centre did not accept the item
    CHARGED_BACK = "charged_back"
    OTHER = "other"


class DisputeState(StrEnum):
    """How it stands."""

    OPEN = "open"
    UPHELD = "upheld"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Dispute:
    """`text` is in the customer's own words and may name anything: it is kept sealed, and never put into a message or a log."""

    id: str
    rma: str
    objection: Objection
    text: str
    opened_at: datetime
    by: Actor
    state: DisputeState = DisputeState.OPEN
    closed_at: datetime | None = None
    answer: str = ""
