"""Steps of a return over HTTP: what the return centre, the payer and people of the merchant did, and what the customer wants.

Owns the addresses and who may take which step. Whether a step exists from where the return stands is the domain's.
"""

from collections.abc import Callable

from flask import Blueprint, Response

from returnflow.database import DatabaseWork
from returnflow.errors import InvalidInput, NotFound
from returnflow.ids import uuid7
from returnflow.returns import link, service
from returnflow.returns.carrying import Inspected
from returnflow.returns.disputing import DisputeState
from returnflow.returns.model import Return
from returnflow.returns.tracking import TrackingEvent
from returnflow.web.api import access, returns_documents
from returnflow.web.api.returns_documents import ReturnDocument
from returnflow.web.api.returns_requests import (
    DisputeAsked,
    InspectionAsked,
    ReceiptAsked,
    RefundAsked,
    RefundStep,
    ReplacementAsked,
    ScanAsked,
    VerdictAsked,
    Why,
    WhyNeeded,
)
from returnflow.web.limits import per_asker
from returnflow.web.openapi.operation import answer, operation
from returnflow.web.parts import parts

blueprint = Blueprint("returns_steps", __name__)
per_asker(blueprint)
blueprint.before_request(access.check)
DONE = {200: ReturnDocument}
PROBLEMS = (403, 404, 409)
KEY = ("key",)
Step = Callable[[DatabaseWork, Return], object]


def _taken(who: access.Asker, rma: str, step: Step) -> Response:
    """Take it in one transaction, and tell how the return stands then."""
    with parts().database.begin() as work:
        made = access.own_return(work, who, rma)
        step(work, made)
        token = link.token(made.rma, parts().keys.web_secret.encode())
        return answer(returns_documents.full(service.status(work, made.rma), token, for_merchant=who.merchant))


@blueprint.post("/api/returns/<rma>/cancel")
@operation("steps", DONE, body=Why, problems=PROBLEMS)
def cancel(rma: str, body: Why) -> Response:
    """The customer changed his mind before anything was handed over."""
    who, now = access.asker(), parts().clock()
    return _taken(who, rma, lambda work, made: service.cancel(work, made.rma, by=who.by, now=now, why=body.why))


@blueprint.post("/api/returns/<rma>/disputes")
@operation("steps", DONE, body=DisputeAsked, problems=PROBLEMS)
def dispute(rma: str, body: DisputeAsked) -> Response:
    """The customer objects to what became of the money. While one dispute is open, asking again gives that one."""
    who, now = access.asker(), parts().clock()

    def step(work: DatabaseWork, made: Return) -> None:
        service.dispute_refund(work, made.rma, body.objection, body.text, dispute_id=uuid7(), by=who.by, now=now)

    return _taken(who, rma, step)


@blueprint.post("/api/returns/<rma>/disputes/<dispute_id>")
@operation("steps", DONE, body=VerdictAsked, problems=PROBLEMS, security=KEY)
def settle(rma: str, dispute_id: str, body: VerdictAsked) -> Response:
    """A person has decided a dispute. What follows from it is a step of its own."""
    who, now = access.asker(), parts().clock()

    def step(work: DatabaseWork, made: Return) -> None:
        if dispute_id not in {each.id for each in work.disputes.of(made.rma)}:
            raise NotFound("this return has no such dispute", field="dispute_id")
        service.settle_dispute(work, dispute_id, DisputeState(body.outcome), body.answer, by=who.by, now=now)

    return _taken(who, rma, step)


@blueprint.post("/api/returns/<rma>/approve")
@operation("steps", DONE, body=Why, problems=PROBLEMS, security=KEY)
def approve(rma: str, body: Why) -> Response:
    """A person lets it go ahead; the money waits for the goods."""
    who, now = access.asker(), parts().clock()
    return _taken(who, rma, lambda work, made: service.approve(work, made.rma, by=who.by, now=now, why=body.why))


@blueprint.post("/api/returns/<rma>/reject")
@operation("steps", DONE, body=WhyNeeded, problems=PROBLEMS, security=KEY)
def reject(rma: str, body: WhyNeeded) -> Response:
    """A person declines it. Its units are free again."""
    who, now = access.asker(), parts().clock()
    return _taken(who, rma, lambda work, made: service.reject(work, made.rma, by=who.by, now=now, why=body.why))


