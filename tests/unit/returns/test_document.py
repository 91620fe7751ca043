"""A return as the merchant's programs read it."""

import json
from dataclasses import replace

from returnflow.returns import service
from returnflow.returns.document import document
from returnflow.returns.model import Reason


def test_it_says_what_comes_back_why_and_what_is_paid(desk):
    made = desk.open(desk.item(1, Reason.DEFECTIVE, 2), desk.item(2, Reason.DEFECTIVE))
    told = document(made)
    assert (told["rma"], told["state"]) == (made.rma, "authorized")
    assert (told["store"], told["order_number"]) == ("amazon", made.order_number)
    assert [(line["line_no"], line["quantity"], line["store_reason"]) for line in told["lines"]] == [
        (1, 2, "CR-DEFECTIVE"), (2, 1, "CR-DEFECTIVE"),
    ]  # fmt: skip
    assert told["refund"]["amount_minor"] == made.refund.amount.minor > 0
    assert (told["refund"]["state"], told["refund"]["issued_at"], told["refund"]["charge_back_on"]) == ("pending", None, None)


def test_what_was_paid_has_its_day_and_its_number(desk):
    made = desk.received()
    desk.do(service.inspect, made, ())
    paid = desk.do(service.settle_refund, made)
    told = document(paid)["refund"]
    assert told["state"] == "settled"
    assert told["settled_at"] == desk.now.isoformat()


def test_it_is_ready_for_json_and_holds_nothing_about_the_customer(desk):
    text, customer = json.dumps(document(desk.open())), desk.order.customer
    assert not [word for word in (customer.last_name, customer.zip, customer.email, customer.phone) if word in text]


def test_what_the_customer_keeps_has_no_parcels(kept):
    desk, item = kept
    told = document(desk.open(item))
    assert (told["kind"], told["parcels"], told["method"]) == ("claim", 0, None)


def test_units_that_were_not_accepted_are_told_with_the_verdict(desk):
    made = desk.open(desk.item(1, Reason.DEFECTIVE, 3))
    line = replace(made.lines[0], rejected=(2,), verdict="another serial number")
    assert document(replace(made, lines=(line,)))["lines"][0]["rejected"] == [2]
