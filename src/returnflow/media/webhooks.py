"""What the media server tells us: room and participant events, believed only when the signature holds.

Owns verification (token signed with our key, body bound to it by its hash) and the few facts we use. Must not know calls;
`metadata` is what was given when the room was made.
"""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass, field
from typing import Any

import jwt

from returnflow.errors import InvalidInput, Unauthorized
from returnflow.media.keys import Keys

LEEWAY_S = 60


@dataclass(frozen=True, slots=True)
class RoomEvent:
    """`kind` is the server's word: room_started, room_finished, participant_joined, participant_left, track_published …"""

    kind: str
    room: str
    identity: str = ""
    metadata: dict[str, Any] = field(default_factory=dict)


def receive(keys: Keys, body: bytes, authorization: str) -> RoomEvent:
    """The event in `body`. Raises Unauthorized for a missing, foreign, expired or mismatched signature."""
    try:
        claims = jwt.decode(
            authorization.removeprefix("Bearer ").strip(), keys.api_secret, algorithms=["HS256"], issuer=keys.api_key,
            leeway=LEEWAY_S, options={"require": ["iss", "exp"], "verify_aud": False},
        )
    except jwt.PyJWTError as error:
        raise Unauthorized(f"webhook signature: {error}") from error
    digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
    if not hmac.compare_digest(digest, str(claims.get("sha256", ""))):
        raise Unauthorized("webhook body does not match its signature")
    return _parse(body)


def _parse(body: bytes) -> RoomEvent:
    try:
        document = json.loads(body)
        room = document.get("room") or {}
        person = document.get("participant") or {}
        metadata = json.loads(room.get("metadata") or "{}")
        return RoomEvent(str(document["event"]), str(room.get("name", "")), str(person.get("identity", "")), dict(metadata))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidInput(f"webhook body: {error}") from error
