"""What the domain needs from outside, as Protocols: orders, returns and what happens to them, labels, attempts, the outbox, a
label maker.

`database` implements the repositories, `labels` the maker. A `Work` is one transaction: all of it is kept, or none.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from returnflow.errors import ReturnFlowError
from returnflow.returns.contact import Channel
from returnflow.returns.disputing import Dispute
from returnflow.returns.events import ReturnEvent
from returnflow.returns.model import Customer, Label, Order, Return, Store
from returnflow.returns.risk import History
from returnflow.returns.tracking import TrackingEvent

if TYPE_CHECKING:
    from returnflow.returns.verification import TryKind


class Orders(Protocol):
    """Orders by store and canonical number."""

    def get(self, store: Store, number: str) -> Order | None:
        """The order with its customer and lines."""
        ...

    def nearest(self, store: Store | None, digits: str, limit: int = 4) -> Sequence[str]:
        """Canonical numbers nearest to the digits heard, best first."""
        ...


class Returns(Protocol):
    """Returns by RMA and by what they are about."""

    def add(self, made: Return) -> None:
        """Keep a new one. Raises UnitTaken when one of its units is already on its way back."""
        ...

    def get(self, rma: str) -> Return | None:
        """The return, or None."""
        ...

    def for_order(self, store: Store, number: str) -> Sequence[Return]:
        """Every return of an order, oldest first."""
        ...

    def save(self, changed: Return) -> None:
        """Keep what changed, also what was rejected of the lines. Units that it no longer holds are free from now on; units that
        it takes back must be free, or UnitTaken is raised.
        """
        ...

    def history(self, customer_id: str, since: datetime) -> History:
        """What a customer bought and sent back since then, at every store."""
        ...

    def overdue(self, before: date, limit: int = 500) -> Sequence[str]:
        """RMAs of returns that wait for a person or a parcel and whose last day lies before that day, the oldest first."""
        ...

    def to_charge_back(self, before: date, limit: int = 500) -> Sequence[str]:
        """RMAs of returns on their way whose refund was issued in advance, for no longer than to a day before that day."""
        ...


class ReturnEvents(Protocol):
    """What happened to returns. Rows are only added."""

    def add(self, event: ReturnEvent) -> None:
        """Keep one."""
        ...

    def of(self, rma: str) -> Sequence[ReturnEvent]:
        """Everything that happened to a return, oldest first."""
        ...

    def count(self, rma: str, subject: str, now: str) -> int:
        """How often it has come to that."""
        ...


class Tracking(Protocol):
    """Scans of parcels. Rows are only added."""

    def add(self, event: TrackingEvent, at: datetime) -> bool:
        """Keep one that became known at `at`; False when its id is known. Raises Conflict when that was another return's."""
        ...

    def of(self, rma: str) -> Sequence[TrackingEvent]:
        """Every scan of a return's parcels, oldest first."""
        ...


class Disputes(Protocol):
    """Objections of customers, for people to settle."""

    def add(self, dispute: Dispute) -> None:
        """Keep a new one."""
        ...

    def save(self, dispute: Dispute) -> None:
        """Keep how it was settled."""
        ...

    def get(self, dispute_id: str) -> Dispute | None:
        """One, open or settled."""
        ...

    def of(self, rma: str) -> Sequence[Dispute]:
        """Every dispute about a return, oldest first."""
        ...


class Labels(Protocol):
    """One label a parcel."""

    def get(self, rma: str, parcel: int = 1) -> Label | None:
        """The label, pending from the moment the return may travel; None when nothing does."""
        ...

    def for_return(self, rma: str) -> Sequence[Label]:
        """The labels of all its parcels, in order."""
        ...

    def save(self, label: Label) -> None:
        """Keep it, new or changed."""
        ...


class Attempts(Protocol):
    """Tries at a fact or a code, kept by caller and the digits that were said, whether or not such an order exists."""

    def record(self, caller_key: str, store: Store, order_digits: str, ok: bool, at: datetime, kind: "TryKind") -> None:
        """Count one."""
        ...

    def failures(self, caller_key: str, store: Store, order_digits: str, since: datetime, kind: "TryKind") -> int:
        """How many of one kind this caller failed at one order since then."""
        ...

    def failures_of_caller(self, caller_key: str, since: datetime) -> int:
        """How many of both kinds this caller failed over all orders."""
        ...

    def failures_at_order(self, store: Store, order_digits: str, since: datetime, kind: "TryKind") -> int:
        """How many of one kind all callers failed at one order."""
        ...


