"""A return as it is told over HTTP. Owns the shape; facts only. What a customer must not see is left out for him here."""

from datetime import date, datetime

from pydantic import BaseModel

from returnflow.returns.codes import Checked, Sent
from returnflow.returns.contact import Channel
from returnflow.returns.deciding import Judged
from returnflow.returns.disputing import DisputeState, Objection
from returnflow.returns.events import Actor, Subject
from returnflow.returns.link import PATH as PAGE
from returnflow.returns.model import (
    Because,
    Decision,
    FiledBy,
    Handling,
    Kind,
    Label,
    LabelState,
    Method,
    Money,
    Outcome,
    Reason,
    RefundState,
    Resolution,
    Return,
    ReturnLine,
    ReturnState,
    Store,
    Tender,
)
from returnflow.returns.reasons import store_codes
from returnflow.returns.risk import Tell
from returnflow.returns.standing import Next, Standing
from returnflow.returns.tracking import Parcel
from returnflow.returns.verification import Verified


class MoneyDocument(BaseModel):
    """Minor units (cents)."""

    amount_minor: int
    currency: str


class FeeDocument(MoneyDocument):
    """What is kept back, and the row that says so."""

    trigger: str
    rule: str


class DecisionDocument(BaseModel):
    """What the rules say about one line, and which rows say it."""

    line_no: int
    quantity: int
    reason: Reason
    outcome: Outcome
    because: list[Because]
    rules: list[str]
    rule_version: str
    refund: MoneyDocument
    fees: list[FeeDocument]
    deadline: date | None
    return_by: date | None
    methods: list[Method]


class JudgementDocument(BaseModel):
    """What would become of it. `needs_code`: a one-time code to the contact on file is needed besides. `tell`: what the customer
    may be told of a handling that is not `auto`; never a suspicion.
    """

    decisions: list[DecisionDocument]
    handling: Handling
    tell: Tell
    needs_code: bool


class LineDocument(BaseModel):
    """One line of a return, with the decision that allowed it."""

    item: str
    units: list[int]
    rejected: list[int]
    verdict: str
    store_reason: str | None
    decision: DecisionDocument


class RefundDocument(MoneyDocument):
    """The money. `money_by` is the last day on which it should be there, once it is issued."""

    state: RefundState
    tender: Tender
    issued_at: datetime | None
    settled_at: datetime | None
    reference: str | None
    charge_back_on: date | None
    money_by: date | None
    time_least: int | None
    time_most: int | None
    time_unit: str | None


class ParcelDocument(BaseModel):
    """Where one parcel is."""

    parcel: int
    carrier: str
    tracking: str
    label: str | None
    scanned_at: datetime | None
    received_at: datetime | None
    trouble: str


class EventDocument(BaseModel):
    """One step. `why` is empty for a customer: it may be meant for the merchant only."""

    subject: Subject
    was: str
    now: str
    at: datetime
    by: Actor
    why: str


class DisputeDocument(BaseModel):
    """One objection."""

    id: str
    objection: Objection
    text: str
    state: DisputeState
    opened_at: datetime
    closed_at: datetime | None
    answer: str


class RiskDocument(BaseModel):
    """For the merchant only."""

    score: int
    signals: list[str]


class ReturnSummary(BaseModel):
    """One return in a list."""

    rma: str
    store: Store
    order_number: str
    kind: Kind
    state: ReturnState
    resolution: Resolution
    handling: Handling
    filed_by: FiledBy
    method: Method | None
    items: list[str]
    refund: MoneyDocument
    refund_state: RefundState
    return_by: date
    created_at: datetime
    updated_at: datetime


class ReturnDocument(BaseModel):
    """One return as it stands."""

    rma: str
    store: Store
    order_number: str
    kind: Kind
    state: ReturnState
    next: Next
    resolution: Resolution
    handling: Handling
    filed_by: FiledBy
    method: Method | None
    return_by: date
    drop_off_code: str | None
    replacement: str | None
    lines: list[LineDocument]
    refund: RefundDocument
    parcels: list[ParcelDocument]
    events: list[EventDocument]
    disputes: list[DisputeDocument]
    may_cancel: bool
    may_dispute: bool
    risk: RiskDocument | None
    created_at: datetime
    updated_at: datetime
    page: str


class ReturnsDocument(BaseModel):
    """One page of returns, newest first. `next` is the `after` of the page that follows; null on the last."""

    returns: list[ReturnSummary]
    next: str | None


class VerificationDocument(BaseModel):
    """How a try ended, in the same words whether or not there is such an order."""

    status: Verified
    tries_left: int


class ContactDocument(BaseModel):
    """The end of the contact on file."""

    channel: Channel
    ending: str


class CodeSent(BaseModel):
    """What became of the wish for a code. `to` is told to who has verified the order; `wait_s`: until another may be sent."""

    status: Sent
    to: ContactDocument | None
    wait_s: int


class CodeChecked(BaseModel):
    """How a try at a code ended."""

    status: Checked
    tries_left: int


