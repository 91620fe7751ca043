"""What a customer's page says of his return, in English. Sentences only; facts come from the return as it stands."""

from dataclasses import dataclass

from returnflow.returns.disputing import Objection
from returnflow.returns.lifecycle import RefundState, ReturnState
from returnflow.returns.model import Handling, LabelState, Method, Resolution
from returnflow.returns.standing import Next, Standing

S = ReturnState

TITLES = {
    S.PENDING_REVIEW: "A person is looking at your return",
    S.AUTHORIZED: "Your return is ready to hand over",
    S.LABEL_ISSUED: "Your return is ready to hand over",
    S.IN_TRANSIT: "Your return is on its way",
    S.RECEIVED: "Your return has arrived",
    S.INSPECTED: "Your return was checked",
    S.REFUNDED: "Your refund is on its way",
    S.CREDITED: "Your store credit is on its way",
    S.EXCHANGED: "Another one is on its way to you",
    S.KEEP_ITEM: "You can keep the item",
    S.REJECTED: "Your return was not accepted",
    S.CANCELLED: "Your return is cancelled",
    S.EXPIRED: "Your return has run out",
    S.ESCALATED: "A person is looking at your return",
    S.CLOSED: "Your return is done",
}
_NEXT = {
    Next.REVIEW: "Nothing needs to be sent yet. You will hear from us.",
    Next.ARRIVAL: "Nothing more is needed from you.",
    Next.INSPECTION: "It is being checked. Nothing more is needed from you.",
    Next.REPLACEMENT: "Another one will be sent to you.",
    Next.PERSON: "You will hear from us. Nothing is lost.",
}
_OVER = {
    S.CANCELLED: "Nothing will be refunded, and the item is yours to keep or to return anew.",
    S.EXPIRED: "The last day to hand it over has passed. Call us if you have handed it over.",
    S.REJECTED: "The item could not be accepted. If you see it differently, tell us below.",
    S.CLOSED: "Nothing is left to do.",
}
STEPS = {
    Method.PRINTED_LABEL: (
        "Put the item into a box, with everything that came with it. Wipe personal data from electronics.",
        "Download the label, print it, and fix it flat to the largest side of the box.",
        "Hand the parcel over at any drop-off point and keep the receipt.",
    ),
    Method.DROP_OFF_CODE: (
        "Keep the item together with everything that came with it. Wipe personal data from electronics.",
        "Take it to a drop-off point. No box is needed, and nothing needs to be printed.",
        "Show the square code on this page, or say the drop-off code, and keep the receipt.",
    ),
    Method.STORE_COUNTER: (
        "Keep the item together with everything that came with it. Wipe personal data from electronics.",
        "Take it to the customer service desk of a store.",
        "Show the square code on this page, or say the drop-off code.",
    ),
    Method.PICKUP: (
        "Put the item into a box, with everything that came with it. Wipe personal data from electronics.",
        "Download the label, print it, and fix it flat to the largest side of the box.",
        "Put the parcel where the driver can take it on the day of the pickup.",
    ),
}
_MONEY = {
    RefundState.PENDING: "comes back to {tender} when the return has been checked",
    RefundState.ISSUED: "goes back to {tender}",
    RefundState.SETTLED: "has been paid to {tender}",
    RefundState.FAILED: "could not be paid to {tender}; a person is looking at it",
    RefundState.REVERSED: "was taken back from {tender}",
}
OBJECTIONS = {
    Objection.NOT_RECEIVED: "The money has not arrived",
    Objection.WRONG_AMOUNT: "The amount is not right",
    Objection.REJECTED: "The item should have been accepted",
    Objection.CHARGED_BACK: "The money was taken back",
    Objection.OTHER: "Something else",
}


@dataclass(frozen=True, slots=True)
class Milestone:
    """One step of the way; `now` where the return stands, `done` what lies behind it."""

    name: str
    done: bool
    now: bool


_WAY = ("Created", "Handed over", "Arrived", "Checked", "Settled")
_REACHED = {
    S.PENDING_REVIEW: 0, S.AUTHORIZED: 0, S.LABEL_ISSUED: 0, S.IN_TRANSIT: 1, S.RECEIVED: 2, S.INSPECTED: 3, S.REFUNDED: 4,
    S.CREDITED: 4, S.EXCHANGED: 4, S.CLOSED: 4,
}  # fmt: skip


def way(standing: Standing) -> list[Milestone]:
    """The steps of a return that travels, as far as it came; none for one that does not, or that ended on the way."""
    reached = _REACHED.get(standing.made.state)
    if not standing.made.travels or reached is None:
        return []
    return [Milestone(name, place <= reached, place == reached) for place, name in enumerate(_WAY)]


def sentence(standing: Standing, last_day: str) -> str:
    """What it means for the customer."""
    made = standing.made
    if made.state in _OVER:
        return _OVER[made.state]
    if standing.next is Next.HAND_OVER:
        return f"Hand it over by {last_day}."
    if made.state is S.KEEP_ITEM and standing.next is Next.MONEY:
        return "Nothing has to be sent back."
    return _NEXT.get(standing.next, "")


def money(standing: Standing, tender: str) -> str:
    """What becomes of the money; empty where there is none."""
    refund = standing.made.refund
    if standing.made.resolution not in (Resolution.REFUND, Resolution.STORE_CREDIT) or refund.state is RefundState.VOID:
        return ""
    if refund.state is RefundState.PENDING and not standing.made.travels:
        return f"goes back to {tender}"
    at_once = standing.made.handling is Handling.AUTO and refund.charge_back_on is not None
    early = " in advance" if at_once and refund.state is RefundState.ISSUED else ""
    return _MONEY[refund.state].format(tender=tender) + early


def label_waits(standing: Standing) -> bool:
    """Whether a label is still being made."""
    return any(label.state is not LabelState.RELEASED for label in standing.labels)
