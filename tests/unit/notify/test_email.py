import socket
from datetime import UTC, datetime

import pytest

from returnflow.errors import InvalidInput, UpstreamRefused, UpstreamUnavailable
from returnflow.notify.email import MailServer as Server
from returnflow.notify.email import SmtpNotifier, mail_server
from returnflow.notify.message import Attachment, Message
from tests.doubles.mail_server import MailServer

AT = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)
SENDER = "Sample Merchant <returns@merchant.example>"


def message(**given):
    facts = {"key": "k", "to_name": "Sofía Núñez", "to": "sofia@example.com", "subject": "Your return", "at": AT}
    return Message(**(facts | {"text": "Grüße", "html": "<p>ok"} | given))


@pytest.fixture
def server():
    made = MailServer()
    yield made
    made.stop()


@pytest.fixture
def notifier(server):
    return SmtpNotifier(mail_server(server.url), SENDER, timeout_s=5)


def test_a_mail_is_handed_in_as_it_was_written(notifier, server):
    made = message(attachments=(Attachment("label.pdf", b"%PDF-1"),))
    receipt = notifier.send(made)
    [mail] = server.mails
    assert server.recipients == ["sofia@example.com"]
    assert mail["Message-ID"] == receipt.message_id == made.message_id(SENDER)
    assert receipt.message_id.endswith("@merchant.example>")
    assert mail["To"].addresses[0].display_name == "Sofía Núñez"
    assert mail.get_body(("plain",)).get_content().strip() == "Grüße"
    assert [part.get_content() for part in mail.iter_attachments()] == [b"%PDF-1"]


@pytest.mark.parametrize("where", ["rcpt_replies", "replies"])
def test_a_refusal_for_good_is_not_repeated_and_does_not_repeat_the_address(notifier, server, where):
    setattr(server, where, ["550 5.1.1 <sofia@example.com> no such user"])
    with pytest.raises(UpstreamRefused, match="no such user") as caught:
        notifier.send(message())
    assert "sofia@" not in str(caught.value)
    assert server.mails == []


@pytest.mark.parametrize("where", ["rcpt_replies", "replies"])
def test_a_refusal_for_now_is_tried_again(notifier, server, where):
    setattr(server, where, ["451 4.7.1 sofia@example.com is greylisted"])
    with pytest.raises(UpstreamUnavailable, match="the recipient is greylisted"):
        notifier.send(message())
    notifier.send(message())
    assert len(server.mails) == 1


def test_a_connection_lost_after_the_mail_was_taken_is_tried_again_under_the_same_id(notifier, server):
    server.hang_up = 1
    with pytest.raises(UpstreamUnavailable):
        notifier.send(message())
    receipt = notifier.send(message())
    assert server.ids == {receipt.message_id: 2}


def test_nobody_listening_is_unavailable():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(UpstreamUnavailable):
            SmtpNotifier(Server("127.0.0.1", taken.getsockname()[1], plain=True), SENDER).send(message())


def test_a_server_that_says_nothing_is_given_up(world):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(UpstreamUnavailable, match="timed out"):
            SmtpNotifier(Server("127.0.0.1", port, plain=True), SENDER, timeout_s=0.2).send(message())


@pytest.mark.parametrize("implicit", [True, False])
def test_the_connection_is_encrypted_and_logged_in(tls, implicit):
    server = MailServer(tls.server, implicit=implicit, login=("returns", "p@ss/word"))
    given = Server("localhost", server.port, "returns", "p@ss/word", implicit_tls=implicit)
    notifier = SmtpNotifier(given, SENDER, tls.client)
    notifier.send(message())
    assert server.encrypted == [True]
    assert notifier.check() == f"localhost:{server.port} answers, logged in"
    with pytest.raises(UpstreamUnavailable, match="certificate"):
        SmtpNotifier(given, SENDER, tls.stranger).send(message())
    server.stop()


def test_without_encryption_nothing_is_sent_to_another_machine(server):
    with pytest.raises(UpstreamUnavailable, match="STARTTLS"):
        SmtpNotifier(Server("127.0.0.1", server.port, "returns", "secret"), SENDER).send(message())
    assert server.mails == []


def test_a_wrong_password_is_the_operators_matter_and_no_dead_letter():
    server = MailServer(login=("returns", "right"))
    notifier = SmtpNotifier(Server("127.0.0.1", server.port, "returns", "wrong", plain=True), SENDER)
    with pytest.raises(UpstreamUnavailable, match="535") as caught:
        notifier.send(message())
    assert "RETURNFLOW_SMTP_URL" in str(caught.value)
    with pytest.raises(UpstreamUnavailable, match="535"):
        notifier.check()
    server.stop()


def test_an_address_that_the_server_has_no_letters_for_is_refused(notifier, server):
    with pytest.raises(UpstreamRefused, match="SMTPUTF8"):
        notifier.send(message(to="sofía@example.com"))
    assert server.mails == []


NO_ADDRESSES = ["", "sofia", "sofia@", "a b@example.com", "a@b.example\r\nBcc: all@example.com", "a@b@c", "é b@example.com"]


@pytest.mark.parametrize("to", NO_ADDRESSES)
def test_what_is_no_address_is_named(notifier, server, to):
    with pytest.raises(InvalidInput) as caught:
        notifier.send(message(to=to))
    assert caught.value.field == "email"
    assert server.mails == []


def test_a_domain_in_other_letters_is_written_as_mail_servers_know_it(notifier, server):
    notifier.send(message(to="sofia@bücher.example"))
    assert server.recipients == ["sofia@xn--bcher-kva.example"]


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("smtps://a:b@mail.example", Server("mail.example", 465, "a", "b", implicit_tls=True)),
        ("smtp://mail.example", Server("mail.example", 587)),
        ("smtp://a%40x:p%2Fw@mail.example:25", Server("mail.example", 25, "a@x", "p/w")),
        ("smtp://mail.example?tls=none", Server("mail.example", 587, plain=True)),
        ("smtp://localhost:2525", Server("localhost", 2525, plain=True)),
        ("smtp://127.0.0.1/", Server("127.0.0.1", 587, plain=True)),
    ],
)
def test_a_url_says_how_the_server_is_reached(url, meant):
    assert mail_server(url) == meant


@pytest.mark.parametrize(
    "url", ["mail.example", "http://mail.example", "smtp://", "smtp://x:y", "smtp://x/path", "smtp://x?tls=off"]
)
def test_what_is_no_url_of_a_mail_server_is_named(url):
    with pytest.raises(InvalidInput) as caught:
        mail_server(url)
    assert caught.value.field == "RETURNFLOW_SMTP_URL"
