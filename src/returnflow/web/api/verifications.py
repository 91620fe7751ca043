"""`POST /api/verifications`: a caller proves that an order is his, as he would in a call, with the same tries and the same locks.

Owns the address. Nothing told depends on whether the order exists. Must not know what verification opens.
"""

from flask import Blueprint, Response

from returnflow.errors import InvalidInput, Unauthorized
from returnflow.returns import service
from returnflow.returns.model import Store
from returnflow.returns.numbers import canonical
from returnflow.returns.service import Fact, FactKind
from returnflow.web import session
from returnflow.web.api.returns_documents import VerificationDocument
from returnflow.web.api.returns_requests import VerificationAsked
from returnflow.web.limits import per_address, per_caller
from returnflow.web.openapi.operation import answer, operation
from returnflow.web.parts import parts

blueprint = Blueprint("verifications", __name__)


@blueprint.post("/api/verifications")
@per_address
@per_caller
@operation("verification", {200: VerificationDocument}, body=VerificationAsked, security=("session",))
def verify(body: VerificationAsked) -> Response:
    """One counted try at an order: `verified`, `wrong`, or `locked` for a day."""
    (caller, number), fact, given = caller_and_number(body.store, body.order_number), _fact(body), parts()
    with given.database.begin() as work:
        tried = service.verify_caller(
            work, caller_key=caller, store=body.store, order_number=number, fact=fact, now=given.clock()
        )
    return answer(VerificationDocument(status=tried.status, tries_left=tried.tries_left))


def caller_and_number(store: Store, order_number: str) -> tuple[str, str]:
    """By whom tries are counted, and the number as it is kept. Raises Unauthorized without a cookie, InvalidInput."""
    caller = session.current()
    if not caller.known:
        raise Unauthorized("open the page first: tries are counted by browser", field="Cookie", fix="GET /")
    number = canonical(store, order_number)
    if number is None:
        raise InvalidInput(f"not the form of an order number of {store}", field="order_number")
    return caller.key, number


def _fact(body: VerificationAsked) -> Fact:
    if (body.zip is None) is (body.last_name is None):
        raise InvalidInput("name one fact: zip or last_name", field="zip")
    if body.zip is not None:
        return Fact(FactKind.ZIP, body.zip)
    return Fact(FactKind.LAST_NAME, body.last_name or "")
