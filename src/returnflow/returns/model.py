"""The nouns of the domain: customers, orders, returns, refunds, labels. Frozen values; nothing here does anything.

Money, reasons and decisions have files of their own and are offered here too, so that one import serves.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from returnflow.errors import NotFound
from returnflow.returns.decision import (
    Because,
    Decision,
    Fee,
    Inputs,
    Method,
    NotEligible,
    Outcome,
    Part,
    RefundLine,
    RefundTime,
    Step,
    Tender,
)
from returnflow.returns.lifecycle import RefundState, ReturnState
from returnflow.returns.money import Money
from returnflow.returns.reasons import Fault, Reason, Store, fault

__all__ = [
    "Address", "Because", "Customer", "Decision", "Fault", "Fee", "FiledBy", "Handling", "Inputs", "Kind", "Label", "LabelState",
    "Method", "Money", "NotEligible", "Order", "OrderLine", "Outcome", "Part", "Reason", "Refund", "RefundLine", "RefundState",
    "RefundTime", "Resolution", "Return", "ReturnLine", "ReturnState", "Seller", "Step", "Store", "Tender", "fault",
]  # fmt: skip


class Seller(StrEnum):
    """Who sold the line: the store itself, or somebody on its marketplace."""

    STORE = "store"
    MARKETPLACE = "marketplace"


@dataclass(frozen=True, slots=True)
class Address:
    """Where parcels go, in the United States."""

    name: str
    street: str
    city: str
    state: str
    zip: str


@dataclass(frozen=True, slots=True)
class Customer:
    """Who bought. `zip` is the five digits of the shipping address."""

    id: str
    name: str
    last_name: str
    zip: str
    email: str
    phone: str  # E.164
    address: Address | None = None  # where parcels went; a carrier sells no label without it


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line, carrying what a decision needs of its order so that it can be judged alone.

    `short_name` is what a caller would say ("headphones"); `category` is a policy category of the store; times are aware UTC.
    `delivered_at` is of this line's own parcel; None while unknown. `tax` is of the whole line, `price` of one unit. `parcel`
    numbers the parcels of the order from 1. `replaces` is the order that this line was sent as a replacement for. `promotion`
    (what coupons and promotions took off) and `shipping` (what its delivery cost) are of the whole line. Lines of one `bundle`
    were sold together at a saving.
    """

    store: Store
    order_number: str
    line_no: int
    title: str
    short_name: str
    category: str
    quantity: int
    price: Money
    tax: Money
    purchased_at: datetime
    tender: Tender = Tender.CREDIT_CARD
    shipped_at: datetime | None = None
    delivered_at: datetime | None = None
    promised_at: datetime | None = None
    seller: Seller = Seller.STORE
    opened: bool = False  # the seal is broken or the key was used, as recorded with the order
    bulky: bool = False  # over 50 lb, 59 in on the longest side or 130 in length plus girth
    gift: bool = False  # bought for somebody else, who may be the caller
    parcel: int = 1
    replaces: str | None = None
    weight_g: int | None = None  # of one unit, packed
    promotion: Money | None = None
    shipping: Money | None = None
    bundle: str | None = None

    @property
    def paid(self) -> Money:
        """What was paid for the whole line without tax: its price less the promotion."""
        full = self.price * self.quantity
        return full - self.promotion if self.promotion else full


@dataclass(frozen=True, slots=True)
class Order:
    """One order of one customer. `number` is canonical: 3-7-7 at Amazon, 7-8 at Walmart, with dashes.

    `source` says where it comes from (`stores/sources.py` knows what can be done there).
    """

    store: Store
    number: str
    customer: Customer
    lines: tuple[OrderLine, ...]
    purchased_at: datetime
    source: str = "demo"

    def line(self, line_no: int) -> OrderLine:
        """The line of that number. Raises NotFound."""
        for line in self.lines:
            if line.line_no == line_no:
                return line
        raise NotFound(f"order {self.number} has no line {line_no}", field="line_no")

    @property
    def total(self) -> Money:
        """What was paid for the goods, tax included, shipping not."""
        total = Money(0, self.lines[0].price.currency)
        for line in self.lines:
            total = total + line.paid + line.tax
        return total


