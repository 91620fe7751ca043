"""The rows of a store's policy, as frozen values. Read from files by `stores/rules.py`; nothing here holds a figure.

Every row says since when it is in force. Windows, seasons, faults, fees and terms hold for purchases of those days; refund times,
processing times, methods and the hand-over are about what happens now, and hold on the day of the decision.
"""

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
    LATE = "late"  # handed over after the last day for it
    PAID_METHOD = "paid_method"  # another way back than the free one
    MANY_RETURNS = "many_returns"  # far more returns than usual


class About(StrEnum):
    """What a term is about. The engine applies the first seven, the others are only told."""

    GIFT = "gift"
    BUNDLE = "bundle"
    PROMOTION = "promotion"
    DELIVERY_COST = "delivery_cost"
    REPLACEMENT = "replacement"
    KEEP_IT = "keep_it"
    WARRANTY = "warranty"
    RETURN_COST = "return_cost"
    RECEIPT = "receipt"
    NO_RECEIPT = "no_receipt"
    TENDER_GONE = "tender_gone"
    ADVANCE_REFUND = "advance_refund"
    PACKING = "packing"
    SELLER_DUTY = "seller_duty"
    CLAIM = "claim"
    WHERE_TO_START = "where_to_start"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a row comes from, and how sure that is (A official, B dated copy, C secondary, U practice).

    `note` says what was chosen where sources differ.
    """

    source: str
    retrieved_at: date
    grade: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class InForce:
    """The days a row is for; an open end is None."""

    first: date
    last: date | None = None

    def on(self, day: date) -> bool:
        """Whether that day falls under the row."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class WindowRule:
    """One kind of item: how long it may come back, counted from what, with which outcome.

    `days` is None when there is no window to count. `seller` None stands for both. `opened` rows are for broken seals only and
    go before others. `price_over` and `price_up_to` bound the price of one unit, in minor units. `minimum`: the seller may allow
    longer, so being late is a person's matter. `season`: seasons extend it. `travels`: goods go back; nothing does when they are
    digital.
    """

    id: str
    categories: tuple[str, ...]
    covers: tuple[tuple[str, str], ...]  # category and a caller's word for it
    seller: Seller | None
    opened: bool
    price_over: int | None
    price_up_to: int | None
    anchor: Anchor
    days: int | None
    outcome: Outcome
    on_fault: Outcome
    season: bool
    minimum: bool
    travels: bool
    condition: str
    in_force: InForce
    provenance: Provenance

    def fits(self, seller: Seller, opened: bool, price: int | None, purchased: date) -> bool:
        """Whether the row is for such an item. An unknown price is taken to be above every bound."""
        return (
            self.seller in (None, seller)
            and (opened or not self.opened)
            and self.in_force.on(purchased)
            and (self.price_over is None or price is None or price > self.price_over)
            and (self.price_up_to is None or (price is not None and price <= self.price_up_to))
        )

    @property
    def particular(self) -> tuple[bool, bool, bool]:
        """Sorts rows: for an opened item before any, for this seller before both, for this price before every price."""
        return (self.opened, self.seller is not None, self.price_over is not None or self.price_up_to is not None)


@dataclass(frozen=True, slots=True)
class SeasonRule:
    """Purchases of those days may come back until `deadline` when that is later. No `categories` means all but the excepted."""

    id: str
    in_force: InForce
    deadline: date
    categories: tuple[str, ...]
    except_categories: tuple[str, ...]
    seller: Seller | None
    unconfirmed: bool
    provenance: Provenance

    def covers(self, category: str, seller: Seller, purchased: date) -> bool:
        """Whether the row is for such a purchase."""
        wanted = category in self.categories if self.categories else category not in self.except_categories
        return wanted and self.seller in (None, seller) and self.in_force.on(purchased)


@dataclass(frozen=True, slots=True)
class FaultRule:
    """Reasons that override "cannot be returned" and waive every fee."""

    id: str
    reasons: tuple[Reason, ...]
    in_force: InForce
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class FeeRule:
    """What is kept back of the price paid.

    `percent` None: the amount is not fixed (`at_most` limits it), a person says it. `up_to`: whoever inspects the goods may keep
    less than `percent`. `late_from` and `late_to` bound the days handed over too late.
    """

    id: str
    trigger: Trigger
    percent: int | None
    at_most: int | None
    up_to: bool
    late_from: int | None
    late_to: int | None
    categories: tuple[str, ...]
    except_categories: tuple[str, ...]
    price_over: int | None
    seller: Seller | None
    in_force: InForce
    provenance: Provenance

    def covers(self, category: str, seller: Seller, purchased: date, price: int | None = None) -> bool:
        """Whether the row is for such a purchase. An unknown price is taken to be above the bound."""
        wanted = category in self.categories if self.categories else category not in self.except_categories
        dear = self.price_over is None or price is None or price > self.price_over
        return wanted and dear and self.seller in (None, seller) and self.in_force.on(purchased)

    def late(self, days: int) -> bool:
        """Whether so many days too late fall under the row."""
        return (self.late_from is None or days >= self.late_from) and (self.late_to is None or days <= self.late_to)


@dataclass(frozen=True, slots=True)
class RefundTimeRule:
    """How long one tender takes once the refund is issued."""

    id: str
    tender: Tender
    least: int
    most: int
    unit: str
    in_force: InForce
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class ProcessingRule:
    """How long the goods are looked at, once they have come, before the refund is issued."""

    id: str
    seller: Seller | None
    least: int
    most: int
    unit: str
    in_force: InForce
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class MethodRule:
    """One way back and what the customer needs for it.

    `where` names the places. `limited` says who or where only: such a way is told, not offered. `small` and `bulky` are the sizes
    it takes.
    """

    id: str
    method: Method
    box: bool
    printer: bool
    small: bool
    bulky: bool
    seller: Seller | None
    where: str
    limited: str
    in_force: InForce
    provenance: Provenance

    def takes(self, seller: Seller, bulky: bool, day: date) -> bool:
        """Whether such an item may go back this way on that day."""
        return self.seller in (None, seller) and (self.bulky if bulky else self.small) and self.in_force.on(day)


@dataclass(frozen=True, slots=True)
class HandOverRule:
    """Days after creating the return within which the parcel may be handed over, even past the window."""

    id: str
    days: int
    in_force: InForce
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class TermRule:
    """A term in plain words. `pays_to` is the tender it sends the refund to, where it does."""

    id: str
    about: About
    says: str
    seller: Seller | None
    pays_to: Tender | None
    in_force: InForce
    provenance: Provenance


Row = WindowRule | SeasonRule | FaultRule | FeeRule | RefundTimeRule | ProcessingRule | MethodRule | HandOverRule | TermRule
"""Any row: each has `id`, `in_force` and `provenance`."""
