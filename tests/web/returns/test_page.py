"""The customer's page shows his return and nothing that names him, and its forms do one thing each."""

import re

import pytest

from returnflow.media.keys import load_keys
from returnflow.returns import link
from returnflow.stores.merchant import PROFILE

from .client import LAMP

NUMBER = "114-2839407-5561823"
PENS = {"line_no": 2, "quantity": 3, "reason": "no_longer_wanted"}


@pytest.fixture
def made(program):
    return program.make()


@pytest.fixture
def anyone(app):
    return app.test_client()


def text(answer):
    return answer.get_data(as_text=True)


def test_the_return_tells_where_its_page_is(made, anyone):
    answer = anyone.get(made["page"])
    assert answer.status_code == 200
    assert "Your return is ready to hand over" in text(answer)
    assert "Hand it over by July" in text(answer)
    assert made["rma"] in text(answer)
    assert "$54.00" in text(answer)


def test_it_bears_the_merchants_name(made, make_app, tmp_path):
    profile = tmp_path / "mine.yaml"
    profile.write_text(PROFILE.read_text().replace("name: ReturnFlow", "name: North Shore & Sons"))
    answer = make_app(merchant=str(profile)).test_client().get(made["page"])
    assert "<span>North Shore &amp; Sons</span>" in text(answer)
    assert "North Shore &amp; Sons</title>" in text(answer)


def test_it_names_nobody_and_is_kept_and_listed_by_nobody(made, anyone, labels):
    labels(made["rma"])
    answer = anyone.get(made["page"])
    for secret in ("Maria", "Carter", "60614", "maria@example.com", "5550101", NUMBER, NUMBER.replace("-", "")):
        assert secret not in text(answer)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in answer.headers


def test_there_is_nothing_in_it_that_the_policy_forbids(made, anyone, labels):
    labels(made["rma"])
    page = text(anyone.get(made["page"]))
    assert re.findall(r"<script|style=|<style|javascript:|\son\w+=", page) == []
    assert re.findall(r'(?:src|href|action)="(?!/)', page.replace('href="#main"', "")) == []


def test_a_link_that_we_did_not_sign_leads_nowhere(made, anyone):
    page = made["page"]
    other = page[:-1] + ("A" if page[-1] != "A" else "B")
    for odd in (other, page[:-1], page + "A", "/r/x", "/r/" + "é" * 28, page.lower(), "/r/RF-7K4M-92XC"):
        answer = anyone.get(odd)
        assert answer.status_code == 404, odd
        assert "This link leads nowhere" in text(answer)
        assert anyone.get(f"{odd}/label.pdf").status_code == 404
        assert anyone.post(f"{odd}/cancel").status_code == 404


def test_a_signed_link_to_a_return_that_is_gone_leads_nowhere(anyone, settings, orders):
    token = link.token("RF-2222-222A", load_keys(settings).web_secret.encode())
    assert anyone.get(f"/r/{token}").status_code == 404


def test_label_and_code_are_there_once_released(made, anyone, labels):
    page = made["page"]
    assert "The label is being made" in text(anyone.get(page))
    assert anyone.get(f"{page}/label.pdf").status_code == 404
    released = labels(made["rma"])[0]
    shown = text(anyone.get(page))
    assert released.tracking in shown
    assert anyone.get(f"{page}/label.pdf").data[:5] == b"%PDF-"
    code = anyone.get(f"{page}/drop-off.svg")
    assert (code.status_code, code.content_type) == (200, "image/svg+xml")


def test_each_parcel_has_a_label_of_its_own(program, anyone, labels):
    made = program.make(NUMBER, LAMP, parcels=2)
    labels(made["rma"])
    page = text(anyone.get(made["page"]))
    assert "Label of parcel 1" in page
    assert f"{made['page']}/label.pdf?parcel=2" in page
    assert anyone.get(f"{made['page']}/label.pdf?parcel=2").status_code == 200
    assert anyone.get(f"{made['page']}/drop-off.svg?parcel=3").status_code == 404
    for odd in ("0", "-1", "x", "100", "٣"):
        assert anyone.get(f"{made['page']}/label.pdf?parcel={odd}").status_code == 400


