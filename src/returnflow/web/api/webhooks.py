"""`POST /webhooks/livekit`: what the media server saw, applied to calls.

Owns the translation from room events to the call's record: a caller who arrived keeps his place, a room that is gone ends its
call. The worker normally does both first; this holds when there was no worker. Every step is idempotent, events may repeat.
"""

from flask import Blueprint, request

from returnflow.conversation.reply import EndReason
from returnflow.media.server import WEBHOOK_PATH
from returnflow.media.webhooks import RoomEvent, receive
from returnflow.web.limits import limiter
from returnflow.web.parts import Parts, parts

blueprint = Blueprint("webhooks", __name__)
AGENT_PREFIX = "agent-"


@blueprint.post(WEBHOOK_PATH)
@limiter.exempt
def livekit() -> tuple[str, int]:
    """204 for every signed event, also those we have no use for; 401 else."""
    event = receive(parts().keys, request.get_data(), request.headers.get("Authorization", ""))
    call_id = str(event.metadata.get("call_id", ""))
    if call_id:
        _apply(parts(), call_id, event)
    return "", 204


def _apply(given: Parts, call_id: str, event: RoomEvent) -> None:
    if event.kind == "participant_joined" and not event.identity.startswith(AGENT_PREFIX):
        with given.database.begin() as work:
            work.places.occupy(call_id, given.clock())
    elif event.kind == "room_finished":
        _room_gone(given, call_id)


def _room_gone(given: Parts, call_id: str) -> None:
    """A live call has lost its room. Whether anybody ever spoke tells a caller who never came from media that broke."""
    with given.database.read() as work:
        row = work.calls.get(call_id)
        spoke = row is not None and any(item.kind == "utterance" for item in work.timeline.read(call_id))
    if row is not None and row.ended_at is None:
        given.close_call(call_id, EndReason.MEDIA_LOST if spoke else EndReason.CALLER_NEVER_JOINED)
