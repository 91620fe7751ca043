"""The shape of a policy file. Validation only: unknown fields, wrong types, sources that are not listed, rows that overlap."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from returnflow.returns.model import Method, Outcome, Reason, Seller, Store, Tender
from returnflow.returns.policy.rows import About, Anchor, Trigger

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+$")]
RowId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_.-]+$")]
Grade = Literal["A", "B", "C", "U"]
Days = Annotated[int, Field(ge=0, le=3650)]
Percent = Annotated[int, Field(ge=1, le=100)]
Minor = Annotated[int, Field(ge=0)]
Unit = Literal["hours", "days", "business_days"]
Words = Annotated[str, StringConstraints(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceEntry(_Strict):
    """A text that rows rest on."""

    title: Words
    retrieved_at: date


class _Row(_Strict):
    id: RowId
    source: str
    grade: Grade
    note: str = ""
    effective_from: date
    effective_to: date | None = None

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        if self.effective_to is not None and self.effective_to < self.effective_from:
            raise ValueError("effective_to lies before effective_from")
        return self


class WindowEntry(_Row):
    """A kind of item and its window."""

    categories: Annotated[tuple[Key, ...], Field(min_length=1)]
    covers: tuple[str, ...] | dict[Key, tuple[str, ...]] = ()
    seller: Seller | None = None
    opened: bool = False
    price_over: Minor | None = None
    price_up_to: Minor | None = None
    anchor: Anchor = Anchor.DELIVERY
    days: Days | None = None
    outcome: Outcome = Outcome.RETURNABLE
    on_fault: Literal[Outcome.NEEDS_A_PERSON, Outcome.KEEP_IT] = Outcome.NEEDS_A_PERSON
    season: bool = True
    minimum: bool = False
    travels: bool = True
    condition: str = ""

    @model_validator(mode="after")
    def _days_where_needed(self) -> Self:
        if self.outcome in (Outcome.RETURNABLE, Outcome.EXCHANGE_ONLY) and self.days is None:
            raise ValueError(f"days is required when the outcome is {self.outcome}")
        if self.outcome is Outcome.KEEP_IT:
            raise ValueError("outcome cannot be keep_it; use on_fault")
        return self

    @model_validator(mode="after")
    def _covers_its_own(self) -> Self:
        strange = [category for category, _ in self.words() if category not in self.categories]
        if strange:
            raise ValueError(f"covers names {strange[0]}, which is none of the row's categories")
        return self

    def words(self) -> list[tuple[str, str]]:
        """Category and word: a plain list of words is for the row's first category."""
        named = self.covers if isinstance(self.covers, dict) else {self.categories[0]: self.covers}
        return [(category, word) for category, words in named.items() for word in words]

    @model_validator(mode="after")
    def _prices_in_order(self) -> Self:
        if self.price_over is not None and self.price_up_to is not None and self.price_up_to <= self.price_over:
            raise ValueError("price_up_to does not lie above price_over")
        return self


class SeasonEntry(_Row):
    """A season that extends windows; `effective_from` and `effective_to` are the days of purchase it covers."""

    deadline: date
    categories: tuple[Key, ...] = ()
    except_categories: tuple[Key, ...] = ()
    seller: Seller | None = None
    unconfirmed: bool = False

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.effective_to is None:
            raise ValueError("effective_to is required: a season ends")
        if self.deadline < self.effective_to:
            raise ValueError("deadline lies before effective_to")
        return self


class FaultEntry(_Row):
    """The reasons that are the seller's to answer for."""

    reasons: Annotated[tuple[Reason, ...], Field(min_length=1)]


class FeeEntry(_Row):
    """What is kept back."""

    trigger: Trigger
    percent: Percent | None = None
    at_most: Percent | None = None
    up_to: bool = False
    late_from: Annotated[int, Field(ge=1)] | None = None
    late_to: Annotated[int, Field(ge=1)] | None = None
    categories: tuple[Key, ...] = ()
    except_categories: tuple[Key, ...] = ()
    price_over: Minor | None = None
    seller: Seller | None = None

    @model_validator(mode="after")
    def _one_figure(self) -> Self:
        if self.percent is not None and self.at_most is not None:
            raise ValueError("percent and at_most exclude each other")
        if self.up_to and self.percent is None:
            raise ValueError("up_to needs a percent")
        return self


class RefundTimeEntry(_Row):
    """How long a tender takes."""

    tender: Tender
    least: Annotated[int, Field(ge=0)]
    most: Annotated[int, Field(ge=1)]
    unit: Unit


class ProcessingEntry(_Row):
    """How long the goods are looked at before the refund is issued."""

    seller: Seller | None = None
    least: Annotated[int, Field(ge=0)] = 0
    most: Annotated[int, Field(ge=1)]
    unit: Unit


class MethodEntry(_Row):
    """A way back."""

    method: Method
    box: bool
    printer: bool
    small: bool = True
    bulky: bool = False
    seller: Seller | None = None
    where: str = ""
    limited: str = ""


class HandOverEntry(_Row):
    """Time to hand the parcel over."""

    days: Days


class TermEntry(_Row):
    """A term in plain words."""

    about: About
    says: Words
    seller: Seller | None = None
    pays_to: Tender | None = None


class PolicyFile(_Strict):
    """One store's file."""

    store: Store
    sources: dict[str, SourceEntry]
    windows: Annotated[tuple[WindowEntry, ...], Field(min_length=1)]
    seasons: tuple[SeasonEntry, ...] = ()
    fault: FaultEntry
    fees: tuple[FeeEntry, ...] = ()
    refund_times: tuple[RefundTimeEntry, ...] = ()
    processing: tuple[ProcessingEntry, ...] = ()
    methods: Annotated[tuple[MethodEntry, ...], Field(min_length=1)]
    hand_over: HandOverEntry
    terms: tuple[TermEntry, ...] = ()

    def rows(self) -> list[_Row]:
        """Every row."""
        return [
            *self.windows,
            *self.seasons,
            self.fault,
            *self.fees,
            *self.refund_times,
            *self.processing,
            *self.methods,
            self.hand_over,
            *self.terms,
        ]
