"""A caller sees and returns what he has proved to be his, the merchant's programs everything, and anybody else nothing."""

from datetime import timedelta

import pytest
from pydantic import SecretStr

from returnflow.errors import SetupError

from .client import KEY, Program, asked, rows

NUMBER, OTHERS = "114-2839407-5561823", "113-1112223-3334445"


def test_nobody_gets_anything_without_a_key_or_a_session(app, program):
    made, client = program.make(), app.test_client()
    one = client.get(f"/api/returns/{made['rma']}")
    for answer in (client.get("/api/returns"), one, client.post("/api/returns", json=asked())):
        assert (answer.status_code, answer.json["code"]) == (401, "unauthorized")


def test_a_wrong_key_is_no_key(app, program):
    made = program.make()
    for key in (KEY[:-1], KEY + "k", "", "é" * 40):
        answer = Program(app.test_client(), key or " ").get(f"/api/returns/{made['rma']}")
        assert answer.status_code == 401
    basic = app.test_client().get("/api/returns", headers={"Authorization": f"Basic {KEY}"})
    assert basic.status_code == 401


def test_an_installation_without_keys_takes_none(make_app, clock, orders):
    client = make_app(clock=clock).test_client()
    assert client.get("/api/returns", headers={"Authorization": "Bearer "}).status_code == 401


def test_a_key_that_could_be_guessed_stops_the_start(make_app):
    with pytest.raises(SetupError) as raised:
        make_app(api_keys=SecretStr("short"))
    assert raised.value.field == "RETURNFLOW_API_KEYS"


def test_a_caller_makes_and_sees_returns_of_the_order_he_has_proved(maria):
    made = maria.make()
    assert maria.show(made)["state"] == "authorized"
    found = maria.get(f"/api/returns?store=amazon&order_number={NUMBER}").json["returns"]
    assert [each["rma"] for each in found] == [made["rma"]]


def test_a_caller_is_not_told_what_the_merchant_knows_of_his_risk(maria, program):
    made = maria.make()
    assert made["risk"] is None
    assert {event["why"] for event in made["events"]} == {""}
    assert program.show(made)["risk"] == {"score": 0, "signals": []}


def test_another_customers_return_and_one_that_does_not_exist_look_alike(maria, program):
    theirs = program.make(OTHERS)
    there, nowhere = maria.get(f"/api/returns/{theirs['rma']}"), maria.get("/api/returns/RF-2222-222A")
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert there.json["detail"].replace(theirs["rma"], "?") == nowhere.json["detail"].replace("RF-2222-222A", "?")
    assert maria.do(theirs, "cancel").status_code == 404
    assert maria.get(f"/api/returns/{theirs['rma']}/label.pdf").status_code == 404
    assert program.show(theirs)["state"] == "authorized"


def test_a_caller_neither_judges_nor_makes_nor_lists_what_he_has_not_proved(maria, stranger, database):
    before = rows(database)
    for caller, number in ((maria, OTHERS), (stranger, NUMBER), (stranger, "999-9999999-9999999")):
        for path in ("/api/returns", "/api/decisions"):
            answer = caller.post(path, asked(number))
            assert (answer.status_code, answer.json["field"]) == (403, "order_number")
        assert caller.get(f"/api/returns?store=amazon&order_number={number}").status_code == 403
    assert maria.get("/api/returns").status_code == 403
    assert rows(database) == before


def test_what_was_proved_counts_for_an_hour(maria, clock):
    made = maria.make()
    clock.now += timedelta(minutes=61)
    assert maria.get(f"/api/returns/{made['rma']}").status_code == 404
    assert maria.post("/api/returns", asked()).status_code == 403


def test_the_steps_of_the_merchant_are_not_a_callers(maria):
    made = maria.make()
    for step, body in (("receipt", {}), ("inspection", {}), ("approve", {}), ("refund", {"step": "issue"}),
                       ("scans", {"id": "1", "scan": "received"}), ("reject", {"why": "x"})):  # fmt: skip
        assert maria.do(made, step, **body).status_code == 403
    assert maria.show(made)["state"] == "authorized"


def test_an_unknown_order_and_a_wrong_fact_get_the_same_answer_and_the_fourth_try_is_locked(stranger):
    for number in (NUMBER, "999-9999999-9999999"):
        told = [
            stranger.post("/api/verifications", {"store": "amazon", "order_number": number, "zip": zip_}).json
            for zip_ in ("11111", "22222", "33333", "60614")
        ]
        assert [(each["status"], each["tries_left"]) for each in told] == [
            ("wrong", 2), ("wrong", 1), ("locked", 0), ("locked", 0),
        ]  # fmt: skip


def test_verification_needs_a_browser_to_count_by(app):
    answer = app.test_client().post("/api/verifications", json={"store": "amazon", "order_number": NUMBER, "zip": "60614"})
    assert answer.status_code == 401


def test_another_site_can_make_no_browser_write(maria):
    answer = maria.post("/api/returns", asked(), headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
