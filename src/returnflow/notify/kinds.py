"""The kinds of messages: which outbox row is which, when one is pointless, and which are sent to who opted out too."""

from dataclasses import dataclass

from returnflow.returns.lifecycle import FREES_THE_UNITS, WAITS_FOR_PARCEL, ReturnState

S = ReturnState
_HERE = frozenset({S.RECEIVED, S.INSPECTED, S.REFUNDED, S.EXCHANGED, S.CREDITED, S.CLOSED})


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind. `template` is a file of each language's folder.

    `pointless_in`: states of the return in which it is not sent any more. `always`: sent to who opted out too, and to a phone at
    night; only what the customer asked for a moment ago and cannot go on without. `days`: a reminder, before the last day.
    """

    template: str
    pointless_in: frozenset[ReturnState] = frozenset()
    always: bool = False
    days: int | None = None
    later: int = -1  # days before the last day at which the next reminder takes over


KINDS: dict[str, Kind] = {
    "notify_created": Kind("created", FREES_THE_UNITS),
    "notify_label": Kind("label", FREES_THE_UNITS | _HERE, always=True),
    "notify_reminder_7": Kind("reminder", frozenset(S) - WAITS_FOR_PARCEL, days=7, later=2),
    "notify_reminder_2": Kind("reminder", frozenset(S) - WAITS_FOR_PARCEL, days=2),
    "notify_scanned": Kind("scanned"),
    "notify_received": Kind("received"),
    "notify_refunded": Kind("refunded"),
    "notify_expired": Kind("expired"),
    "notify_dispute": Kind("dispute"),
    "notify_cancelled": Kind("cancelled"),
}
"""By the kind of the outbox row; docs/notifications.md says the same to people."""

CODE = "notify_code"
"""The one-time code: always sent, at any hour; about an order, not about a return."""
