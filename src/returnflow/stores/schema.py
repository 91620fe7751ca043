"""The shape of a policy file. Validation only: unknown fields, wrong types, sources that are not listed, rows that overlap."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from returnflow.returns.model import Method, Outcome, Reason, Seller, Store, Tender
from returnflow.returns.policy.rows import Anchor, Trigger

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+$")]
RowId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_.-]+$")]
Grade = Literal["A", "B", "C", "U"]
Days = Annotated[int, Field(ge=0, le=3650)]
Percent = Annotated[int, Field(ge=1, le=100)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceEntry(_Strict):
    """A text that rows rest on."""

    title: str
    retrieved_at: date


class _Row(_Strict):
    id: RowId
    source: str
    grade: Grade


class _Dated(_Row):
    effective_from: date
    effective_to: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.effective_to is not None and self.effective_to < self.effective_from:
            raise ValueError("effective_to lies before effective_from")
        return self


class WindowEntry(_Dated):
    """A kind of item and its window."""

    categories: Annotated[tuple[Key, ...], Field(min_length=1)]
    covers: tuple[str, ...] = ()
    seller: Seller | None = None
    opened: bool = False
    anchor: Anchor = Anchor.DELIVERY
    days: Days | None = None
    outcome: Outcome = Outcome.RETURNABLE
    on_fault: Literal[Outcome.NEEDS_A_PERSON, Outcome.KEEP_IT] = Outcome.NEEDS_A_PERSON
    season: bool = True
    minimum: bool = False
    condition: str = ""

    @model_validator(mode="after")
    def _days_where_needed(self) -> Self:
        if self.outcome in (Outcome.RETURNABLE, Outcome.EXCHANGE_ONLY) and self.days is None:
            raise ValueError(f"days is required when the outcome is {self.outcome}")
        if self.outcome is Outcome.KEEP_IT:
            raise ValueError("outcome cannot be keep_it; use on_fault")
        return self


class SeasonEntry(_Row):
    """A season that extends windows."""

    purchased_from: date
    purchased_to: date
    deadline: date
    categories: tuple[Key, ...] = ()
    except_categories: tuple[Key, ...] = ()
    seller: Seller | None = None
    unconfirmed: bool = False

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.purchased_from <= self.purchased_to <= self.deadline:
            raise ValueError("purchased_from, purchased_to and deadline must follow each other")
        return self


class FaultEntry(_Dated):
    """The reasons that are the seller's to answer for."""

    reasons: Annotated[tuple[Reason, ...], Field(min_length=1)]


class FeeEntry(_Dated):
    """What is kept back."""

    trigger: Trigger
    percent: Percent | None = None
    at_most: Percent | None = None
    categories: tuple[Key, ...] = ()
    except_categories: tuple[Key, ...] = ()
    seller: Seller | None = None


class RefundTimeEntry(_Row):
    """How long a tender takes."""

    tender: Tender
    least: Annotated[int, Field(ge=0)]
    most: Annotated[int, Field(ge=1)]
    unit: Literal["hours", "days", "business_days"]


class MethodEntry(_Row):
    """A way back."""

    method: Method
    box: bool
    printer: bool
    bulky: bool = False


class HandOverEntry(_Row):
    """Time to hand the parcel over."""

    days: Days


class PolicyFile(_Strict):
    """One store's file."""

    store: Store
    sources: dict[str, SourceEntry]
    windows: Annotated[tuple[WindowEntry, ...], Field(min_length=1)]
    seasons: tuple[SeasonEntry, ...] = ()
    fault: FaultEntry
    fees: tuple[FeeEntry, ...] = ()
    refund_times: tuple[RefundTimeEntry, ...] = ()
    methods: Annotated[tuple[MethodEntry, ...], Field(min_length=1)]
    hand_over: HandOverEntry

    def rows(self) -> list[_Row]:
        """Every row that has an id."""
        return [*self.windows, *self.seasons, self.fault, *self.fees, *self.refund_times, *self.methods, self.hand_over]
