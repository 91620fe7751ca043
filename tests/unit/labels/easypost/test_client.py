"""The client against the double: what is asked, what is tried again, and how every refusal is told."""

import logging

import pytest
from pydantic import SecretStr

from returnflow.errors import InvalidInput, NotFound, UpstreamUnavailable
from returnflow.labels.easypost.client import EasyPost, refusal
from tests.doubles.easypost import KEY


def test_a_label_is_created_bought_and_fetched(double, client, asked):
    offered = client.create(asked)
    assert not offered.bought
    bought = client.buy(offered.id, offered.rates[0].id)
    assert bought.bought
    assert (bought.carrier, bought.service) == ("USPS", "GroundAdvantage")
    assert bought.tracker.startswith("trk_")
    assert client.label(bought).startswith(b"%PDF")
    assert [line.split("?")[0].rpartition("/")[2] for line, _ in double.asked[:2]] == ["shipments", "buy"]


def test_the_provider_turns_the_addresses_of_a_return_round(double, client, asked):
    client.create(asked)
    [kept] = double.shipments.values()
    assert kept["to_address"]["name"] == "Sample Return Centre A"
    assert kept["from_address"]["name"] == "Maria Carter"


def test_a_shipment_is_found_by_its_reference_bought_or_not(client, asked):
    assert client.by_reference("RF-7K4M-92XM-1") is None
    offered = client.create(asked)
    assert client.by_reference("RF-7K4M-92XM-1") == offered
    bought = client.buy(offered.id, offered.rates[0].id)
    assert client.by_reference("RF-7K4M-92XM-1") == bought


def test_a_reference_cannot_change_the_address_that_is_asked(double, client):
    assert client.by_reference("../users?x=1") is None
    assert double.asked[-1][0] == "GET /v2/shipments/..%2Fusers%3Fx%3D1"


def test_buying_twice_pays_once(double, client, asked):
    offered = client.create(asked)
    first = client.buy(offered.id, offered.rates[0].id)
    assert client.buy(offered.id, offered.rates[1].id) == first
    assert double.bought == 1


def test_a_label_that_came_as_a_picture_is_converted(double, client, asked):
    double.pdf_at_once = False
    offered = client.create(asked)
    bought = client.buy(offered.id, offered.rates[0].id)
    assert bought.label_pdf == ""
    assert client.label(bought).startswith(b"%PDF")
    assert any("file_format=PDF" in line for line, _ in double.asked)


def test_the_key_goes_to_the_api_and_never_to_where_labels_lie(double, client, asked):
    offered = client.create(asked)
    client.label(client.buy(offered.id, offered.rates[0].id))
    by_line = {line: header for line, header in double.authorized}
    assert all(header for line, header in by_line.items() if "/v2/" in line)
    assert [header for line, header in by_line.items() if "/files/" in line] == [None]


@pytest.mark.parametrize("content", [b"<html>", b"", b"%PNG"])
def test_a_label_that_is_no_pdf_is_tried_again_later(double, client, asked, content):
    offered = client.create(asked)
    bought = client.buy(offered.id, offered.rates[0].id)
    double.files[next(iter(double.files))] = content
    with pytest.raises(UpstreamUnavailable, match="no PDF"):
        client.label(bought)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_question_is_asked_again_and_the_pauses_grow(double, client, waited, status):
    double.fail("GET /v2/shipments", status, times=2)
    assert client.by_reference("RF-7K4M-92XM-1") is None
    assert waited == [0.5, 1.5]


def test_a_question_is_asked_three_times_and_no_more(double, client, waited):
    double.fail("GET /v2/shipments", 503, times=9)
    with pytest.raises(UpstreamUnavailable):
        client.by_reference("RF-7K4M-92XM-1")
    assert len(double.asked) == 3
    assert len(waited) == 2


@pytest.mark.parametrize("status", [500, 503])
def test_a_request_that_may_have_worked_is_not_repeated_blindly(double, client, asked, status):
    double.fail("POST /v2/shipments", status, after=True)
    with pytest.raises(UpstreamUnavailable):
        client.create(asked)
    assert len(double.asked) == 1
    assert client.by_reference("RF-7K4M-92XM-1") is not None


