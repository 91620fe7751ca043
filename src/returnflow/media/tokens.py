"""Join tokens: what one participant may do in one room.

Owns the claims, written out in full so that nothing is granted by a default. Must not know calls, agents or the web.
"""

import time
from typing import Any

import jwt

from returnflow.media.keys import Keys

SERVICE_TTL_S = 60


def caller_token(keys: Keys, *, room: str, identity: str, name: str = "Caller", ttl_s: int) -> str:
    """A caller's token: this room, this identity, microphone, data and listening. Nothing else.

    Publishing is limited by source, because `canPublish` alone would let a caller send video.
    """
    grants = {
        "room": room,
        "roomJoin": True,
        "canPublish": True,
        "canPublishSources": ["microphone"],
        "canPublishData": True,
        "canSubscribe": True,
        "canUpdateOwnMetadata": False,
    }
    return _sign(keys, {"sub": identity, "name": name, "video": grants}, ttl_s)


def service_token(keys: Keys, grants: dict[str, Any]) -> str:
    """A short-lived token for one request of our own to the media server's API."""
    return _sign(keys, {"sub": "returnflow", "video": grants}, SERVICE_TTL_S)


def _sign(keys: Keys, claims: dict[str, Any], ttl_s: int) -> str:
    now = int(time.time())
    body = {**claims, "iss": keys.api_key, "nbf": now - 5, "exp": now + ttl_s}  # 5 s for clocks that differ a little
    return jwt.encode(body, keys.api_secret, algorithm="HS256")
