"""`GET /api/policies`: questions of policy, answered from the rows that decide. Open to anybody: no order is needed.

Owns the address. What the rows say is the domain's.
"""

from datetime import date
from typing import Annotated

from flask import Blueprint, Response
from pydantic import BaseModel, Field

from returnflow.errors import InvalidInput, NotFound
from returnflow.returns.model import Method, Outcome, Seller, Store, Tender
from returnflow.returns.policy.answer import Answer, Question
from returnflow.returns.policy.answer import answer as answered
from returnflow.returns.policy.rows import Anchor
from returnflow.web.api.returns_requests import Asking, Day
from returnflow.web.limits import per_asker
from returnflow.web.openapi.operation import answer, operation
from returnflow.web.parts import parts

blueprint = Blueprint("policies", __name__)
per_asker(blueprint)


class PolicyQuery(Asking):
    """What is asked. `on` is the day of purchase, today when it is left out."""

    store: Store
    category: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,40}$")]
    question: Question = Question.HOW_LONG
    on: Day | None = None
    seller: Seller = Seller.STORE
    tender: Tender = Tender.CREDIT_CARD


class TimeDocument(BaseModel):
    """A span that the money takes."""

    least: int
    most: int
    unit: str


class PolicyDocument(BaseModel):
    """The facts of one sentence, and the rows that give them. Only what the question is about is filled."""

    store: Store
    category: str
    question: Question
    outcome: Outcome
    rules: list[str]
    rule_version: str
    days: int | None
    anchor: Anchor | None
    at_least: bool
    season_until: date | None
    free: bool | None
    fee_percent: int | None
    condition: str
    methods: list[Method]
    refund_time: TimeDocument | None
    refund_to: Tender | None
    terms: list[str]


@blueprint.get("/api/policies")
@operation("policy", {200: PolicyDocument}, query=PolicyQuery, problems=(404,), security=())
def ask(query: PolicyQuery) -> Response:
    """What a store's rules say about a category, with the rows' ids."""
    given = parts()
    known = given.book.rules.of(query.store).categories
    if query.category not in known:
        raise InvalidInput(f"{query.store} has no category {query.category}", field="category", fix=f"such as {min(known)}")
    on = query.on or given.clock().date()
    found = answered(given.book.rules, query.store, query.category, query.question, on, seller=query.seller, tender=query.tender)
    if found is None:
        raise NotFound("no row was in force on that day", field="on")
    return answer(_document(found, given.book.rules.version))


def _document(found: Answer, version: str) -> PolicyDocument:
    time = found.refund
    return PolicyDocument(
        store=found.store, category=found.category, question=found.question, outcome=found.outcome, rules=list(found.rule_ids),
        rule_version=version, days=found.days, anchor=found.anchor, at_least=found.at_least, season_until=found.season_until,
        free=found.free, fee_percent=found.fee_percent, condition=found.condition, methods=list(found.methods),
        refund_time=TimeDocument(least=time.least, most=time.most, unit=time.unit) if time else None,
        refund_to=found.refund_to, terms=[term.says for term in found.terms],
    )  # fmt: skip