@blueprint.post("/api/returns/<rma>/escalate")
@operation("steps", DONE, body=WhyNeeded, problems=PROBLEMS, security=KEY)
def escalate(rma: str, body: WhyNeeded) -> Response:
    """A person has it from now on."""
    who, now = access.asker(), parts().clock()
    return _taken(who, rma, lambda work, made: service.escalate(work, made.rma, by=who.by, now=now, why=body.why))


@blueprint.post("/api/returns/<rma>/scans")
@operation("steps", DONE, body=ScanAsked, problems=PROBLEMS, security=KEY)
def scan(rma: str, body: ScanAsked) -> Response:
    """A parcel was seen. The same event again changes nothing."""
    who, given = access.asker(), parts()
    now = given.clock()

    def step(work: DatabaseWork, made: Return) -> None:
        event = TrackingEvent(body.id, made.rma, body.parcel, body.scan, body.at or now, body.note)
        service.scan(work, event, by=who.by, now=now, advance_refunds=given.book.advance)

    return _taken(who, rma, step)


@blueprint.post("/api/returns/<rma>/receipt")
@operation("steps", DONE, body=ReceiptAsked, problems=PROBLEMS, security=KEY)
def receive(rma: str, body: ReceiptAsked) -> Response:
    """The return centre has a parcel, or all of them."""
    who, now = access.asker(), parts().clock()
    return _taken(who, rma, lambda work, made: service.receive(work, made.rma, by=who.by, now=now, parcel=body.parcel))


@blueprint.post("/api/returns/<rma>/inspection")
@operation("steps", DONE, body=InspectionAsked, problems=PROBLEMS, security=KEY)
def inspect(rma: str, body: InspectionAsked) -> Response:
    """What the return centre found. Accepted goods are refunded, unless a person or a replacement is to follow."""
    who, now = access.asker(), parts().clock()
    found = [Inspected(each.line_no, each.accepted, each.why) for each in body.lines]
    return _taken(who, rma, lambda work, made: service.inspect(work, made.rma, found, by=who.by, now=now))


@blueprint.post("/api/returns/<rma>/refund")
@operation("steps", DONE, body=RefundAsked, problems=PROBLEMS, security=KEY)
def refund(rma: str, body: RefundAsked) -> Response:
    """What the payer did: issued, settled, failed, took back."""
    who = access.asker()
    _fitting(body)
    return _taken(who, rma, lambda work, made: _pay(work, made, body, who))


@blueprint.post("/api/returns/<rma>/replacement")
@operation("steps", DONE, body=ReplacementAsked, problems=PROBLEMS, security=KEY)
def replace(rma: str, body: ReplacementAsked) -> Response:
    """Another item was sent for what came back."""
    who, now = access.asker(), parts().clock()

    def step(work: DatabaseWork, made: Return) -> None:
        service.replace_item(work, made.rma, by=who.by, now=now, order_number=body.order_number)

    return _taken(who, rma, step)


@blueprint.post("/api/returns/<rma>/close")
@operation("steps", DONE, body=Why, problems=PROBLEMS, security=KEY)
def close(rma: str, body: Why) -> Response:
    """Nothing is left to do: the replacement has arrived."""
    who, now = access.asker(), parts().clock()
    return _taken(who, rma, lambda work, made: service.close(work, made.rma, by=who.by, now=now))


def _fitting(body: RefundAsked) -> None:
    if body.amount is not None and body.step is not RefundStep.ISSUE:
        raise InvalidInput("an amount is named when a refund is issued", field="amount")
    if body.reference is not None and body.step not in (RefundStep.ISSUE, RefundStep.SETTLE):
        raise InvalidInput("a reference is named when money moves", field="reference")
    if not body.why and body.step in (RefundStep.FAIL, RefundStep.REVERSE):
        raise InvalidInput("say why", field="why")


def _pay(work: DatabaseWork, made: Return, body: RefundAsked, who: access.Asker) -> None:
    by, now = who.by, parts().clock()
    match body.step:
        case RefundStep.ISSUE:
            amount = body.amount.money() if body.amount else None
            service.issue_refund(work, made.rma, by=by, now=now, amount=amount, reference=body.reference, why=body.why)
        case RefundStep.SETTLE:
            service.settle_refund(work, made.rma, by=by, now=now, reference=body.reference)
        case RefundStep.FAIL:
            service.fail_refund(work, made.rma, by=by, now=now, why=body.why)
        case RefundStep.REVERSE:
            service.reverse_refund(work, made.rma, by=by, now=now, why=body.why)
