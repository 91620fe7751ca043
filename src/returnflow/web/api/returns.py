"""`/api/returns`: judge, make, list and show returns; their labels.

Owns the addresses and how a repeated request is known. What may be returned, and on what terms, is decided in `returns`.
"""

import hashlib
import re
from datetime import datetime

from flask import Blueprint, Response, request, send_file
from pydantic import Field

from returnflow.database import DatabaseWork
from returnflow.database.repositories.returns import Wanted
from returnflow.errors import InvalidInput, NotAllowed, NotFound
from returnflow.returns import codes, deciding, filing, link, service
from returnflow.returns.deciding import Asked
from returnflow.returns.model import FiledBy, LabelState, Order, Return
from returnflow.returns.numbers import canonical
from returnflow.returns.opening import MOST_PARCELS
from returnflow.web.api import access, returns_documents
from returnflow.web.api.returns_documents import JudgementDocument, ReturnDocument, ReturnsDocument
from returnflow.web.api.returns_requests import Asking, OrderAsked, ReturnAsked, ReturnsQuery
from returnflow.web.limits import per_asker
from returnflow.web.openapi.operation import File, answer, operation
from returnflow.web.parts import parts

blueprint = Blueprint("returns", __name__)
per_asker(blueprint)
blueprint.before_request(access.check)
KEY = "Idempotency-Key"
A_KEY = re.compile(r"[!-~]{1,255}")
TYPES = {"pdf": "application/pdf", "png": "image/png", "txt": "text/plain"}


class LabelQuery(Asking):
    """Which parcel's."""

    parcel: int = Field(1, ge=1, le=MOST_PARCELS)


@blueprint.post("/api/decisions")
@operation("returns", {200: JudgementDocument}, body=OrderAsked, problems=(403, 404))
def judge(body: OrderAsked) -> Response:
    """What would become of returning this, with the rows that say so. Writes nothing."""
    who, given = access.asker(), parts()
    with given.database.read() as work:
        judged = deciding.judge(work, _order(work, who, body), _asked(body), given.book, given.clock())
    return answer(returns_documents.judgement(judged))


@blueprint.post("/api/returns")
@operation(
    "returns", {200: ReturnDocument, 201: ReturnDocument}, body=ReturnAsked, problems=(403, 404, 409),
    headers={KEY: "A key of the sender's own: the same request again under it is the same return."},
)  # fmt: skip
def create(body: ReturnAsked) -> Response:
    """Make a return: 201, or 200 with the one that these very units are in already."""
    who, given = access.asker(), parts()
    now, key, fingerprint = given.clock(), _key(), hashlib.sha256(body.model_dump_json().encode()).hexdigest()
    with given.database.begin() as work:
        if key:
            work.alone(f"request {who.name} {key}")
        known = work.requests.known(who.name, key, fingerprint) if key else None
        order = _order(work, who, body)
        before = {made.rma for made in work.returns.for_order(order.store, order.number)}
        made = access.own_return(work, who, known.rma) if known else _file(work, who, order, body, now)
        if key and known is None:
            work.requests.keep(who.name, key, fingerprint, made.rma, now)
        document = _document(work, who, made.rma)
    status = 200 if made.rma in before else 201
    return answer(document, status, Location=f"/api/returns/{made.rma}")


@blueprint.get("/api/returns")
@operation("returns", {200: ReturnsDocument}, query=ReturnsQuery, problems=(403,))
def listed(query: ReturnsQuery) -> Response:
    """The newest returns; a caller names the order that he has verified."""
    who = access.asker()
    with parts().database.read() as work:
        found = _found(work, who, query)
    page, more = found[: query.limit], len(found) > query.limit
    following = f"{page[-1].created_at.isoformat()}_{page[-1].rma}" if more else None
    return answer(ReturnsDocument(returns=[returns_documents.summary(made) for made in page], next=following))


@blueprint.get("/api/returns/<rma>")
@operation("returns", {200: ReturnDocument}, problems=(404,))
def show(rma: str) -> Response:
    """One return as it stands: goods, money, parcels, what happened, what comes next."""
    who = access.asker()
    with parts().database.read() as work:
        made = access.own_return(work, who, rma)
        return answer(_document(work, who, made.rma))


