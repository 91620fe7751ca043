"""The life of a return: its states and the steps between them. Pure; who may take a step is not decided here.

authorized -> label_issued -> in_transit -> received -> inspected -> refunded | exchanged | rejected -> closed
beside it: keep_item (money without goods), cancelled, expired, escalated (a person has it)
"""

from enum import StrEnum

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


S = ReturnState
_SETTLED = {S.REFUNDED, S.EXCHANGED, S.CREDITED, S.REJECTED}
_NEXT: dict[ReturnState, set[ReturnState]] = {
    S.PENDING_REVIEW: {S.AUTHORIZED, S.REJECTED, S.CANCELLED, S.ESCALATED},
    S.AUTHORIZED: {S.LABEL_ISSUED, S.CANCELLED, S.EXPIRED, S.ESCALATED},
    # A parcel may turn up at the return centre without a carrier's scan on the way.
    S.LABEL_ISSUED: {S.IN_TRANSIT, S.RECEIVED, S.CANCELLED, S.EXPIRED, S.ESCALATED},
    S.IN_TRANSIT: {S.RECEIVED, S.ESCALATED},
    S.RECEIVED: {S.INSPECTED, S.ESCALATED},
    S.INSPECTED: _SETTLED | {S.ESCALATED},
    S.REFUNDED: {S.CLOSED},
    S.EXCHANGED: {S.CLOSED},
    S.CREDITED: {S.CLOSED},
    S.REJECTED: {S.CLOSED, S.ESCALATED},
    S.KEEP_ITEM: {S.REFUNDED, S.CREDITED, S.ESCALATED},
    S.ESCALATED: {S.AUTHORIZED, S.CANCELLED, S.CLOSED} | _SETTLED,
    S.CANCELLED: {S.CLOSED},
    S.EXPIRED: {S.CLOSED},
    S.CLOSED: set(),
}

FREES_THE_UNITS = frozenset({S.CANCELLED, S.EXPIRED, S.REJECTED})
"""States after which the same units may be returned again."""


class IllegalTransition(Conflict):
    """The return cannot take that step from where it stands. Nothing was written."""

    code = "illegal_transition"

    def __init__(self, current: ReturnState, wanted: ReturnState) -> None:
        allowed = ", ".join(sorted(_NEXT[current])) or "nothing, it is the end"
        super().__init__(f"a return that is {current} cannot become {wanted}", field="state", fix=f"possible next: {allowed}")
        self.current = current
        self.wanted = wanted


def advance(current: ReturnState, wanted: ReturnState) -> ReturnState:
    """`wanted`, when that step exists; staying put is allowed, so that a repeated effect is harmless."""
    if wanted != current and wanted not in _NEXT[current]:
        raise IllegalTransition(current, wanted)
    return wanted


def following(current: ReturnState) -> frozenset[ReturnState]:
    """The states that may come next."""
    return frozenset(_NEXT[current])
