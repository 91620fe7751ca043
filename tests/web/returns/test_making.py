"""A return made over HTTP is the same return that a call makes: decided by the rules, once, however often it is asked for."""

from .client import LAMP, asked

NUMBER, DEAR, OLD = "114-2839407-5561823", "112-5556667-7778889", "111-0000000-0000001"
PENS = {"line_no": 2, "quantity": 2, "reason": "defective"}


def test_a_return_is_made_with_the_rules_that_allow_it(program):
    answer = program.post("/api/returns", asked())
    made = answer.json
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"/api/returns/{made['rma']}"
    assert (made["state"], made["next"], made["kind"], made["filed_by"]) == ("authorized", "hand_over", "return", "api")
    assert made["lines"][0]["decision"]["rules"] != []
    assert made["refund"]["amount_minor"] == 5400
    assert made["parcels"] == [{
        "parcel": 1, "carrier": "", "tracking": "", "label": None, "scanned_at": None, "received_at": None, "trouble": "",
    }]  # fmt: skip
    assert [(event["subject"], event["now"], event["by"]) for event in made["events"]] == [("return", "authorized", "api")]


def test_asking_again_gives_the_return_that_there_is(program):
    made = program.make()
    again = program.post("/api/returns", asked())
    assert (again.status_code, again.json) == (200, made)


def test_a_key_stands_for_one_request(program):
    named = {"Idempotency-Key": "order-1"}
    first = program.post("/api/returns", asked(NUMBER, PENS), headers=named)
    again = program.post("/api/returns", asked(NUMBER, PENS), headers=named)
    other = program.post("/api/returns", asked(NUMBER, LAMP), headers=named)
    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409)
    assert again.json["rma"] == first.json["rma"]
    assert other.json["field"] == "Idempotency-Key"


def test_the_key_still_answers_when_the_return_is_over_and_its_units_are_free(program):
    named = {"Idempotency-Key": "order-1"}
    made = program.post("/api/returns", asked(), headers=named).json
    program.do(made, "cancel")
    again = program.post("/api/returns", asked(), headers=named)
    assert (again.status_code, again.json["rma"], again.json["state"]) == (200, made["rma"], "cancelled")
    assert program.post("/api/returns", asked()).json["rma"] != made["rma"]


def test_several_lines_with_units_and_parcels_are_one_return(program):
    made = program.make(NUMBER, LAMP, {"line_no": 2, "quantity": 2, "units": [2, 3], "reason": "no_longer_wanted"}, parcels=2)
    assert [line["units"] for line in made["lines"]] == [[1], [2, 3]]
    assert [parcel["parcel"] for parcel in made["parcels"]] == [1, 2]
    assert made["refund"]["amount_minor"] == 5400 + 2 * 1299 + 215


def test_what_the_rules_refuse_is_a_conflict_that_says_why(program):
    answer = program.post("/api/returns", asked(OLD))
    assert (answer.status_code, answer.json["code"]) == (409, "not_eligible")
    assert "window_over" in answer.json["detail"]


def test_a_decision_can_be_asked_for_without_making_anything(program):
    told = program.post("/api/decisions", asked(NUMBER, LAMP, PENS)).json
    assert [each["outcome"] for each in told["decisions"]] == ["returnable", "returnable"]
    assert [each["line_no"] for each in told["decisions"]] == [1, 2]
    assert program.get("/api/returns").json["returns"] == []


def test_a_large_refund_needs_a_code_from_a_caller_and_none_from_the_merchant(app, program, maria):
    maria.post("/api/verifications", {"store": "amazon", "order_number": DEAR, "last_name": "carter"})
    assert maria.post("/api/decisions", asked(DEAR)).json["needs_code"] is True
    refused = maria.post("/api/returns", asked(DEAR))
    assert (refused.status_code, refused.json["code"]) == (403, "code_needed")
    assert program.make(DEAR)["refund"]["amount_minor"] == 60_400


def test_the_list_is_filtered_and_comes_in_pages(program, clock):
    numbers = []
    for each in ([LAMP], [PENS]):
        numbers.append(program.make(NUMBER, *each)["rma"])
        clock.now = clock.now.replace(minute=clock.now.minute + 1)
    first = program.get("/api/returns?limit=1").json
    second = program.get("/api/returns", query_string={"limit": 1, "after": first["next"]}).json
    assert [first["returns"][0]["rma"], second["returns"][0]["rma"]] == numbers[::-1]
    assert second["next"] is None
    assert len(program.get(f"/api/returns?store=amazon&order_number={NUMBER}&state=authorized").json["returns"]) == 2
    assert program.get("/api/returns?state=closed").json["returns"] == []
    assert len(program.get("/api/returns?since=2026-06-15T15:01:00Z").json["returns"]) == 1


def test_the_label_of_each_parcel_can_be_fetched(program, labels):
    made = program.make(NUMBER, LAMP, parcels=2)
    address = f"/api/returns/{made['rma']}/label.pdf"
    assert program.get(address).status_code == 404
    labels(made["rma"])
    shown = program.show(made)
    assert shown["state"] == "label_issued"
    for parcel in shown["parcels"]:
        answer = program.get(parcel["label"])
        assert (answer.status_code, answer.content_type, answer.data[:5]) == (200, "application/pdf", b"%PDF-")
    assert program.get(f"{address}?parcel=3").status_code == 404
