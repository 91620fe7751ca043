"""Scans are believed when they are signed lately, kept once, and all of a body or none."""

import json
from datetime import timedelta

from pydantic import SecretStr

from returnflow.notify.webhook.signature import HEADER, sign

from .client import SECRET, assert_problem, rows, send

AT = "2026-06-15T14:30:00Z"


def body(*events):
    return json.dumps({"events": [{"at": AT} | event for event in events]}).encode()


def scan(made, event_id="e-1", kind="in_transit", **more):
    return {"id": event_id, "rma": made["rma"], "scan": kind} | more


def test_a_signed_scan_moves_the_return_on_and_pays_where_the_store_pays_then(app, program, clock):
    made = program.make()
    answer = send(app.test_client(), body(scan(made)), clock)
    assert answer.status_code == 200
    assert answer.json == {"events": [{"id": "e-1", "rma": made["rma"], "parcel": 1, "state": "in_transit", "new": True}]}
    shown = program.show(made)
    assert (shown["refund"]["state"], shown["refund"]["charge_back_on"]) == ("issued", "2026-07-15")
    assert shown["parcels"][0]["scanned_at"] == AT


def test_the_same_event_again_changes_nothing(app, program, clock, database):
    made = program.make()
    send(app.test_client(), body(scan(made)), clock)
    before = rows(database)
    for events in ([scan(made)], [scan(made, kind="received")], [scan(made), scan(made)]):
        answer = send(app.test_client(), body(*events), clock)
        assert [each["new"] for each in answer.json["events"]] == [False] * len(events)
    assert rows(database) == before


def test_what_is_not_signed_lately_is_not_believed(app, program, clock, database):
    made = program.make()
    before, client, sent = rows(database), app.test_client(), body(scan(made))
    answers = [
        client.post("/webhooks/tracking", data=sent, content_type="application/json"),
        send(client, sent, clock, secret="x" * 40),
        send(client, sent, clock, at=clock() - timedelta(minutes=6)),
        send(client, sent, clock, at=clock() + timedelta(minutes=6)),
        client.post("/webhooks/tracking", json={"events": []}, headers={"Returnflow-Signature": f"t=0,v1={'0' * 64}"}),
    ]
    assert [(each.status_code, each.json["field"]) for each in answers] == [(401, "Returnflow-Signature")] * len(answers)
    assert rows(database) == before


def test_a_body_that_was_changed_on_the_way_is_not_believed(app, program, clock):
    made = program.make()
    sent = body(scan(made))
    headers = {HEADER: sign(sent, [SECRET], clock())}
    answer = app.test_client().post("/webhooks/tracking", data=sent.replace(b"in_transit", b"received"), headers=headers)
    assert answer.status_code == 401


def test_while_the_secret_changes_both_are_believed(make_app, clock, orders):
    client = make_app(clock=clock, tracking_secret=SecretStr(f"{'n' * 40} {SECRET}")).test_client()
    for secret in ("n" * 40, SECRET):
        answer = send(client, body({"id": "1", "rma": "RF-2222-222A", "scan": "received"}), clock, secret=secret)
        assert answer.status_code == 404  # believed, and about no return of ours


def test_without_a_secret_nothing_is_believed(make_app, clock, orders):
    assert send(make_app(clock=clock).test_client(), body(), clock, secret="").status_code == 401


def test_a_carrier_that_knows_only_its_own_number_is_understood(app, program, clock, labels):
    made = program.make(parcels=2)
    released = labels(made["rma"])
    numbers = [{"id": f"t-{label.parcel}", "tracking": label.tracking, "scan": "received"} for label in released]
    assert len({label.tracking for label in released}) == 2
    told = send(app.test_client(), body(*numbers), clock).json["events"]
    assert [(each["parcel"], each["state"]) for each in told] == [(1, "in_transit"), (2, "received")]


def test_one_bad_event_keeps_all_of_them_out(app, program, clock, database):
    made = program.make()
    before = rows(database)
    for bad, status, field in (
        ({"id": "e-2", "rma": "RF-2222-222A", "scan": "received"}, 404, "rma"),
        ({"id": "e-2", "tracking": "nobody's", "scan": "received"}, 404, "events.1.tracking"),
        ({"id": "e-2", "scan": "received"}, 400, "events.1.rma"),
        (scan(made, "e-2", parcel=2), 404, "parcel"),
        (scan(made, "e-2", at="2026-06-17T15:00:00Z"), 400, "at"),
        (scan(made, "e-2", at="9999-12-31T23:59:59Z"), 400, "events.1.at"),
        (scan(made, "e-2", at="2026-06-15"), 400, "events.1.at"),
        (scan(made, "e-2", "vanished"), 400, "events.1.scan"),
        (scan(made, "e-2", parcel=-1), 400, "events.1.parcel"),
        (scan(made, "e-2", note="a\0b"), 400, "events.1.note"),
        (scan(made, ""), 400, "events.1.id"),
    ):
        assert_problem(send(app.test_client(), body(scan(made), bad), clock), status, field)
    assert rows(database) == before


def test_a_body_that_does_not_say_that_it_is_json_is_told_so(app, program, clock):
    sent = body(scan(program.make()))
    answer = app.test_client().post("/webhooks/tracking", data=sent, headers={HEADER: sign(sent, [SECRET], clock())})
    assert_problem(answer, 400, "Content-Type")


def test_an_id_that_stands_for_another_returns_event_is_a_conflict(app, program, clock):
    one, other = program.make(), program.make("114-2839407-5561823", {"line_no": 2, "reason": "defective"})
    send(app.test_client(), body(scan(one)), clock)
    assert_problem(send(app.test_client(), body(scan(other)), clock), 409, "id")