class Kind(StrEnum):
    """A claim usually sends no goods back; an exchange sends them for another of the same."""

    RETURN = "return"
    EXCHANGE = "exchange"
    CLAIM = "claim"


class Resolution(StrEnum):
    """What the customer gets for what comes back."""

    REFUND = "refund"
    REPLACEMENT = "replacement"
    EXCHANGE = "exchange"
    STORE_CREDIT = "store_credit"


class Handling(StrEnum):
    """How far a return goes by itself: refunded at once, only after the goods are there, or by a person."""

    AUTO = "auto"
    RECEIVE_THEN_REFUND = "receive_then_refund"
    PERSON = "person"


class FiledBy(StrEnum):
    """Through which door the return came."""

    VOICE_AGENT = "voice_agent"
    API = "api"
    COMMAND_LINE = "command_line"
    OPERATOR = "operator"


class LabelState(StrEnum):
    """A label is pending until it has been decoded back and released."""

    PENDING = "pending"
    RELEASED = "released"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Refund:
    """The money of one return, a record of its own. Its tender is where it goes: a gift card for store credit.

    `reference` is the payer's own number for the payment. `charge_back_on` is there for a refund issued in advance: when nothing
    has come by the end of that day, the money is taken back.
    """

    amount: Money
    tender: Tender
    state: RefundState = RefundState.PENDING
    issued_at: datetime | None = None
    settled_at: datetime | None = None
    reference: str | None = None
    charge_back_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """Which units of which line come back, why, and the decision that allowed it. Units count from 1 within the line.

    `rejected` are those that the return centre did not accept, `verdict` says why not.
    """

    line_no: int
    units: tuple[int, ...]
    item: str
    reason: Reason
    decision: Decision
    rejected: tuple[int, ...] = ()
    verdict: str = ""

    @property
    def accepted(self) -> tuple[int, ...]:
        """The units that were not rejected."""
        return tuple(unit for unit in self.units if unit not in self.rejected)

    def accepted_part(self, amount: Money) -> Money:
        """An amount's part for the accepted units, rounded down: rejected units that come back anew never add up to more."""
        return Money(amount.minor * len(self.accepted) // len(self.units), amount.currency)

    @property
    def paid(self) -> Money:
        """What was paid for the units, tax included: no refund is ever more. What was decided may give back the delivery too."""
        goods = self.decision.price + self.decision.tax
        return self.decision.refund if goods < self.decision.refund else goods


@dataclass(frozen=True, slots=True)
class Return:
    """One created return. `return_by` is the last day to hand the parcel over, `drop_off_code` is short and can be spoken.

    Nothing travels when the customer keeps the item: then there is no method, no drop-off code and no label. While a person has
    yet to look at a return there is no code either. `replacement` is the order that was sent for what came back.
    """

    rma: str
    kind: Kind
    store: Store
    order_number: str
    lines: tuple[ReturnLine, ...]
    state: ReturnState
    method: Method | None
    refund: Refund
    return_by: date
    drop_off_code: str | None
    call_id: str | None
    created_at: datetime
    updated_at: datetime
    resolution: Resolution = Resolution.REFUND
    handling: Handling = Handling.AUTO
    risk_score: int = 0  # 0 to 100
    risk_signals: tuple[str, ...] = ()
    filed_by: FiledBy = FiledBy.VOICE_AGENT
    parcels: int = 1
    replacement: str | None = None

    @property
    def travels(self) -> bool:
        """Whether goods come back."""
        return self.kind is not Kind.CLAIM

    @property
    def paid(self) -> Money:
        """What was paid for everything that comes back, tax included."""
        total = self.lines[0].paid
        for line in self.lines[1:]:
            total = total + line.paid
        return total


@dataclass(frozen=True, slots=True)
class Label:
    """What one parcel of a return carries; `parcel` counts from 1.

    `tracking` is a sample number until a carrier issues one; `file` lies in the labels folder.
    """

    rma: str
    state: LabelState
    carrier: str
    tracking: str
    qr: str
    drop_off_code: str
    file: str | None = None
    released_at: datetime | None = None
    error: str = ""
    parcel: int = 1
