"""A decision about one order line: outcome, why, until when, how much, how. Facts only; the words are the edges'.

Owns the shape and its JSON form, which is stored with the return so that a decision can be replayed and explained.
"""

from dataclasses import asdict, dataclass
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


@dataclass(frozen=True, slots=True)
class RefundTime:
    """How long the money takes once the refund is issued; `unit` is hours, days or business_days."""

    least: int
    most: int
    unit: str
    rule_id: str


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision and the inputs it was made from (store, order, line, quantity, reason, day)."""

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
        given["refund_time"] = RefundTime(**given["refund_time"]) if given["refund_time"] else None
        return cls(**given)


class NotEligible(ReturnFlowError):
    """The rules forbid this return, or leave it to a person. Nothing was written."""

    code = "not_eligible"

    def __init__(self, decision: Decision) -> None:
        why = ", ".join(decision.reasons)
        super().__init__(f"{decision.outcome}: {why}", fix="offer a person when the outcome says so")
        self.decision = decision
