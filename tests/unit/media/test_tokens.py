"""A caller's token grants exactly what a caller needs."""

import time

import jwt
import pytest

from returnflow.media.keys import Keys
from returnflow.media.tokens import caller_token, service_token

KEYS = Keys("APIkey", "s" * 40, "w" * 40)


def claims(token):
    return jwt.decode(token, KEYS.api_secret, algorithms=["HS256"], issuer=KEYS.api_key)


def test_a_caller_may_speak_listen_and_send_data_in_one_room_and_nothing_else():
    given = claims(caller_token(KEYS, room="room-1", identity="user_1", ttl_s=3600))
    assert given["sub"] == "user_1"
    assert given["video"] == {
        "room": "room-1",
        "roomJoin": True,
        "canPublish": True,
        "canPublishSources": ["microphone"],
        "canPublishData": True,
        "canSubscribe": True,
        "canUpdateOwnMetadata": False,
    }


def test_a_token_lives_as_long_as_it_was_told():
    given = claims(caller_token(KEYS, room="r", identity="u", ttl_s=90))
    assert given["exp"] == pytest.approx(time.time() + 90, abs=3)


def test_a_token_for_our_own_requests_runs_out_within_a_minute():
    given = claims(service_token(KEYS, {"roomList": True}))
    assert given["video"] == {"roomList": True}
    assert given["exp"] <= time.time() + 60
