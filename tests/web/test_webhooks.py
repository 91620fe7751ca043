"""What the media server tells becomes part of the call's record, once, and only when it is signed."""

import base64
import hashlib
import json
import time

import jwt
import pytest

from returnflow.clock import system_clock
from returnflow.media.keys import load_keys
from returnflow.media.server import WEBHOOK_PATH


@pytest.fixture
def call_id(browser):
    return browser.post("/api/voice-token", json={}).json["call_id"]


@pytest.fixture
def tell(app, settings):
    """Sends an event as the media server would; `key` replaces the secret it is signed with."""

    def send(kind, call_id, identity="", key=None):
        room = {"name": "r", "metadata": json.dumps({"call_id": call_id})}
        body = json.dumps({"event": kind, "room": room, "participant": {"identity": identity}}).encode()
        keys = load_keys(settings)
        digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
        claims = {"iss": keys.api_key, "exp": time.time() + 60, "sha256": digest}
        headers = {"Authorization": jwt.encode(claims, key or keys.api_secret, algorithm="HS256")}
        return app.test_client().post(WEBHOOK_PATH, data=body, content_type="application/webhook+json", headers=headers)

    return send


def row(database, call_id):
    with database.read() as work:
        return work.calls.get(call_id)


def test_a_caller_who_arrived_keeps_his_place(tell, call_id, database, settings):
    assert tell("participant_joined", call_id, "user_1").status_code == 204
    later = system_clock().replace(year=system_clock().year + 1)
    with database.begin() as work:
        work.workers.beat("worker-1", 2, later)
        assert work.places.free(later) == 1


def test_the_agents_arrival_is_not_the_callers(tell, call_id, database):
    tell("participant_joined", call_id, "agent-AJ_1")
    later = system_clock().replace(year=system_clock().year + 1)
    with database.begin() as work:
        work.workers.beat("worker-1", 2, later)
        assert work.places.free(later) == 2


def test_a_room_that_nobody_came_to_ends_its_call_as_such(tell, call_id, database):
    tell("room_finished", call_id)
    assert row(database, call_id).end_reason == "caller_never_joined"


def test_a_room_that_vanished_in_mid_call_ends_it_as_media_lost(tell, call_id, database):
    with database.begin() as work:
        work.timeline.append(call_id, "utterance", system_clock(), {"role": "user", "text": "Hello"})
    tell("room_finished", call_id)
    assert row(database, call_id).end_reason == "media_lost"


def test_a_call_that_was_closed_already_stays_as_it_was(tell, call_id, database, browser):
    browser.post("/api/calls/current/end", json={})
    tell("room_finished", call_id)
    assert row(database, call_id).end_reason == "caller_hung_up"


def test_an_event_may_come_twice(tell, call_id, database):
    assert [tell("room_finished", call_id).status_code for _ in range(2)] == [204, 204]
    assert row(database, call_id).end_reason == "caller_never_joined"


def test_an_unsigned_event_changes_nothing(tell, call_id, database):
    assert tell("room_finished", call_id, key="x" * 40).status_code == 401
    assert row(database, call_id).ended_at is None


def test_events_of_unknown_rooms_are_taken_and_forgotten(tell):
    assert tell("room_finished", "01890000-0000-7000-8000-000000000000").status_code == 204
    assert tell("track_published", "").status_code == 204
