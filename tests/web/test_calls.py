"""A browser sees its own call, as it stands, and nobody else's."""

import pytest

from returnflow.clock import system_clock


@pytest.fixture
def call_id(browser):
    return browser.post("/api/voice-token", json={}).json["call_id"]


def tell(database, call_id, what, /, **data):
    with database.begin() as work:
        work.timeline.append(call_id, what, system_clock(), data)


def test_a_first_visit_is_in_no_call(browser):
    assert browser.get("/api/calls/current").json == {"call": None}


def test_a_reloaded_page_gets_back_what_was_said_and_shown(browser, call_id, database):
    tell(database, call_id, "utterance", role="agent", text="Hello.")
    tell(database, call_id, "utterance", role="user", text="I want to return something.")
    tell(database, call_id, "agent_changed", **{"from": "initial_router", "to": "amazon_verification"})
    tell(database, call_id, "card", kind="heard_number", data={"number": "1"})
    tell(database, call_id, "card", kind="order", data={"number": "2"})
    tell(database, call_id, "card", kind="heard_number", data={"number": "3"})
    call = browser.get("/api/calls/current").json["call"]
    assert call["live"] is True
    captions = [(each["role"], each["text"]) for each in call["captions"]]
    assert captions == [("agent", "Hello."), ("user", "I want to return something.")]
    assert call["agents"] == ["initial_router", "amazon_verification"]
    assert call["cards"] == [{"kind": "heard_number", "data": {"number": "3"}}, {"kind": "order", "data": {"number": "2"}}]


def test_another_browser_sees_nothing_of_it(app, call_id):
    assert app.test_client().get("/api/calls/current").json == {"call": None}


def test_hanging_up_ends_the_call_once_and_frees_its_place(browser, call_id, database, rooms):
    answer = browser.post("/api/calls/current/end", json={})
    assert answer.json["call"]["live"] is False
    assert answer.json["call"]["end_reason"] == "caller_hung_up"
    assert rooms.rooms == {}
    assert browser.post("/api/calls/current/end", json={}).status_code == 200
    with database.read() as work:
        assert work.places.free(system_clock()) == 2


def test_a_browser_in_no_call_has_nothing_to_hang_up(browser):
    assert browser.post("/api/calls/current/end", json={}).status_code == 404


def test_a_number_left_on_a_busy_line_is_kept_as_digits(browser, database):
    answer = browser.post("/api/callbacks", json={"phone": "+1 (555) 010-0199"})
    assert (answer.status_code, answer.json["phone"]) == (201, "+15550100199")
    with database.read() as work:
        assert [each.contact for each in work.callbacks.list()] == ["+15550100199"]


@pytest.mark.parametrize("phone", ["", "12", "call me", "1" * 16, "9" * 50, None, 5])
def test_what_is_no_number_is_refused_by_its_field(browser, phone):
    answer = browser.post("/api/callbacks", json={"phone": phone})
    assert (answer.status_code, answer.json["field"]) == (400, "phone")
