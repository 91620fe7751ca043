"""Only the media server's own words are believed."""

import base64
import hashlib
import json
import time

import jwt
import pytest

from returnflow.errors import InvalidInput, Unauthorized
from returnflow.media.keys import Keys
from returnflow.media.webhooks import RoomEvent, receive

KEYS = Keys("APIkey", "s" * 40, "w" * 40)
BODY = json.dumps({
    "event": "participant_joined",
    "room": {"name": "room-1", "metadata": '{"call_id":"c1"}'},
    "participant": {"identity": "user_1"},
}).encode()


def signature(body=BODY, secret=KEYS.api_secret, **claims):
    digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
    return jwt.encode({"iss": KEYS.api_key, "exp": time.time() + 60, "sha256": digest} | claims, secret, algorithm="HS256")


def test_a_signed_event_becomes_a_fact():
    assert receive(KEYS, BODY, signature()) == RoomEvent("participant_joined", "room-1", "user_1", {"call_id": "c1"})


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "nonsense",
        signature(secret="t" * 40),
        signature(iss="APIother"),
        signature(exp=time.time() - 3600),
        signature(body=b"{}"),
        jwt.encode({"iss": KEYS.api_key, "exp": time.time() + 60}, KEYS.api_secret, algorithm="HS256"),
    ],
    ids=["missing", "garbage", "foreign secret", "foreign key", "expired", "other body", "body not bound"],
)
def test_anything_else_is_refused(authorization):
    with pytest.raises(Unauthorized):
        receive(KEYS, BODY, authorization)


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"event":"x","room":{"metadata":"{"}}'])
def test_a_signed_body_that_makes_no_sense_is_refused_as_such(body):
    with pytest.raises(InvalidInput):
        receive(KEYS, body, signature(body))


def test_events_without_room_metadata_are_facts_too():
    body = b'{"event":"room_started","room":{"name":"r"}}'
    assert receive(KEYS, body, "Bearer " + signature(body)) == RoomEvent("room_started", "r")
