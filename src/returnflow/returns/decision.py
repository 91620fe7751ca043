"""A decision about one order line: outcome, why, until when, how much, how. Facts only; the words are the edges'.

Owns the shape and its JSON form, which is stored with the return so that a decision can be replayed and explained. Documents
written before a field existed are read with its default.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from returnflow.errors import ReturnFlowError
from returnflow.returns.money import Money
from returnflow.returns.reasons import Reason, Store


class Outcome(StrEnum):
    """What may happen to the line."""

    RETURNABLE = "returnable"
    EXCHANGE_ONLY = "exchange_only"
    KEEP_IT = "keep_it"
    NOT_RETURNABLE = "not_returnable"
    NEEDS_A_PERSON = "needs_a_person"


class Because(StrEnum):
    """One reason of a decision."""

    IN_WINDOW = "in_window"
    WINDOW_OVER = "window_over"
    SEASON_EXTENDED = "season_extended"
    SEASON_UNCONFIRMED = "season_unconfirmed"
    DELIVERY_UNKNOWN = "delivery_unknown"
    CATEGORY_NOT_RETURNABLE = "category_not_returnable"
    CATEGORY_EXCHANGE_ONLY = "category_exchange_only"
    CATEGORY_UNKNOWN = "category_unknown"
    SELLER_FAULT = "seller_fault"
    REFUND_WITHOUT_RETURN = "refund_without_return"
    SELLER_MAY_ALLOW_LONGER = "seller_may_allow_longer"
    CLAIM = "claim"
    REVIEW = "review"
    FEE_NOT_FIXED = "fee_not_fixed"
    NO_RULE = "no_rule"
    DIGITAL = "digital"  # nothing travels
    NOT_WORTH_SENDING = "not_worth_sending"  # below the merchant's keep-item threshold
    BUNDLE_TOGETHER = "bundle_together"
    NOTHING_TO_REFUND = "nothing_to_refund"
    GIFT_RECIPIENT = "gift_recipient"
    REPLACEMENT = "replacement"  # the clock and the price of what was bought first
    ORIGIN_UNKNOWN = "origin_unknown"
    REFUNDED_ALREADY = "refunded_already"
    WARRANTY = "warranty"
    NO_WAY_BACK = "no_way_back"


class Method(StrEnum):
    """How the item travels back."""

    DROP_OFF_CODE = "drop_off_code"
    PRINTED_LABEL = "printed_label"
    STORE_COUNTER = "store_counter"
    PICKUP = "pickup"


class Tender(StrEnum):
    """What was paid with."""

    CREDIT_CARD = "credit_card"
    DEBIT_CARD = "debit_card"
    GIFT_CARD = "gift_card"
    PREPAID_CARD = "prepaid_card"
    CHECKING_ACCOUNT = "checking_account"
    POINTS = "points"
    EBT = "ebt"
    PAY_IN_CASH = "pay_in_cash"
    INTERNATIONAL_BANK = "international_bank"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the derivation: what was found, and the row that says so (None for a fact of the order itself)."""

    because: Because
    rule_id: str | None = None


@dataclass(frozen=True, slots=True)
class Fee:
    """What is kept back. `trigger` is the fee row's."""

    trigger: str
    amount: Money
    rule_id: str


class Part(StrEnum):
    """What one line of a refund is about."""

    GOODS = "goods"
    PROMOTION = "promotion"
    FEE = "fee"
    TAX = "tax"
    DELIVERY = "delivery"


@dataclass(frozen=True, slots=True)
class RefundLine:
    """One line of a refund; what is taken off is negative. They sum to the refund."""

    part: Part
    amount: Money
    rule_id: str | None = None