def test_a_request_that_was_not_let_in_is_repeated(double, client, asked, waited):
    double.fail("POST /v2/shipments", 429, "RATE_LIMITED", "slow down", headers={"Retry-After": "2"})
    assert client.create(asked).rates
    assert waited == [2.0]


def test_a_long_wait_is_left_to_the_outbox(double, client, asked, waited):
    double.fail("POST /v2/shipments", 429, "RATE_LIMITED", "slow down", headers={"Retry-After": "60"})
    with pytest.raises(UpstreamUnavailable, match="too many requests"):
        client.create(asked)
    assert waited == []


def test_no_answer_in_time_is_told_without_the_request(double, asked):
    double.fail("POST /v2/shipments", hang_s=1.0)
    with EasyPost(SecretStr(KEY), double.url, timeout_s=0.1) as client, pytest.raises(UpstreamUnavailable, match="ReadTimeout"):
        client.create(asked)


def test_a_service_that_is_not_there_is_told_after_three_questions(waited):
    client = EasyPost(SecretStr(KEY), "http://127.0.0.1:9/v2", timeout_s=1, sleep=waited.append)
    with client, pytest.raises(UpstreamUnavailable, match="ConnectError"):
        client.by_reference("x")
    assert len(waited) == 2


def test_a_wrong_key_is_told_with_its_fix_and_without_the_key(double, asked, caplog):
    secret = "EZTKwrong0000000000000000000000000000000000000000000000000000"
    client = EasyPost(SecretStr(secret), double.url)
    with caplog.at_level(logging.DEBUG), client, pytest.raises(UpstreamUnavailable) as raised:
        client.create(asked)
    assert "RETURNFLOW_EASYPOST_KEY" in str(raised.value)
    assert secret not in str(raised.value) + repr(raised.value) + caplog.text + repr(client)
    assert KEY not in caplog.text


def test_an_invalid_address_names_the_field(double, client, asked):
    asked["shipment"]["to_address"]["street1"] = ""
    with pytest.raises(InvalidInput) as raised:
        client.create(asked)
    assert raised.value.field == "address.street1"
    assert "House number is missing" in raised.value.message


@pytest.mark.parametrize(
    ("status", "code", "kind", "says"),
    [
        (401, "APIKEY.INACTIVE", UpstreamUnavailable, "key was refused"),
        (403, "FORBIDDEN", UpstreamUnavailable, "key was refused"),
        (402, "PAYMENT_REQUIRED", UpstreamUnavailable, "nothing can be bought"),
        (422, "INSUFFICIENT_FUNDS", UpstreamUnavailable, "nothing can be bought"),
        (404, "NOT_FOUND", NotFound, "EasyPost"),
        (422, "PARAMETER.REQUIRED", InvalidInput, "EasyPost"),
        (400, "BAD_REQUEST", InvalidInput, "EasyPost"),
        (429, "RATE_LIMITED", UpstreamUnavailable, "too many requests"),
        (500, "INTERNAL_SERVER_ERROR", UpstreamUnavailable, "500"),
        (504, "", UpstreamUnavailable, "504"),
    ],
)
def test_every_refusal_is_what_somebody_can_correct_or_what_is_tried_again(status, code, kind, says):
    error = refusal(status, {"code": code, "message": "why"})
    assert isinstance(error, kind)
    assert says in str(error)


@pytest.mark.parametrize("details", [{}, {"errors": "x"}, {"errors": ["words"]}, {"errors": [{"field": None}]}, {"code": None}])
def test_an_error_of_any_form_is_told(details):
    assert isinstance(refusal(422, details), InvalidInput)


def test_an_answer_that_is_no_json_is_told(double, client):
    double.files["/v2/shipments/x"] = b"<html>maintenance</html>"
    with pytest.raises(UpstreamUnavailable, match="no JSON"):
        client.by_reference("x")