@blueprint.get("/api/returns/<rma>/label.<any(pdf, png, txt):kind>")
@operation("returns", {200: File(tuple(TYPES.values()))}, query=LabelQuery, problems=(404,))
def label(rma: str, kind: str, query: LabelQuery) -> Response:
    """The released label of one parcel: as a file, as a picture, in words."""
    who = access.asker()
    with parts().database.read() as work:
        made = access.own_return(work, who, rma)
    return label_file(made.rma, query.parcel, kind)


def label_file(rma: str, parcel: int, kind: str) -> Response:
    """The file of a released label. Raises NotFound; whoever asks has been looked at."""
    with parts().database.read() as work:
        found = work.labels.get(rma, parcel)
    if found is None or found.state is not LabelState.RELEASED or not found.file:
        raise NotFound("there is no label yet", field="parcel", fix="ask again in a minute")
    path = (parts().settings.labels / found.file).with_suffix(f".{kind}").resolve()
    if not path.is_file():
        raise NotFound("the label's file has been removed", field="parcel")
    response = send_file(path, mimetype=TYPES[kind], as_attachment=kind == "pdf", download_name=path.name, conditional=False)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _document(work: DatabaseWork, who: access.Asker, rma: str) -> ReturnDocument:
    token = link.token(rma, parts().keys.web_secret.encode())
    return returns_documents.full(service.status(work, rma), token, for_merchant=who.merchant)


def _order(work: DatabaseWork, who: access.Asker, body: OrderAsked) -> Order:
    """The order, when he may return what is in it. Raises InvalidInput, NotAllowed, NotFound."""
    number = canonical(body.store, body.order_number)
    if number is None:
        raise InvalidInput(f"not the form of an order number of {body.store}", field="order_number")
    if not access.owns(work, who, body.store, number):
        raise NotAllowed("this order has not been verified", field="order_number", fix="POST /api/verifications first")
    order = work.orders.get(body.store, number)
    if order is None:
        raise NotFound(f"no order {number}", field="order_number")
    return order


def _asked(body: OrderAsked) -> list[Asked]:
    return [
        Asked(line.line_no, line.quantity, line.reason, tuple(line.units) if line.units is not None else None)
        for line in body.lines
    ]


def _file(work: DatabaseWork, who: access.Asker, order: Order, body: ReturnAsked, now: datetime) -> Return:
    code = who.merchant or codes.passed(
        work, caller_key=who.caller_key, store=order.store, order_number=order.number, now=now
    )
    return filing.file_return(
        work, order, _asked(body), parts().book, now, code_given=code, method=body.method,
        resolution=body.resolution, parcels=body.parcels, filed_by=FiledBy.API,
    )  # fmt: skip


def _key() -> str:
    """The key of this request, empty when it has none. Raises InvalidInput for one that cannot be kept."""
    key = request.headers.get(KEY)
    if key is not None and not A_KEY.fullmatch(key):
        raise InvalidInput("a key has 1 to 255 printable characters without spaces", field=KEY)
    return key or ""


def _found(work: DatabaseWork, who: access.Asker, query: ReturnsQuery) -> list[Return]:
    number = _number(query)
    if not who.merchant and (query.store is None or number is None or not access.owns(work, who, query.store, number)):
        raise NotAllowed("this order has not been verified", field="order_number", fix="name an order that you have verified")
    wanted = Wanted(query.state, query.store, number, query.since)
    return work.returns.list(query.limit + 1, wanted, _after(query.after))


def _number(query: ReturnsQuery) -> str | None:
    if query.order_number is None:
        return None
    if query.store is None:
        raise InvalidInput("say the store of that order too", field="store")
    number = canonical(query.store, query.order_number)
    if number is None:
        raise InvalidInput(f"not the form of an order number of {query.store}", field="order_number")
    return number


def _after(text: str | None) -> tuple[datetime, str] | None:
    if text is None:
        return None
    moment, _, rma = text.rpartition("_")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        at = datetime.min
    if at.tzinfo is None or at.utcoffset() or not rma:
        raise InvalidInput("not the `next` of a page", field="after")
    return at, rma
