"""A one-time code goes to the contact on file alone, and opens what a second fact does not."""

import pytest

from returnflow.returns import codes

from .client import asked, assert_problem

NUMBER, DEAR = "114-2839407-5561823", "112-5556667-7778889"
SEND, CHECK = "/api/verifications/codes", "/api/verifications/codes/check"
NOWHERE = "999-9999999-9999999"


def about(number, **more):
    return {"store": "amazon", "order_number": number} | more


@pytest.fixture
def sent(database, clock):
    """The digits of the newest code, as whoever delivers it reads them."""

    def sent():
        with database.read() as work:
            row = next(row for row in reversed(work.outbox.due(clock())) if row.kind == codes.NOTIFY_CODE)
            return codes.reveal(work, row.payload["code_id"], clock())

    return sent


def test_a_code_makes_the_dear_return(maria, sent):
    maria.post("/api/verifications", about(DEAR, zip="60614"))
    answer = maria.post(SEND, about(DEAR)).json
    assert answer == {"status": "sent", "to": {"channel": "email", "ending": "example.com"}, "wait_s": 0}
    assert sent().contact.address == "maria@example.com"
    assert maria.post(CHECK, about(DEAR, code=sent().code)).json["status"] == "passed"
    assert maria.post("/api/returns", asked(DEAR)).status_code == 201


def test_a_code_for_one_order_opens_no_other_and_no_other_browser(maria, stranger, sent):
    maria.post("/api/verifications", about(DEAR, zip="60614"))
    maria.post(SEND, about(NUMBER))
    code = sent().code
    assert stranger.post(CHECK, about(NUMBER, code=code)).json["status"] == "expired"
    maria.post(CHECK, about(NUMBER, code=code))
    assert maria.post("/api/returns", asked(DEAR)).json["code"] == "code_needed"


def test_nothing_is_told_of_the_contact_or_of_the_order_before_it_is_verified(stranger):
    for number in (NUMBER, NOWHERE):
        assert stranger.post(SEND, about(number)).json == {"status": "sent", "to": None, "wait_s": 0}
        told = [stranger.post(CHECK, about(number, code="000000")).json["status"] for _ in range(2)]
        assert told == ["wrong", "wrong"]


@pytest.mark.parametrize("code", ["12345", "1234567", "abcdef", "", 123456, "１２３４５６"])
def test_what_is_no_code_is_not_counted(stranger, code):
    stranger.post(SEND, about(NUMBER))
    assert_problem(stranger.post(CHECK, about(NUMBER, code=code)), 400, "code")
    assert stranger.post(CHECK, about(NUMBER, code="000000")).json["tries_left"] == 2
