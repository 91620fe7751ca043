"""What happened to a return, as it is kept for good: who moved it from where to where, when and why. Values only."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Actor(StrEnum):
    """Who took a step."""

    VOICE_AGENT = "voice_agent"
    API = "api"
    COMMAND_LINE = "command_line"
    OPERATOR = "operator"
    CUSTOMER = "customer"  # on the page of his own link
    CARRIER = "carrier"
    CLOCK = "clock"  # a date that passed


class Subject(StrEnum):
    """What moved."""

    RETURN = "return"
    REFUND = "refund"
    PARCEL = "parcel"
    DISPUTE = "dispute"


@dataclass(frozen=True, slots=True)
class ReturnEvent:
    """One step. `was` is empty for what has just begun; `why` is in the words of whoever took the step."""

    rma: str
    subject: Subject
    was: str
    now: str
    at: datetime
    by: Actor
    why: str = ""
