from dataclasses import replace
from datetime import UTC, datetime

import pytest

from returnflow.errors import UpstreamRefused, UpstreamUnavailable
from returnflow.notify.sms import OptedOut, Sms
from returnflow.notify.twilio import Account, Twilio
from tests.doubles.twilio import SID, TOKEN, TwilioServer

SMS = Sms("notify_created:RF-7K4M-92XC", "+13125550101", "Your return is open & well.", datetime(2026, 6, 15, tzinfo=UTC))


@pytest.fixture
def server():
    made = TwilioServer()
    yield made
    made.stop()


@pytest.fixture
def account(server):
    return Account(SID, TOKEN, "+15005550006", server.url)


def test_a_text_is_sent_with_its_tag(account, server):
    receipt = Twilio(account).send(SMS)
    [sent] = server.messages
    assert (sent["to"], sent["from"], sent["sid"]) == ("+13125550101", "+15005550006", receipt.message_id)
    assert sent["body"] == f"Your return is open & well. Ref {SMS.tag}"
    assert server.looked == []


def test_a_messaging_service_may_send_it(account, server):
    Twilio(replace(account, sender="MG" + "1" * 32)).send(SMS)
    assert server.messages[0]["from"] == "MG" + "1" * 32


def test_an_answer_that_got_lost_does_not_make_a_second_text(account, server):
    server.lose = 1
    twilio = Twilio(account)
    with pytest.raises(UpstreamUnavailable):
        twilio.send(SMS)
    receipt = twilio.send(replace(SMS, again=True))
    assert receipt.again
    assert [message["sid"] for message in server.messages] == [receipt.message_id]
    assert server.looked[0]["To"] == "+13125550101"


def test_a_text_that_never_left_or_is_another_one_is_not_taken_for_it(account, server):
    twilio = Twilio(account)
    twilio.send(replace(SMS, key="another"))
    twilio.send(SMS)
    server.messages[1]["status"] = "failed"
    assert not twilio.send(replace(SMS, again=True)).again
    assert len(server.messages) == 3


@pytest.mark.parametrize("code", [21211, 21614, 21408, 21612])
def test_a_number_that_gets_no_texts_is_refused_and_not_repeated(account, server, code):
    server.errors = [(400, code, "The number +13125550101 is not valid")]
    with pytest.raises(UpstreamRefused, match=f"400, {code}: The number the recipient is not valid") as caught:
        Twilio(account).send(SMS)
    assert not isinstance(caught.value, OptedOut)


def test_stop_is_told_apart(account, server):
    server.errors = [(400, 21610, "Attempt to send to unsubscribed recipient")]
    with pytest.raises(OptedOut):
        Twilio(account).send(SMS)


@pytest.mark.parametrize(("status", "code"), [(429, 20429), (500, 20500), (503, 20503), (401, 20003), (400, 21606)])
def test_what_is_no_fault_of_the_number_is_tried_again(account, server, status, code):
    server.errors = [(status, code, "not now")]
    with pytest.raises(UpstreamUnavailable):
        Twilio(account).send(SMS)


def test_the_account_is_looked_at_without_sending(account, server):
    assert Twilio(account).check() == "Twilio answers, account active"
    with pytest.raises(UpstreamUnavailable, match="20003"):
        Twilio(replace(account, token="wrong")).check()
    server.stop()
    with pytest.raises(UpstreamUnavailable, match="did not answer"):
        Twilio(account).check()
    assert server.messages == []
