"""Whatever is sent, the answer is a problem document that names the field, and nothing is written."""

import pytest

from returnflow.returns.model import Money

from .client import LAMP, MARIA, asked, assert_problem, line, order, rows

NUMBER = "114-2839407-5561823"
MAKING = [
    (asked("114-28394O7-5561823"), "order_number"),
    (asked("ABC-DEFGHIJ-KLMNOPQ"), "order_number"),
    (asked("114-2839407"), "order_number"),
    (asked("1" * 400), "order_number"),
    (asked() | {"store": "target"}, "store"),
    (asked() | {"store": None}, "store"),
    (asked(NUMBER, LAMP | {"quantity": -1}), "lines.0.quantity"),
    (asked(NUMBER, LAMP | {"quantity": 0}), "lines.0.quantity"),
    (asked(NUMBER, LAMP | {"quantity": 2}), "quantity"),
    (asked(NUMBER, LAMP | {"quantity": 10**30}), "lines.0.quantity"),
    (asked(NUMBER, LAMP | {"quantity": 1.5}), "lines.0.quantity"),
    (asked(NUMBER, LAMP | {"quantity": True}), "lines.0.quantity"),
    (asked(NUMBER, LAMP | {"units": [0]}), "lines.0.units.0"),
    (asked(NUMBER, LAMP | {"units": [7]}), "quantity"),
    (asked(NUMBER, LAMP | {"reason": "because"}), "lines.0.reason"),
    (asked(NUMBER, LAMP | {"category": "spaceships"}), "lines.0.category"),
    (asked(NUMBER, LAMP | {"line_no": 99}), "line_no"),
    (asked(NUMBER, LAMP, LAMP), "lines"),
    (asked(NUMBER, method="teleport"), "method"),
    (asked(NUMBER, parcels=0), "parcels"),
    (asked(NUMBER, parcels=21), "parcels"),
    (asked(NUMBER, handling="auto"), "handling"),
    (asked() | {"lines": []}, "lines"),
    (asked() | {"lines": {}}, "lines"),
    ({}, "store"),
]


@pytest.mark.parametrize(("body", "field"), MAKING, ids=str)
def test_a_body_that_makes_no_sense(program, database, body, field):
    before = rows(database)
    for path in ("/api/returns", "/api/decisions"):
        if path == "/api/decisions" and field in ("method", "parcels", "handling"):
            continue  # the same word, unknown there
        answer = program.post(path, body)
        status = 404 if field == "line_no" else 400
        if (path, field) == ("/api/decisions", "lines") and len(body["lines"]) == 2:
            assert answer.status_code == 200  # two questions about one line are two answers
            continue
        assert_problem(answer, status, field)
    assert rows(database) == before


@pytest.mark.parametrize("path", ["/api/returns", "/api/decisions", "/api/verifications", "/api/returns/RF-2222-222A/cancel"])
def test_ten_megabytes_are_not_read(program, database, path):
    before = rows(database)
    answer = program.client.post(path, data=b"[" * (10 << 20), content_type="application/json", headers=program.headers)
    assert_problem(answer, 413, "body")
    assert rows(database) == before


def test_ten_megabytes_of_scans_are_not_read_either(app):
    answer = app.test_client().post("/webhooks/tracking", data=b"{" * (10 << 20), headers={"Returnflow-Signature": "t=1,v1=0"})
    assert_problem(answer, 413, "body")


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b'"x"', b"{", b"\xff\xfe", b"1", b"[" * 60_000, b'{"a": 1e999}'])
def test_what_is_no_object_is_told_so(program, body):
    answer = program.client.post("/api/returns", data=body, content_type="application/json", headers=program.headers)
    assert answer.status_code == 400
    assert answer.json["field"] in ("body", "a", "store")


def test_a_form_is_no_json(program):
    answer = program.client.post("/api/returns", data="store=amazon", headers=program.headers,
                                 content_type="application/x-www-form-urlencoded")  # fmt: skip
    assert_problem(answer, 400, "Content-Type")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"), ("limit=101", "limit"), ("limit=many", "limit"), ("limit=1&limit=2", "limit"),
        ("state=lost", "state"), ("store=target", "store"), ("since=9999-12-31T00:00:00Z", "since"),
        ("since=0001-01-01T00:00:00%2B14:00", "since"),
        ("since=yesterday", "since"), ("since=1750000000", "since"), ("since=2026-06-15", "since"),
        ("order_number=12", "order_number"),
        (f"order_number={NUMBER}", "store"), (f"order_number={NUMBER}&store=walmart", "order_number"), ("after=x", "after"),
        ("after=2026-06-15_RF", "after"), ("colour=red", "colour"),
    ],
)  # fmt: skip
def test_a_query_that_makes_no_sense(program, query, field):
    assert_problem(program.get(f"/api/returns?{query}"), 400, field)


