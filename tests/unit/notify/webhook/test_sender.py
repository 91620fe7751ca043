import socket
import threading

import pytest

from returnflow.clock import FixedClock
from returnflow.errors import SetupError, UpstreamRefused, UpstreamUnavailable
from returnflow.notify.webhook import address, sender
from returnflow.notify.webhook.sender import READ_BYTES, Webhook
from returnflow.notify.webhook.signature import verify
from tests.doubles.receiver import Receiver

SECRET = "a secret that the merchant knows too"
KEY = "merchant_webhook:RF-7K4M-92XC:created"


@pytest.fixture
def receiver():
    made = Receiver()
    yield made
    made.stop()


@pytest.fixture
def webhook(receiver, world):
    return Webhook(receiver.url, [SECRET], FixedClock(world.now), private=True)


def post(webhook, body='{"item": "Löffel"}'):
    return webhook.send(KEY, "created", body, 1)


def test_an_event_arrives_signed_under_its_key(webhook, receiver, world):
    assert post(webhook) == 204
    [got] = receiver.got
    assert got.path == "/events?from=returnflow"
    assert got.body.decode() == '{"item": "Löffel"}'
    assert (got.key, got.headers["Returnflow-Event"], got.headers["Returnflow-Attempt"]) == (KEY, "created", "1")
    assert got.headers["Host"] == f"localhost:{receiver.port}"
    assert got.headers["Content-Type"] == "application/json"
    assert verify(got.headers["Returnflow-Signature"], got.body, SECRET, world.now)


@pytest.mark.parametrize("status", [401, 403, 404, 408, 409, 425, 429, 500, 502, 503, 504])
def test_a_receiver_that_may_come_to_its_senses_is_asked_again(webhook, receiver, status):
    receiver.answers = [(status, {}, b"not\nnow\x00")]
    with pytest.raises(UpstreamUnavailable, match=f"answered {status}: not now"):
        post(webhook)


@pytest.mark.parametrize("status", [400, 410, 413, 415, 422])
def test_what_would_be_refused_for_ever_is_not_repeated(webhook, receiver, status):
    receiver.answers = [status]
    with pytest.raises(UpstreamRefused):
        post(webhook)


def test_a_redirection_is_not_followed(webhook, receiver):
    other = Receiver()
    receiver.answers = [(307, {"Location": other.url}, b"")]
    with pytest.raises(UpstreamUnavailable) as caught:
        post(webhook)
    other.stop()
    assert other.got == []
    assert other.url in str(caught.value)


def test_only_the_beginning_of_an_answer_is_read(webhook, receiver):
    receiver.answers = [(500, {"Content-Length": str(1 << 40)}, b"x" * READ_BYTES)]
    with pytest.raises(UpstreamUnavailable, match="answered 500: x{200}$"):
        post(webhook)


def test_an_answer_that_never_ends_is_cut_off(webhook, receiver, monkeypatch):
    monkeypatch.setattr(sender, "WHOLE_S", 0.5)
    over = threading.Event()

    def trickle(connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not over.wait(0.05):
            try:
                connection.sendall(b"a")
            except OSError:
                return

    receiver.answers = [trickle]
    with pytest.raises(UpstreamUnavailable, match="did not answer"):
        post(webhook)
    over.set()


def test_a_receiver_that_hangs_up_is_asked_again(webhook, receiver):
    receiver.answers = [lambda connection: connection.shutdown(socket.SHUT_RDWR)]
    with pytest.raises(UpstreamUnavailable, match="did not answer"):
        post(webhook)
    assert post(webhook) == 204
    assert receiver.keys == {KEY: 2}


def test_nobody_listening_is_unavailable(world):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        with pytest.raises(UpstreamUnavailable):
            post(Webhook(url, [SECRET], FixedClock(world.now), private=True))


def test_a_second_address_is_used_when_the_first_does_not_listen(webhook, receiver, monkeypatch):
    both = [(family, socket.SOCK_STREAM, 6, "", (ip, receiver.port)) for family, ip in ((2, "127.0.0.9"), (2, "127.0.0.1"))]
    monkeypatch.setattr(address.socket, "getaddrinfo", lambda *_, **__: both)
    assert post(webhook) == 204


def test_this_machine_is_no_receiver_unless_the_operator_says_so(tls, world):
    receiver = Receiver(tls.server)
    closed = Webhook(receiver.url, [SECRET], FixedClock(world.now), tls=tls.client)
    with pytest.raises(SetupError, match="not on the internet"):
        post(closed)
    receiver.stop()
    assert receiver.got == []


def test_the_certificate_must_be_the_named_hosts(tls, world):
    receiver = Receiver(tls.server)
    clock = FixedClock(world.now)
    assert post(Webhook(receiver.url, [SECRET], clock, private=True, tls=tls.client)) == 204
    with pytest.raises(UpstreamUnavailable, match="certificate"):
        post(Webhook(receiver.url, [SECRET], clock, private=True, tls=tls.stranger))
    receiver.stop()
    assert len(receiver.got) == 1


@pytest.mark.parametrize("secrets", [[], ["short"], [SECRET, "short"]])
def test_events_are_never_sent_unsigned(secrets, world):
    with pytest.raises(SetupError, match="at least 24 characters") as caught:
        Webhook("https://merchant.example/", secrets, FixedClock(world.now))
    assert caught.value.field == "RETURNFLOW_MERCHANT_WEBHOOK_SECRET"
