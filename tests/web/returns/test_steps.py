"""The whole life of a return over HTTP, in the order in which the merchant's systems tell it."""

from .client import LAMP

NUMBER = "114-2839407-5561823"
PENS = {"line_no": 2, "quantity": 3, "reason": "no_longer_wanted"}


def seen(answer):
    assert answer.status_code == 200, answer.json
    return answer.json["state"], answer.json["refund"]["state"], answer.json["next"]


def test_from_the_first_scan_to_the_settled_refund(program, labels):
    made = program.make()
    labels(made["rma"])
    assert seen(program.do(made, "scans", id="e-1", scan="in_transit")) == ("in_transit", "issued", "arrival")
    assert seen(program.do(made, "receipt")) == ("received", "issued", "inspection")
    assert seen(program.do(made, "inspection")) == ("refunded", "issued", "money")
    assert seen(program.do(made, "refund", step="settle", reference="P-1")) == ("closed", "settled", "nothing")
    shown = program.show(made)
    assert (shown["refund"]["reference"], shown["refund"]["settled_at"]) == ("P-1", "2026-06-15T15:00:00Z")
    assert [event["now"] for event in shown["events"] if event["subject"] == "return"] == [
        "authorized", "label_issued", "in_transit", "received", "inspected", "refunded", "closed",
    ]  # fmt: skip


def test_every_step_again_changes_nothing(program, labels, database):
    made = program.make()
    labels(made["rma"])
    for step, body in (("scans", {"id": "e-1", "scan": "in_transit"}), ("receipt", {}), ("inspection", {}),
                       ("refund", {"step": "issue"}), ("refund", {"step": "settle"})):  # fmt: skip
        first = program.do(made, step, **body)
        assert program.do(made, step, **body).json == first.json


def test_what_was_not_accepted_is_not_paid_and_the_reason_is_kept(program):
    made = program.make(NUMBER, PENS)
    program.do(made, "receipt")
    answer = program.do(made, "inspection", lines=[{"line_no": 2, "accepted": 2, "why": "one is broken"}]).json
    assert answer["refund"]["amount_minor"] == (3 * 1299 + 322) * 2 // 3
    assert (answer["lines"][0]["rejected"], answer["lines"][0]["verdict"]) == ([3], "one is broken")


def test_a_step_that_does_not_exist_from_there_is_a_conflict_that_names_the_next_ones(program):
    made = program.make()
    answer = program.do(made, "inspection")
    assert (answer.status_code, answer.json["code"], answer.json["field"]) == (409, "illegal_transition", "state")
    assert "in_transit" in answer.json["fix"]


def test_no_refund_is_ever_more_than_what_was_paid(program):
    made = program.make()
    program.do(made, "receipt")
    program.do(made, "escalate", why="a look")
    more = program.do(made, "refund", step="issue", amount={"amount_minor": 5401, "currency": "USD"})
    foreign = program.do(made, "refund", step="issue", amount={"amount_minor": 100, "currency": "EUR"})
    assert [(each.status_code, each.json["field"]) for each in (more, foreign)] == [(400, "amount"), (400, "currency")]
    assert program.show(made)["refund"]["state"] == "pending"


def test_a_customer_cancels_before_anything_was_handed_over_and_not_after(maria, program):
    made = maria.make()
    assert seen(maria.do(made, "cancel", why="found it useful")) == ("cancelled", "void", "nothing")
    other = maria.make(NUMBER, PENS)
    program.do(other, "scans", id="e-1", scan="in_transit")
    assert maria.do(other, "cancel").status_code == 409


def test_a_customer_disputes_the_refund_and_a_person_settles_it(maria, program):
    made = maria.make()
    assert maria.do(made, "disputes", objection="not_received").status_code == 409
    program.do(made, "receipt")
    program.do(made, "inspection")
    opened = maria.do(made, "disputes", objection="not_received", text="Nothing on my card.").json["disputes"]
    assert [(each["state"], each["text"]) for each in opened] == [("open", "Nothing on my card.")]
    assert maria.do(made, "disputes", objection="other").json["disputes"] == opened
    answer = program.do(made, f"disputes/{opened[0]['id']}", outcome="upheld", answer="Paid anew.")
    assert [(each["state"], each["answer"]) for each in answer.json["disputes"]] == [("upheld", "Paid anew.")]
    other = program.make(NUMBER, PENS)
    assert program.do(other, f"disputes/{opened[0]['id']}", outcome="upheld").status_code == 404


def test_an_exchange_ends_with_another_order(program):
    made = program.make(NUMBER, LAMP, resolution="exchange")
    assert (made["kind"], made["refund"]["state"]) == ("exchange", "void")
    program.do(made, "receipt")
    program.do(made, "inspection")
    sent = program.do(made, "replacement", order_number="NEW-1").json
    assert (sent["state"], sent["replacement"]) == ("exchanged", "NEW-1")
    assert seen(program.do(made, "close"))[0] == "closed"


def test_a_person_rejects_with_a_reason_and_the_units_are_free(program):
    made = program.make()
    program.do(made, "escalate", why="two parcels under one number")
    assert program.do(made, "reject").json["field"] == "why"
    assert seen(program.do(made, "reject", why="not ours")) == ("rejected", "void", "nothing")
    assert program.make()["rma"] != made["rma"]
