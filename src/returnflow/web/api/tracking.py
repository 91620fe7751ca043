"""`POST /webhooks/tracking`: scans of parcels, sent by a carrier, an aggregator or a return centre.

Owns who is believed: whoever signs with our secret, no more than five minutes ago (docs/returns.md has the form; it is that of
our own events). A repeated event changes nothing, so a sender that heard no answer sends it again. All events of a body are kept,
or none.
"""

from flask import Blueprint, Response, request

from returnflow.database import DatabaseWork
from returnflow.errors import InvalidInput, NotFound, Unauthorized
from returnflow.notify.webhook.signature import HEADER, verify
from returnflow.returns import service
from returnflow.returns.events import Actor
from returnflow.returns.tracking import TrackingEvent
from returnflow.web.api.returns_documents import EventsTaken, TakenDocument
from returnflow.web.api.returns_requests import EventSent, EventsSent
from returnflow.web.limits import limiter
from returnflow.web.openapi.operation import answer, operation
from returnflow.web.parts import parts
from returnflow.web.security import TRACKING_PATH

blueprint = Blueprint("tracking", __name__)


def signed() -> None:
    """Raises Unauthorized unless one of our secrets signed this body lately."""
    secrets = parts().settings.tracking_secret.get_secret_value().split()
    header, body, now = request.headers.get(HEADER, ""), request.get_data(cache=True), parts().clock()
    if not any([verify(header, body, secret, now) for secret in secrets]):
        fix = "sign the time and the body, as docs/returns.md says" if secrets else "set RETURNFLOW_TRACKING_SECRET"
        raise Unauthorized("the signature is not right, or too old", field=HEADER, fix=fix)


@blueprint.before_request
def _believed() -> None:
    signed()


@blueprint.post(TRACKING_PATH)
@limiter.exempt
@operation("tracking", {200: EventsTaken}, body=EventsSent, problems=(404, 409), security=("signature",))
def take(body: EventsSent) -> Response:
    """Take scans in. The first one on the way may pay, the receipt of the last parcel moves the return on."""
    with parts().database.begin() as work:
        taken = [_take(work, sent, place) for place, sent in enumerate(body.events)]
    return answer(EventsTaken(events=taken))


def _take(work: DatabaseWork, sent: EventSent, place: int) -> TakenDocument:
    rma, parcel = _about(work, sent, place)
    event = TrackingEvent(sent.id, rma, parcel, sent.scan, sent.at, sent.note)
    known = any(each.id == sent.id for each in work.tracking.of(rma))
    given = parts()
    made = service.scan(work, event, by=Actor.CARRIER, now=given.clock(), advance_refunds=given.book.advance)
    return TakenDocument(id=sent.id, rma=rma, parcel=parcel, state=made.state, new=not known)


def _about(work: DatabaseWork, sent: EventSent, place: int) -> tuple[str, int]:
    """Return and parcel: as named, or of the label with that tracking number."""
    if (sent.rma is None) is (sent.tracking is None):
        raise InvalidInput("name the return, or a tracking number", field=f"events.{place}.rma")
    if sent.rma is not None:
        return sent.rma, sent.parcel
    label = work.labels.by_tracking(sent.tracking or "")
    if label is None:
        raise NotFound("no parcel of ours has that tracking number", field=f"events.{place}.tracking")
    return label.rma, label.parcel
