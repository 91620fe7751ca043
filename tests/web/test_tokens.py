"""`POST /api/voice-token`: who gets into which room, and who does not."""

import jwt
import pytest

from returnflow.clock import system_clock
from returnflow.media.keys import load_keys

FIELDS = {"livekit_url", "token", "room_name", "participant_identity", "expires_in", "agent_mode", "call_id"}


def ask(client, **body):
    return client.post("/api/voice-token", json=body)


def test_a_caller_gets_the_documents_six_fields_and_the_calls_id(browser):
    answer = ask(browser)
    assert answer.status_code == 200
    assert set(answer.json) == FIELDS
    assert answer.json["livekit_url"] == "ws://127.0.0.1:7880"
    assert answer.json["expires_in"] == 3600
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_token_is_for_the_room_and_identity_that_are_told(browser, settings):
    given = ask(browser).json
    claims = jwt.decode(given["token"], load_keys(settings).api_secret, algorithms=["HS256"])
    assert claims["video"]["room"] == given["room_name"]
    assert claims["sub"] == given["participant_identity"]


def test_the_agent_is_sent_with_what_it_needs_to_know(browser, rooms):
    given = ask(browser, record=True).json
    metadata = rooms.rooms[given["room_name"]]
    assert metadata["call_id"] == given["call_id"]
    assert metadata["user_identity"] == given["participant_identity"]
    assert metadata["record"] is True
    assert metadata["caller_key"]


def test_names_have_the_shape_of_the_document(browser):
    given = ask(browser).json
    user = given["participant_identity"].removeprefix("user_")
    assert given["room_name"].startswith(f"user-{user}-agent-")
    assert given["agent_mode"] == "cascaded_concierge"


def test_the_same_browser_comes_back_into_its_call(browser, rooms):
    first, second = ask(browser).json, ask(browser).json
    same = ("room_name", "participant_identity", "call_id")
    assert [first[name] for name in same] == [second[name] for name in same]
    assert len(rooms.rooms) == 1


def test_another_browser_gets_another_call(app):
    one, other = ask(app.test_client()).json, ask(app.test_client()).json
    assert one["room_name"] != other["room_name"]
    assert one["call_id"] != other["call_id"]


def test_a_call_whose_room_is_gone_is_over_and_a_new_one_starts(browser, rooms, database):
    first = ask(browser).json
    rooms.rooms.clear()
    second = ask(browser).json
    assert second["call_id"] != first["call_id"]
    with database.read() as work:
        assert work.calls.get(first["call_id"]).end_reason == "media_lost"


def test_when_every_line_is_taken_the_caller_hears_so_and_costs_nothing(app, rooms, database):
    for _ in range(2):
        assert ask(app.test_client()).status_code == 200
    answer = ask(app.test_client())
    assert answer.status_code == 503
    assert answer.content_type == "application/problem+json"
    assert answer.json["code"] == "busy"
    assert answer.json["callback"]["href"] == "/api/callbacks"
    assert int(answer.headers["Retry-After"]) > 0
    assert len(rooms.rooms) == 2
    with database.read() as work:
        assert len(work.calls.live()) == 2


def test_without_a_worker_every_line_is_taken(app, database):
    with database.begin() as work:
        work.workers.remove("worker-1")
    assert ask(app.test_client()).status_code == 503


def test_a_media_server_that_fails_costs_no_place(app, rooms, database):
    rooms.broken = True
    answer = ask(app.test_client())
    assert (answer.status_code, answer.json["code"]) == (503, "upstream_unavailable")
    rooms.broken = False
    with database.read() as work:
        assert work.places.free(system_clock()) == 2
        assert work.calls.live() == []


def test_a_hammering_caller_is_slowed_down_and_told_for_how_long(make_app):
    browser = make_app(token_rate="3 per minute").test_client()
    browser.get("/")
    statuses = [ask(browser).status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    answer = ask(browser)
    assert answer.json["code"] == "rate_limited"
    assert 0 < int(answer.headers["Retry-After"]) <= 60


def test_dropping_the_cookie_does_not_help_a_hammering_caller(make_app):
    app = make_app(token_rate="3 per minute")
    statuses = [ask(app.test_client()).status_code for _ in range(4)]
    assert statuses[-1] == 429


def test_collecting_cookies_does_not_help_either(make_app, database):
    with database.begin() as work:
        work.workers.beat("worker-1", 50, system_clock())
    app = make_app(token_rate="3 per minute", token_rate_address="5 per minute")
    statuses = []
    for _ in range(6):
        client = app.test_client()
        client.get("/")
        statuses.append(ask(client).status_code)
    assert statuses == [200] * 5 + [429]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ('{"record": "yes"}', "application/json", 400),
        ("[1]", "application/json", 400),
        ("{", "application/json", 400),
        ("record=true", "application/x-www-form-urlencoded", 400),
        ("x" * 70_000, "application/json", 413),
    ],
    ids=["wrong type", "no object", "no JSON", "a form", "too large"],
)
def test_malformed_requests_are_refused_as_problems(browser, rooms, body, kind, status):
    answer = browser.post("/api/voice-token", data=body, content_type=kind)
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    assert rooms.rooms == {}


def test_an_empty_body_is_fine(browser):
    assert browser.post("/api/voice-token", content_type="application/json").status_code == 200


def test_in_the_local_network_the_address_is_the_one_the_browser_used(make_app):
    client = make_app(lan=True).test_client()
    answer = client.post("/api/voice-token", json={}, headers={"Host": "192.168.1.7:8443"})
    assert answer.json["livekit_url"] == "wss://192.168.1.7:7443"
