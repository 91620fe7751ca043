"""The rows of a store's policy, as frozen values. Read from files by `stores/rules.py`; nothing here holds a figure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from returnflow.returns.model import Method, Outcome, Reason, Seller, Tender


class Anchor(StrEnum):
    """The day a window counts from."""

    DELIVERY = "delivery"
    PURCHASE = "purchase"
    SHIPPED_PLUS_7 = "shipped_plus_7"


class Trigger(StrEnum):
    """What makes a fee due. ANY: every return of the row's categories."""

    ANY = "any"
    OPENED = "opened"
    BULKY = "bulky"
    DAMAGED_BY_CUSTOMER = "damaged_by_customer"
    LATE = "late"  # handed over up to 30 days after the last day
    VERY_LATE = "very_late"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a row comes from, and how sure that is (A official, B dated copy, C secondary, U practice)."""

    source: str
    retrieved_at: date
    grade: str


@dataclass(frozen=True, slots=True)
class InForce:
    """The days of purchase a row is for; an open end is None."""

    first: date
    last: date | None = None

    def on(self, day: date) -> bool:
        """Whether a purchase on that day falls under the row."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class WindowRule:
    """One kind of item: how long it may come back, counted from what, with which outcome.

    `days` is None when there is no window to count. `seller` None stands for both. `opened` rows are for broken seals only and
    go before others. `minimum`: the seller may allow longer, so being late is a person's matter. `season`: seasons extend it.
    """

    id: str
    categories: tuple[str, ...]
    covers: tuple[str, ...]
    seller: Seller | None
    opened: bool
    anchor: Anchor
    days: int | None
    outcome: Outcome
    on_fault: Outcome
    season: bool
    minimum: bool
    condition: str
    in_force: InForce
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class SeasonRule:
    """Purchases of those days may come back until `deadline` when that is later. No `categories` means all but the excepted."""

    id: str
    purchased: InForce
    deadline: date
    categories: tuple[str, ...]
    except_categories: tuple[str, ...]
    seller: Seller | None
    unconfirmed: bool
    provenance: Provenance

    def covers(self, category: str, seller: Seller, purchased: date) -> bool:
        """Whether the row is for such a purchase."""
        wanted = category in self.categories if self.categories else category not in self.except_categories
        return wanted and self.seller in (None, seller) and self.purchased.on(purchased)


@dataclass(frozen=True, slots=True)
class FaultRule:
    """Reasons that override "cannot be returned" and waive every fee."""

    id: str
    reasons: tuple[Reason, ...]
    in_force: InForce
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class FeeRule:
    """What is kept back of the price. `percent` None: the amount is not fixed (`at_most` limits it), a person says it."""

    id: str
    trigger: Trigger
    percent: int | None
    at_most: int | None
    categories: tuple[str, ...]
    except_categories: tuple[str, ...]
    seller: Seller | None
    in_force: InForce
    provenance: Provenance

    def covers(self, category: str, seller: Seller, purchased: date) -> bool:
        """Whether the row is for such a purchase."""
        wanted = category in self.categories if self.categories else category not in self.except_categories
        return wanted and self.seller in (None, seller) and self.in_force.on(purchased)


@dataclass(frozen=True, slots=True)
class RefundTimeRule:
    """How long one tender takes once the refund is issued."""

    id: str
    tender: Tender
    least: int
    most: int
    unit: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class MethodRule:
    """One way back and what the customer needs for it."""

    id: str
    method: Method
    box: bool
    printer: bool
    bulky: bool
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class HandOverRule:
    """Days after creating the return within which the parcel may be handed over, even past the window."""

    id: str
    days: int
    provenance: Provenance