@dataclass(frozen=True, slots=True)
class OneTimeCode:
    """A code that was sent, without the code. `reaches`: somebody gets it; False for an order that does not exist."""

    id: str
    caller_key: str
    store: Store
    order_digits: str
    channel: Channel
    reaches: bool
    sent_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


class Codes(Protocol):
    """One-time codes. The digits leave the repository only through `value`, for whoever delivers them."""

    def add(self, code: OneTimeCode, value: str, address: str) -> None:
        """Keep a code with its digits and the address it goes to (empty when it goes nowhere)."""
        ...

    def get(self, code_id: str) -> OneTimeCode | None:
        """One code."""
        ...

    def newest(self, caller_key: str, store: Store, order_digits: str) -> OneTimeCode | None:
        """The last one that this caller was sent for this order: earlier ones are void."""
        ...

    def matches(self, code_id: str, value: str) -> bool:
        """Whether these are its digits, in constant time."""
        ...

    def value(self, code_id: str) -> str:
        """Its digits; empty once it was used."""
        ...

    def use(self, code_id: str, at: datetime) -> None:
        """It was given back rightly, and is no good any more."""
        ...

    def used_since(self, caller_key: str, store: Store, order_digits: str, since: datetime) -> bool:
        """Whether this caller gave a right code for this order since then."""
        ...

    def sent_for(self, store: Store, order_digits: str, since: datetime) -> Sequence[datetime]:
        """When codes for this order were sent, to any caller, the newest first."""
        ...

    def sent_by(self, caller_key: str, since: datetime) -> int:
        """How many codes this caller asked for, over all orders."""
        ...

    def sent_to(self, address: str, since: datetime) -> int:
        """How many codes went to this address, for any order."""
        ...

    def forget(self, before: datetime) -> None:
        """Delete codes that are older."""
        ...


class Outbox(Protocol):
    """Effects that must happen, written with their cause."""

    def add(self, kind: str, key: str, payload: dict[str, Any], at: datetime) -> None:
        """Keep one effect under its key; the same again does nothing, the same key for another payload is a Conflict."""
        ...


class Timeline(Protocol):
    """What happened in a call; added to, never changed."""

    def append(self, call_id: str, kind: str, at: datetime, data: dict[str, Any]) -> int:
        """Add one item. Raises NotFound when there is no such call."""
        ...


class Work(Protocol):
    """One transaction."""

    @property
    def orders(self) -> Orders: ...
    @property
    def returns(self) -> Returns: ...
    @property
    def events(self) -> ReturnEvents: ...
    @property
    def tracking(self) -> Tracking: ...
    @property
    def disputes(self) -> Disputes: ...
    @property
    def labels(self) -> Labels: ...
    @property
    def attempts(self) -> Attempts: ...
    @property
    def codes(self) -> Codes: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def timeline(self) -> Timeline: ...

    def alone(self, name: str) -> None:
        """Hold `name` until the end of the transaction, so that check-then-write is safe against other processes."""
        ...


Begin = Callable[[], AbstractContextManager[Work]]
"""Starts one write transaction."""


class LabelUnreadable(ReturnFlowError):
    """What was decoded from a finished label is not what was meant. Nothing was released."""

    code = "label_unreadable"

    def __init__(self, what: str, *, meant: str, found: Sequence[str]) -> None:
        super().__init__(
            f"{what} should say {meant!r}, but reads {list(found)}", field="label", fix="try again, and look at the file"
        )


class LabelMaker(Protocol):
    """Makes the files of one parcel's label, reads them back as a scanner would, and releases them.

    Safe to call again for the same parcel: nothing is paid for twice.
    """

    def make(self, made: Return, customer: Customer, items: Sequence[str], now: datetime, parcel: int = 1) -> Label:
        """The released label. Raises LabelUnreadable when what was decoded is not what was meant; nothing is released then."""
        ...
