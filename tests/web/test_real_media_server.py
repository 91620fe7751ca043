"""The real media server keeps to what we sign: it is asked, not trusted."""

import contextlib
import time

import httpx2
import jwt
import pytest
from livekit import rtc

from returnflow.errors import UpstreamUnavailable
from returnflow.media.address import http_url
from returnflow.media.keys import Keys
from returnflow.media.rooms import Rooms
from returnflow.media.tokens import caller_token

ROOM = "user-aaaaaaaa-agent-bbbbbbbb-api-ccccc"


@pytest.fixture
def room(real_rooms):
    real_rooms.create(ROOM, {"call_id": "c1"})
    return ROOM


@pytest.fixture
def token(media_server):
    """A caller's token for the room, with some claims changed."""

    def make(ttl_s=600, secret=media_server.keys.api_secret, **claims):
        given = caller_token(media_server.keys, room=ROOM, identity="user_a", ttl_s=ttl_s)
        plain = jwt.decode(given, media_server.keys.api_secret, algorithms=["HS256"], options={"verify_exp": False})
        return jwt.encode(plain | claims, secret, algorithm="HS256")

    return make


@pytest.fixture
def joins(media_server):
    """The server's own answer to the question whether a token would be let in."""

    def ask(token):
        address = f"{http_url(media_server.url)}/rtc/validate"
        return httpx2.get(address, params={"access_token": token}, trust_env=False).status_code

    return ask


def test_a_room_exists_from_its_making_to_its_end(real_rooms):
    assert not real_rooms.exists(ROOM)
    real_rooms.create(ROOM, {"call_id": "c1"})
    assert real_rooms.exists(ROOM)
    assert ROOM in real_rooms.list()
    assert real_rooms.participants(ROOM) == ()
    real_rooms.delete(ROOM)
    assert not real_rooms.exists(ROOM)
    real_rooms.delete(ROOM)


def test_the_callers_token_opens_its_room(room, token, joins):
    assert joins(token()) == 200


def test_a_forged_token_opens_nothing(room, token, joins):
    assert joins(token(secret="f" * 40)) == 401


def test_an_expired_token_opens_nothing(room, token, joins):
    assert joins(token(nbf=int(time.time()) - 7200, exp=int(time.time()) - 3600)) == 401


def test_a_token_for_another_room_opens_nothing(room, token, joins):
    other = {"room": "another", "roomJoin": True}
    assert joins(token(video=other)) == 404


def test_after_the_call_the_token_opens_nothing_and_makes_no_room(room, real_rooms, token, joins):
    kept = token()
    assert joins(kept) == 200
    real_rooms.delete(room)
    assert joins(kept) == 404
    assert not real_rooms.exists(room)


def test_wrong_keys_are_told_as_such(media_server):
    client = Rooms(media_server.settings, media_server.url, Keys(media_server.keys.api_key, "x" * 40, ""))
    with pytest.raises(UpstreamUnavailable, match="do not belong"):
        client.list()
    client.close()


async def test_a_caller_really_joins_is_seen_and_can_be_taken_out(room, real_rooms, token, media_server):
    caller = rtc.Room()
    await caller.connect(media_server.url, token())
    try:
        assert real_rooms.participants(room) == ("user_a",)
        real_rooms.remove(room, "user_a")
        assert real_rooms.participants(room) == ()
    finally:
        with contextlib.suppress(Exception):
            await caller.disconnect()


def test_a_busy_line_leaves_no_room_on_the_server(make_app, real_rooms, database):
    with database.begin() as work:
        work.workers.remove("worker-1")
    answer = make_app(client=real_rooms).test_client().post("/api/voice-token", json={})
    assert answer.status_code == 503
    assert real_rooms.list() == ()


def test_credentials_open_the_room_they_name(make_app, real_rooms, media_server, joins):
    app = make_app(client=real_rooms, data=media_server.settings.data, livekit_url=media_server.url)
    given = app.test_client().post("/api/voice-token", json={}).json
    assert given["livekit_url"] == media_server.url
    assert joins(given["token"]) == 200
    assert real_rooms.list() == (given["room_name"],)