STEPS = [
    ("scans", {"scan": "in_transit"}, "id"),
    ("scans", {"id": "1", "scan": "lost"}, "scan"),
    ("scans", {"id": "1" * 129, "scan": "in_transit"}, "id"),
    ("scans", {"id": "1", "scan": "in_transit", "at": "9999-01-01T00:00:00Z"}, "at"),
    ("scans", {"id": "1", "scan": "in_transit", "at": 1750000000}, "at"),
    ("scans", {"id": "1", "scan": "in_transit", "parcel": -2}, "parcel"),
    ("receipt", {"parcel": 0}, "parcel"),
    ("inspection", {"lines": [{"line_no": 1, "accepted": -1}]}, "lines.0.accepted"),
    ("inspection", {"lines": [{"line_no": 1, "accepted": 2}]}, "lines.accepted"),
    ("inspection", {"lines": [{"line_no": 1, "accepted": 0}]}, "lines.why"),
    ("inspection", {"lines": [{"line_no": 9, "accepted": 0, "why": "x"}]}, "lines.line_no"),
    ("refund", {"step": "issue", "amount": {"amount_minor": -5, "currency": "USD"}}, "amount.amount_minor"),
    ("refund", {"step": "issue", "amount": {"amount_minor": 5, "currency": "usd"}}, "amount.currency"),
    ("refund", {"step": "settle", "amount": {"amount_minor": 5, "currency": "USD"}}, "amount"),
    ("refund", {"step": "fail"}, "why"),
    ("refund", {"step": "reverse"}, "why"),
    ("refund", {"step": "double"}, "step"),
    ("cancel", {"why": "\0"}, "why"),
    ("cancel", {"why": "x" * 1001}, "why"),
    ("reject", {"why": "  "}, "why"),
    ("disputes", {"objection": "all"}, "objection"),
    ("replacement", {"order_number": ""}, "order_number"),
]


@pytest.mark.parametrize(("step", "body", "field"), STEPS, ids=str)
def test_a_step_that_makes_no_sense(program, database, step, body, field):
    made = program.make()
    if step == "inspection":
        program.do(made, "receipt")
    before = rows(database)
    answer = program.do(made, step, **body)
    assert_problem(answer, 404 if field == "lines.line_no" else 400, field)
    assert rows(database) == before


@pytest.mark.parametrize("rma", ["RF-0000-0001", "x", "RF-7K4M-92XD", "%00", "..", "RF-2222-222A" * 40])
def test_a_number_that_is_none_is_not_found(program, rma):
    answer = program.get(f"/api/returns/{rma}")
    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"


def test_a_fact_that_is_none_is_not_counted(stranger, database):
    good = {"store": "amazon", "order_number": NUMBER}
    odd = (
        ({}, "zip"),
        ({"zip": "6061"}, "zip"),
        ({"zip": "60614", "last_name": "Carter"}, "zip"),
        ({"last_name": ""}, "last_name"),
        ({"zip": 60614}, "zip"),
        ({"order_number": "x"}, "order_number"),
    )
    for more, field in odd:
        assert_problem(stranger.post("/api/verifications", good | more), 400, field)
    assert stranger.post("/api/verifications", good | {"zip": "60614"}).json == {"status": "verified", "tries_left": 3}


def test_a_key_that_cannot_be_kept_is_refused(program, database):
    before = rows(database)
    assert_problem(program.post("/api/returns", asked(), headers={"Idempotency-Key": "k" * 256}), 400, "Idempotency-Key")
    assert rows(database) == before


def test_lines_in_two_currencies_are_refused(program, database, clock):
    number, euros = "113-0000000-0000009", {"line_no": 2, "price": Money(900, "EUR"), "tax": Money(0, "EUR")}
    with database.begin() as work:
        work.orders.add(order(number, MARIA, line(number, clock()), line(number, clock(), **euros)))
    before = rows(database)
    both = asked(number, LAMP, LAMP | {"line_no": 2})
    for path in ("/api/returns", "/api/decisions"):
        assert_problem(program.post(path, both), 400, "currency")
    assert rows(database) == before