def test_the_customer_cancels_with_one_button(made, anyone, program):
    answer = anyone.post(f"{made['page']}/cancel", headers={"Origin": "null"})
    assert (answer.status_code, answer.headers["Location"]) == (303, made["page"])
    shown = program.show(made)
    assert (shown["state"], shown["events"][-1]["by"]) == ("cancelled", "customer")
    page = text(anyone.get(made["page"]))
    assert "Your return is cancelled" in page
    assert "Cancel this return" not in page
    assert anyone.get(f"{made['page']}/label.pdf").status_code == 404


def test_looking_at_the_page_cancels_nothing(made, anyone, program):
    assert anyone.get(f"{made['page']}/cancel").status_code == 405
    assert program.show(made)["state"] == "authorized"


def test_what_is_on_its_way_cannot_be_cancelled_and_the_page_says_so(made, anyone, program):
    program.do(made, "scans", id="1", scan="in_transit")
    answer = anyone.post(f"{made['page']}/cancel")
    assert answer.status_code == 409
    assert "cannot be cancelled any more" in text(answer)
    assert "Your return is on its way" in text(answer)


def test_the_customer_objects_and_reads_the_answer(program, anyone):
    made = program.make(NUMBER, PENS)
    assert "Something is not right with the refund" not in text(anyone.get(made["page"]))
    assert anyone.post(f"{made['page']}/dispute", data={"objection": "other"}).status_code == 409
    program.do(made, "receipt")
    program.do(made, "inspection", lines=[{"line_no": 2, "accepted": 1, "why": "<b>used</b>"}])
    page = text(anyone.get(made["page"]))
    assert "not accepted: &lt;b&gt;used&lt;/b&gt;" in page
    told = {"objection": "wrong_amount", "text": "All three are new."}
    assert anyone.post(f"{made['page']}/dispute", data=told).status_code == 303
    assert "A person is looking at it: the amount is not right." in text(anyone.get(made["page"]))
    dispute = program.show(made)["disputes"][0]
    assert dispute["text"] == "All three are new."
    program.do(made, f"disputes/{dispute['id']}", outcome="declined", answer="Two were used.")
    assert "Two were used." in text(anyone.get(made["page"]))


@pytest.mark.parametrize("form", [{}, {"objection": "all"}, {"objection": "other", "text": "x" * 1001},
                                  {"objection": "other", "text": "a\0b"}])  # fmt: skip
def test_an_objection_that_makes_no_sense_is_told_on_the_page(program, made, anyone, form):
    program.do(made, "receipt")
    answer = anyone.post(f"{made['page']}/dispute", data=form)
    assert answer.status_code == 400
    assert "Please look again" in text(answer)
    assert program.show(made)["disputes"] == []


def test_a_form_of_ten_megabytes_is_not_read(made, anyone):
    assert anyone.post(f"{made['page']}/dispute", data={"text": "x" * (10 << 20)}).status_code == 413


def test_a_return_that_was_over_long_ago_is_not_shown_any_more(made, anyone, program, clock):
    program.do(made, "cancel")
    clock.now = clock.now.replace(year=2027)
    assert anyone.get(made["page"]).status_code == 404


@pytest.mark.parametrize(
    ("steps", "title"),
    [
        ([("receipt", {})], "Your return has arrived"),
        ([("receipt", {}), ("inspection", {})], "Your refund is on its way"),
        ([("receipt", {}), ("inspection", {}), ("refund", {"step": "settle"})], "Your return is done"),
        ([("escalate", {"why": "x"})], "A person is looking at your return"),
        ([("escalate", {"why": "x"}), ("reject", {"why": "x"})], "Your return was not accepted"),
    ],
)
def test_every_state_has_a_page(made, anyone, program, steps, title):
    for step, body in steps:
        assert program.do(made, step, **body).status_code == 200
    assert f"<h1>{title}</h1>" in text(anyone.get(made["page"]))


def test_the_style_of_the_page_is_ours(anyone, made):
    sheet = re.search(r'href="(/r\.css)"', text(anyone.get(made["page"])))
    answer = anyone.get(sheet[1])
    assert (answer.status_code, answer.content_type) == (200, "text/css; charset=utf-8")
    assert "light-dark" not in text(answer)  # colours are the tokens of all pages