class TakenDocument(BaseModel):
    """What became of one scan. `new` is false when its id was known."""

    id: str
    rma: str
    parcel: int
    state: ReturnState
    new: bool


class EventsTaken(BaseModel):
    """What became of each scan, in the order sent."""

    events: list[TakenDocument]


def judgement(judged: Judged) -> JudgementDocument:
    """What would become of it."""
    decisions = [_decision(each) for each in judged.decisions]
    return JudgementDocument(decisions=decisions, handling=judged.handling, tell=judged.risk.tell, needs_code=judged.needs_code)


def summary(made: Return) -> ReturnSummary:
    """One return in a list."""
    return ReturnSummary(
        rma=made.rma, store=made.store, order_number=made.order_number, kind=made.kind, state=made.state,
        resolution=made.resolution, handling=made.handling, filed_by=made.filed_by, method=made.method,
        items=[line.item for line in made.lines], refund=_money(made.refund.amount), refund_state=made.refund.state,
        return_by=made.return_by, created_at=made.created_at, updated_at=made.updated_at,
    )  # fmt: skip


def full(standing: Standing, token: str, *, for_merchant: bool) -> ReturnDocument:
    """One return as it stands; with what only the merchant may know, or without."""
    made = standing.made
    return ReturnDocument(
        rma=made.rma, store=made.store, order_number=made.order_number, kind=made.kind, state=made.state, next=standing.next,
        resolution=made.resolution, handling=made.handling, filed_by=made.filed_by, method=made.method,
        return_by=made.return_by, drop_off_code=made.drop_off_code, replacement=made.replacement,
        lines=[_line(made, line) for line in made.lines], refund=_refund(standing), parcels=_parcels(standing),
        events=_events(standing, for_merchant=for_merchant), disputes=_disputes(standing),
        may_cancel=standing.may_cancel, may_dispute=standing.may_dispute,
        risk=RiskDocument(score=made.risk_score, signals=list(made.risk_signals)) if for_merchant else None,
        created_at=made.created_at, updated_at=made.updated_at, page=PAGE + token,
    )  # fmt: skip


def _money(amount: Money) -> MoneyDocument:
    return MoneyDocument(amount_minor=amount.minor, currency=amount.currency)


def _decision(made: Decision) -> DecisionDocument:
    fees = [
        FeeDocument(amount_minor=fee.amount.minor, currency=fee.amount.currency, trigger=fee.trigger, rule=fee.rule_id)
        for fee in made.fees
    ]
    return DecisionDocument(
        line_no=made.line_no, quantity=made.quantity, reason=made.reason, outcome=made.outcome, because=list(made.reasons),
        rules=list(made.rule_ids), rule_version=made.rule_version, refund=_money(made.refund), fees=fees,
        deadline=made.deadline, return_by=made.return_by, methods=list(made.methods),
    )  # fmt: skip


def _line(made: Return, line: ReturnLine) -> LineDocument:
    return LineDocument(
        item=line.item, units=list(line.units), rejected=list(line.rejected), verdict=line.verdict,
        store_reason=next(iter(store_codes(made.store, line.reason)), None), decision=_decision(line.decision),
    )  # fmt: skip


def _refund(standing: Standing) -> RefundDocument:
    refund, time = standing.made.refund, standing.refund_time
    return RefundDocument(
        amount_minor=refund.amount.minor, currency=refund.amount.currency, state=refund.state, tender=refund.tender,
        issued_at=refund.issued_at, settled_at=refund.settled_at, reference=refund.reference,
        charge_back_on=refund.charge_back_on, money_by=standing.money_by, time_least=time.least if time else None,
        time_most=time.most if time else None, time_unit=time.unit if time else None,
    )  # fmt: skip


def _parcels(standing: Standing) -> list[ParcelDocument]:
    labels = {label.parcel: label for label in standing.labels if label.state is LabelState.RELEASED}
    return [_parcel(parcel, labels.get(parcel.number)) for parcel in standing.parcels]


def _parcel(parcel: Parcel, label: Label | None) -> ParcelDocument:
    """Number and file are told once the label is released."""
    return ParcelDocument(
        parcel=parcel.number, carrier=label.carrier if label else "", tracking=label.tracking if label else "",
        label=f"/api/returns/{label.rma}/label.pdf?parcel={label.parcel}" if label else None,
        scanned_at=parcel.scanned_at, received_at=parcel.received_at, trouble=parcel.trouble,
    )  # fmt: skip


def _events(standing: Standing, *, for_merchant: bool) -> list[EventDocument]:
    return [
        EventDocument(
            subject=event.subject, was=event.was, now=event.now, at=event.at, by=event.by, why=event.why if for_merchant else ""
        )
        for event in standing.events
    ]


def _disputes(standing: Standing) -> list[DisputeDocument]:
    return [
        DisputeDocument(
            id=each.id, objection=each.objection, text=each.text, state=each.state, opened_at=each.opened_at,
            closed_at=each.closed_at, answer=each.answer,
        )
        for each in standing.disputes
    ]  # fmt: skip
