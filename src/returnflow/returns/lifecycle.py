"""The life of a return and of its money: two machines, their states and the steps. Pure; who may take a step is not decided here.

    pending_review -> authorized -> label_issued -> in_transit -> received -> inspected
                   -> keep_item (money or a replacement without goods back)
    inspected, keep_item -> refunded | credited | exchanged -> closed

beside it: cancelled, expired and rejected (ends: the goods are the customer's again), escalated (a person has it).
The money is a record of its own: pending -> issued -> settled, or failed, reversed, void (nothing is owed).
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from returnflow.errors import Conflict


class ReturnState(StrEnum):
    """Where a return stands."""

    PENDING_REVIEW = "pending_review"
    AUTHORIZED = "authorized"
    LABEL_ISSUED = "label_issued"
    IN_TRANSIT = "in_transit"
    RECEIVED = "received"
    INSPECTED = "inspected"
    REFUNDED = "refunded"
    EXCHANGED = "exchanged"
    CREDITED = "credited"
    REJECTED = "rejected"
    KEEP_ITEM = "keep_item"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    ESCALATED = "escalated"
    CLOSED = "closed"


class RefundState(StrEnum):
    """Where the money is. Void: nothing is owed, because the return came to nothing or is an exchange."""

    PENDING = "pending"
    ISSUED = "issued"
    SETTLED = "settled"
    FAILED = "failed"
    REVERSED = "reversed"
    VOID = "void"


S, R = ReturnState, RefundState
_PAID = {S.REFUNDED, S.EXCHANGED, S.CREDITED}
_NEXT: dict[ReturnState, set[ReturnState]] = {
    S.PENDING_REVIEW: {S.AUTHORIZED, S.KEEP_ITEM, S.REJECTED, S.CANCELLED, S.EXPIRED, S.ESCALATED},
    # A drop-off code may be scanned before the label is made, and a parcel may turn up without any scan on the way.
    S.AUTHORIZED: {S.LABEL_ISSUED, S.IN_TRANSIT, S.RECEIVED, S.CANCELLED, S.EXPIRED, S.ESCALATED},
    S.LABEL_ISSUED: {S.IN_TRANSIT, S.RECEIVED, S.CANCELLED, S.EXPIRED, S.ESCALATED},
    S.IN_TRANSIT: {S.RECEIVED, S.ESCALATED},
    S.RECEIVED: {S.INSPECTED, S.ESCALATED},
    S.INSPECTED: _PAID | {S.REJECTED, S.ESCALATED, S.CLOSED},  # closed at once when nothing is owed
    S.REFUNDED: {S.CLOSED, S.ESCALATED},
    S.EXCHANGED: {S.CLOSED, S.ESCALATED},
    S.CREDITED: {S.CLOSED, S.ESCALATED},
    S.KEEP_ITEM: _PAID | {S.CANCELLED, S.ESCALATED, S.CLOSED},
    # A person sends it back to where its parcels are, or ends it.
    S.ESCALATED: _PAID
    | {S.AUTHORIZED, S.LABEL_ISSUED, S.IN_TRANSIT, S.RECEIVED, S.KEEP_ITEM, S.CANCELLED, S.REJECTED},
    # Ends without money. A parcel that turns up after all, or a customer who objects, brings a person in.
    S.REJECTED: {S.ESCALATED},
    S.CANCELLED: {S.ESCALATED},
    S.EXPIRED: {S.ESCALATED},
    S.CLOSED: set(),
}
_NEXT_OF_MONEY: dict[RefundState, set[RefundState]] = {
    R.PENDING: {R.ISSUED, R.VOID},
    R.ISSUED: {R.SETTLED, R.FAILED, R.REVERSED},
    R.SETTLED: {R.REVERSED},
    R.FAILED: {R.ISSUED, R.VOID},
    R.REVERSED: {R.ISSUED},  # charged back because nothing came, and then it came
    R.VOID: {R.PENDING},  # a person takes up a return that had come to nothing
}

FREES_THE_UNITS = frozenset({S.CANCELLED, S.EXPIRED, S.REJECTED})
"""States in which the same units may be returned again. Leaving one takes the units back, or fails when they are gone."""

ENDS = FREES_THE_UNITS | {S.CLOSED}
"""Where a return comes to rest."""

WAITS_FOR_PARCEL = frozenset({S.AUTHORIZED, S.LABEL_ISSUED})
"""States in which the customer still has to hand the parcel over."""

WITH_THE_CUSTOMER = frozenset({R.ISSUED, R.SETTLED})
"""States in which the money is, or is on its way to be, the customer's."""

Step = TypeVar("Step", ReturnState, RefundState)


class IllegalTransition(Conflict):
    """The return, or its money, cannot take that step from where it stands. Nothing was written."""

    code = "illegal_transition"

    def __init__(self, current: ReturnState | RefundState, wanted: ReturnState | RefundState) -> None:
        of_money = isinstance(current, RefundState)
        known = _NEXT_OF_MONEY[current] if isinstance(current, RefundState) else _NEXT[current]
        what, allowed = "refund" if of_money else "return", ", ".join(sorted(known)) or "nothing, it is the end"
        field = "refund.state" if of_money else "state"
        super().__init__(f"a {what} that is {current} cannot become {wanted}", field=field, fix=f"possible next: {allowed}")
        self.current = current
        self.wanted = wanted


def advance(current: ReturnState, wanted: ReturnState) -> ReturnState:
    """`wanted`, when that step exists; staying put is allowed, so that a repeated effect is harmless."""
    return _step(_NEXT, current, wanted)


def advance_refund(current: RefundState, wanted: RefundState) -> RefundState:
    """The same for the money."""
    return _step(_NEXT_OF_MONEY, current, wanted)


def following(current: ReturnState) -> frozenset[ReturnState]:
    """The states that may come next."""
    return frozenset(_NEXT[current])


def following_refund(current: RefundState) -> frozenset[RefundState]:
    """The same for the money."""
    return frozenset(_NEXT_OF_MONEY[current])


def _step(table: Mapping[Step, set[Step]], current: Step, wanted: Step) -> Step:
    if wanted != current and wanted not in table[current]:
        raise IllegalTransition(current, wanted)
    return wanted