@dataclass(frozen=True, slots=True)
class RefundTime:
    """How long the money takes once the refund is issued; `unit` is hours, days or business_days."""

    least: int
    most: int
    unit: str
    rule_id: str


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a decision was made from besides reason, moment and rules: enough to make it again when the order is gone.

    `line` and `origin` (what was bought first, for a replacement) are the facts of an order line, ready for JSON; `replay` reads
    them. The rest is as handed to `eligibility.decide`.
    """

    zone: str
    units: tuple[int, ...]
    line: Mapping[str, Any] = field(hash=False)
    triggers: tuple[str, ...] = ()
    days_late: int = 0
    damage_percent: int | None = None
    recipient: bool | None = None
    together: bool = False
    keep_below: Money | None = None
    handling: str = "auto"
    origin: Mapping[str, Any] | None = field(default=None, hash=False)
    origin_refunded: bool = False

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Inputs":
        """The inputs that were stored."""
        given = dict(document)
        given["units"] = tuple(given["units"])
        given["triggers"] = tuple(given["triggers"])
        given["keep_below"] = Money(**given["keep_below"]) if given["keep_below"] else None
        return cls(**given)


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision and the inputs it was made from (store, order, line, quantity, reason, day).

    `refund` is the sum of `refund_lines` and goes to `refund_to`. `giver_told` is False when who was given the item returns it.
    """

    outcome: Outcome
    store: Store
    order_number: str
    line_no: int
    quantity: int
    reason: Reason
    decided_at: datetime
    rule_version: str
    steps: tuple[Step, ...]
    rule_ids: tuple[str, ...]
    price: Money  # of the units, without tax
    tax: Money
    refund: Money  # what is paid back after fees; zero unless something is refunded
    fees: tuple[Fee, ...] = ()
    deadline: date | None = None  # last day, inclusive, in the customer's time zone
    deadline_rule_id: str | None = None
    return_by: date | None = None  # last day to hand the parcel over; never before the deadline
    return_by_rule_id: str | None = None
    condition: str = ""  # what state the item must be in, in the rule's words
    methods: tuple[Method, ...] = ()
    refund_time: RefundTime | None = None
    refund_lines: tuple[RefundLine, ...] = ()
    refund_to: Tender | None = None  # None: nothing is refunded, or the document is older than this field
    giver_told: bool = True
    processing_time: RefundTime | None = None  # from the day the goods are there until the refund is issued
    method_rule_ids: tuple[str, ...] = ()
    inputs: Inputs | None = None

    @property
    def rows(self) -> tuple[str, ...]:
        """Every row that had a part in it, the reasons' first; `rule_ids` are those to be quoted."""
        times = (self.refund_time, self.processing_time)
        ids = (
            *self.rule_ids,
            self.deadline_rule_id,
            *(line.rule_id for line in self.refund_lines),
            *(time.rule_id for time in times if time),
            *self.method_rule_ids,
            self.return_by_rule_id,
        )
        return tuple(dict.fromkeys(row_id for row_id in ids if row_id))

    @property
    def reasons(self) -> tuple[Because, ...]:
        """Why, in the order found; the first is the one to tell."""
        return tuple(step.because for step in self.steps)

    @property
    def opens_a_return(self) -> bool:
        """Whether a return may be created without a person."""
        return self.outcome in (Outcome.RETURNABLE, Outcome.EXCHANGE_ONLY, Outcome.KEEP_IT)

    def to_document(self) -> dict[str, Any]:
        """JSON-ready; from_document gives the same decision back."""
        document = asdict(self)
        document["decided_at"] = self.decided_at.isoformat()
        for name in ("deadline", "return_by"):
            document[name] = document[name].isoformat() if document[name] else None
        return document

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> "Decision":
        """The decision that was stored."""
        given = dict(document)
        given["outcome"] = Outcome(given["outcome"])
        given["store"] = Store(given["store"])
        given["reason"] = Reason(given["reason"])
        given["decided_at"] = datetime.fromisoformat(given["decided_at"])
        for name in ("deadline", "return_by"):
            given[name] = date.fromisoformat(given[name]) if given[name] else None
        given["steps"] = tuple(Step(Because(s["because"]), s["rule_id"]) for s in given["steps"])
        given["rule_ids"] = tuple(given["rule_ids"])
        for name in ("price", "tax", "refund"):
            given[name] = Money(**given[name])
        given["fees"] = tuple(Fee(f["trigger"], Money(**f["amount"]), f["rule_id"]) for f in given["fees"])
        given["methods"] = tuple(Method(m) for m in given["methods"])
        for name in ("refund_time", "processing_time"):
            given[name] = RefundTime(**given[name]) if given.get(name) else None
        given["refund_lines"] = tuple(
            RefundLine(Part(each["part"]), Money(**each["amount"]), each["rule_id"]) for each in given.get("refund_lines", ())
        )
        given["refund_to"] = Tender(given["refund_to"]) if given.get("refund_to") else None
        given["method_rule_ids"] = tuple(given.get("method_rule_ids", ()))
        given["inputs"] = Inputs.from_document(given["inputs"]) if given.get("inputs") else None
        return cls(**given)


class NotEligible(ReturnFlowError):
    """The rules forbid this return, or leave it to a person. Nothing was written."""

    code = "not_eligible"

    def __init__(self, decision: Decision) -> None:
        why = ", ".join(decision.reasons)
        super().__init__(f"{decision.outcome}: {why}", fix="offer a person when the outcome says so")
        self.decision = decision
