"""`/api/calls/current`: the call this browser is in, for a page that was reloaded, and the end of it.

Owns the addresses. Must not know the dialogue.
"""

from flask import Blueprint, Response, jsonify

from returnflow.conversation.reply import EndReason
from returnflow.errors import NotFound
from returnflow.web.api.record import own_call, snapshot
from returnflow.web.parts import parts

blueprint = Blueprint("calls", __name__)


@blueprint.get("/api/calls/current")
def current() -> Response:
    """`{"call": null}` for a browser that is in none: not an error, every first visit asks."""
    try:
        return jsonify({"call": snapshot(own_call())})
    except NotFound:
        return jsonify({"call": None})


@blueprint.post("/api/calls/current/end")
def end() -> Response:
    """Hang up for certain: also when the data channel is gone or nobody listens on it."""
    row = own_call()
    if row.ended_at is None:
        parts().close_call(row.call_id, EndReason.CALLER_HUNG_UP)
        parts().platform.hang_up(row.call_id)
    return jsonify({"call": snapshot(own_call())})
