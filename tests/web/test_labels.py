"""A label is for the browser whose call created the return, once it has been released."""

import re

import pytest
import zxingcpp
from PIL import Image

from returnflow import bootstrap
from returnflow.clock import system_clock
from returnflow.labels.reading import codes, pages_of
from returnflow.returns import service
from returnflow.returns.model import Reason, Store
from returnflow.returns.zones import zone_of
from returnflow.stores import demo

PDF, CODE = "/api/calls/current/label.pdf", "/api/calls/current/drop-off.svg"
PNG, TEXT = "/api/calls/current/label.png", "/api/calls/current/label.txt"


@pytest.fixture
def call_id(browser):
    return browser.post("/api/voice-token", json={}).json["call_id"]


@pytest.fixture
def returned(database, settings, call_id):
    """Opens a return in the browser's call."""
    now = system_clock()
    number = demo.new_order(database, now).number
    with database.begin() as work:
        order = work.orders.get(Store.AMAZON, number)
        zone = zone_of(order.customer.zip)
        decision = service.decide(order.line(1), Reason.DEFECTIVE, bootstrap.rules(settings), now, zone)
        return service.open_return(
            work,
            call_id=call_id,
            order=order,
            line_no=1,
            quantity=1,
            reason=Reason.DEFECTIVE,
            decision=decision,
            method=None,
            now=now,
        )


@pytest.fixture
def released(database, settings, returned):
    """And its label is made, checked and released."""
    return service.issue_label(database.begin, bootstrap.labels(settings), returned.rma, system_clock())


def test_the_callers_browser_gets_the_file_under_the_returns_number(browser, released):
    answer = browser.get(PDF)
    assert answer.status_code == 200
    assert answer.content_type == "application/pdf"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={released.rma}.pdf"
    assert "no-store" in answer.headers["Cache-Control"]
    assert any(released.qr in each.text for each in codes(answer.data))


def test_the_picture_is_the_labels_page_and_shown_in_the_browser(browser, released):
    answer = browser.get(PNG)
    assert (answer.status_code, answer.content_type) == (200, "image/png")
    assert "attachment" not in answer.headers.get("Content-Disposition", "")
    assert "no-store" in answer.headers["Cache-Control"]
    assert [page.size for page in pages_of(answer.data)] == [(812, 1218)]


def test_the_words_are_for_a_screen_reader_and_name_nobody(browser, released, returned):
    answer = browser.get(TEXT)
    assert (answer.status_code, answer.content_type) == (200, "text/plain; charset=utf-8")
    assert answer.text.startswith(f"Return {released.rma}, parcel 1 of 1\n")
    assert released.tracking in answer.text
    assert returned.order_number not in answer.text


@pytest.mark.parametrize("parcel", ["0", "-1", "x", "1.0", "", "100", "٢"])
def test_a_parcel_that_is_no_number_is_refused(browser, released, parcel):
    answer = browser.get(PDF, query_string={"parcel": parcel})
    assert (answer.status_code, answer.json["field"]) == (400, "parcel")


def test_each_parcel_has_a_file_of_its_own(browser, released, database, settings, returned):
    assert browser.get(PDF, query_string={"parcel": "2"}).status_code == 404
    maker = bootstrap.labels(settings)
    with database.begin() as work:
        order = work.orders.get(Store.AMAZON, returned.order_number)
        work.labels.save(maker.make(returned, order.customer, ["thing"], system_clock(), 2))
    second = browser.get(PDF, query_string={"parcel": "2"})
    assert second.headers["Content-Disposition"] == f"attachment; filename={released.rma}-2.pdf"
    assert second.data != browser.get(PDF).data
    assert browser.get(TEXT, query_string={"parcel": "2"}).text.startswith(f"Return {released.rma}, parcel 2 of 2\n")
    assert browser.get(CODE, query_string={"parcel": "2"}).text != browser.get(CODE).text


def test_no_other_form_is_served(browser, released):
    assert browser.get("/api/calls/current/label.zpl").status_code == 404
    assert browser.get("/api/calls/current/label.exe").status_code == 404


def test_the_code_on_the_screen_reads_as_the_one_on_the_label(browser, released):
    answer = browser.get(CODE)
    assert answer.content_type.startswith("image/svg+xml")
    assert [each.text for each in zxingcpp.read_barcodes(picture(answer.text))] == [released.qr]


def test_a_label_that_is_not_released_yet_is_not_there(browser, returned):
    assert [browser.get(path).status_code for path in (PDF, PNG, TEXT, CODE)] == [404] * 4


def test_a_call_without_a_return_has_no_label(browser, call_id):
    assert browser.get(PDF).json["code"] == "not_found"


def test_another_browser_gets_nothing_of_it(app, released):
    stranger = app.test_client()
    stranger.post("/api/voice-token", json={})
    assert [stranger.get(path).status_code for path in (PDF, PNG, TEXT, CODE)] == [404] * 4
    assert app.test_client().get(PDF).status_code == 404


def test_a_file_that_was_removed_is_told_as_such(browser, released, settings):
    (settings.labels / f"{released.rma}.pdf").unlink()
    answer = browser.get(PDF)
    assert (answer.status_code, answer.json["detail"]) == (404, "the label's file has been removed")


def picture(svg, scale=8):
    """The code's black rectangles (`Mx yhWvH…` in one path), drawn."""
    side = int(re.search(r'width="(\d+)"', svg)[1])
    image = Image.new("L", (side * scale, side * scale), 255)
    for found in re.finditer(r"M(\d+) (\d+)h(\d+)v(\d+)", svg):
        x, y, width, height = (int(each) * scale for each in found.groups())
        image.paste(0, (x, y, x + width, y + height))
    return image
