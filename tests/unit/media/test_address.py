"""Which address of the media server is told to whom."""

import pytest

from returnflow.media.address import http_url, internal_url, public_url
from returnflow.settings import Settings


def settings(**given):
    return Settings(_env_file=None, **given)


def test_on_one_machine_everybody_uses_loopback():
    assert internal_url(settings()) == public_url(settings()) == "ws://127.0.0.1:7880"


def test_in_the_local_network_browsers_go_through_the_tls_front_under_the_name_they_used():
    assert public_url(settings(lan=True)) == "wss://{host}:7443"
    assert internal_url(settings(lan=True)) == "ws://127.0.0.1:7880"


def test_a_public_address_given_by_the_operator_wins():
    given = settings(lan=True, livekit_url="ws://10.0.0.5:7880", livekit_public_url="wss://media.example.org")
    assert public_url(given) == "wss://media.example.org"
    assert internal_url(given) == "ws://10.0.0.5:7880"


@pytest.mark.parametrize(
    ("url", "twin"),
    [("ws://a:1", "http://a:1"), ("wss://a", "https://a"), ("wss://a/sub/", "https://a/sub"), ("http://a:1", "http://a:1")],
)
def test_the_http_twin_keeps_host_port_and_path(url, twin):
    assert http_url(url) == twin
