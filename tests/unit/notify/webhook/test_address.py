import socket

import pytest

from returnflow.errors import SetupError, UpstreamUnavailable
from returnflow.notify.webhook import address

FIELD = "RETURNFLOW_MERCHANT_WEBHOOK_URL"


def lead(monkeypatch, *addresses):
    """Every name leads to these addresses."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 443)) for each in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)


def places(url, *, private=False):
    return address.places(address.parse(url, private=private, field=FIELD), private=private)


@pytest.mark.parametrize(
    "url",
    [
        "", "merchant.example/events", "ftp://merchant.example", "https://", "https:///events", "https://merchant.example:0/",
        "https://merchant.example:99999/", "https://user@merchant.example/", "https://user:pass@merchant.example/",
        "https://merchant.example/#part", "http://merchant.example/", "https://[::1", "file:///etc/passwd",
    ],
)  # fmt: skip
def test_what_cannot_be_posted_to_is_refused_with_the_setting_named(url):
    with pytest.raises(SetupError) as caught:
        address.parse(url, private=False, field=FIELD)
    assert caught.value.field == FIELD
    assert caught.value.fix


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "10.0.0.7", "172.16.1.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1%eth0", "fd00:ec2::254", "ff02::1", "::ffff:10.0.0.7", "2002:0a00:0007::1",
        "64:ff9b::a9fe:a9fe",
    ],
)  # fmt: skip
def test_a_name_that_leads_into_a_private_network_is_refused(monkeypatch, ip):
    lead(monkeypatch, ip)
    with pytest.raises(SetupError, match="not on the internet"):
        places("https://merchant.example/events")


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch):
    lead(monkeypatch, "93.184.215.14", "127.0.0.1")
    with pytest.raises(SetupError):
        places("https://merchant.example/events")


def test_a_private_address_is_allowed_where_the_operator_says_so(monkeypatch):
    lead(monkeypatch, "10.0.0.7")
    [place] = places("http://erp.internal/events", private=True)
    assert place.url == "http://10.0.0.7:80/events"


def test_the_address_that_was_judged_is_the_one_connected_to(monkeypatch):
    lead(monkeypatch, "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c")
    first, second = places("https://merchant.example:8443/events?a=b")
    assert first == address.Place("https://93.184.215.14:8443/events?a=b", "merchant.example:8443", "merchant.example")
    assert second.url == "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]:8443/events?a=b"


def test_a_name_that_leads_nowhere_is_tried_again_later(monkeypatch):
    def nowhere(*_, **__):
        raise socket.gaierror("no such name")

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    with pytest.raises(UpstreamUnavailable, match="no such name"):
        places("https://merchant.example/events")
