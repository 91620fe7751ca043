"""One-time codes over HTTP: sent to the contact on file, and given back by the browser that asked for one.

Owns the addresses. How often and how long is the domain's; nothing told depends on whether the order exists.
"""

from flask import Blueprint, Response

from returnflow.returns import codes
from returnflow.web.api import access
from returnflow.web.api.returns_documents import CodeChecked, CodeSent, ContactDocument
from returnflow.web.api.returns_requests import CodeAsked, CodeGiven
from returnflow.web.api.verifications import caller_and_number
from returnflow.web.limits import per_address, per_caller
from returnflow.web.openapi.operation import answer, operation
from returnflow.web.parts import parts

blueprint = Blueprint("verification_codes", __name__)
OWN = ("session",)


@blueprint.post("/api/verifications/codes")
@per_address
@per_caller
@operation("verification", {200: CodeSent}, body=CodeAsked, security=OWN)
def send(body: CodeAsked) -> Response:
    """Send a code to the contact on file; its ending is told to a browser that has verified the order."""
    (caller, number), given = caller_and_number(body.store, body.order_number), parts()
    with given.database.begin() as work:
        verified = access.owns(work, access.Asker("", caller), body.store, number)
        sending = codes.send(
            work, caller_key=caller, store=body.store, order_number=number, now=given.clock(), verified=verified,
            prefer=body.prefer,
        )  # fmt: skip
    to = ContactDocument(channel=sending.to.channel, ending=sending.to.ending) if sending.to else None
    return answer(CodeSent(status=sending.status, to=to, wait_s=sending.wait_s))


@blueprint.post("/api/verifications/codes/check")
@per_address
@per_caller
@operation("verification", {200: CodeChecked}, body=CodeGiven, security=OWN)
def check(body: CodeGiven) -> Response:
    """One counted try at the newest code: `passed`, `wrong`, `expired`, or `locked` for a day."""
    (caller, number), given = caller_and_number(body.store, body.order_number), parts()
    with given.database.begin() as work:
        checked = codes.check(work, caller_key=caller, store=body.store, order_number=number, code=body.code, now=given.clock())
    return answer(CodeChecked(status=checked.status, tries_left=checked.tries_left))
