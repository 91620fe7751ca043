"""The policy names the media server under every name it may have."""

import pytest
from flask import Flask

from returnflow.web.security import content_policy, host_name


def connects(media):
    return dict(part.split(" ", 1) for part in content_policy(media).split("; "))["connect-src"]


@pytest.mark.parametrize(
    ("media", "sources"),
    [
        ("ws://127.0.0.1:7880", "'self' ws://127.0.0.1:7880 http://127.0.0.1:7880"),
        ("wss://media.example.org", "'self' wss://media.example.org https://media.example.org"),
        ("wss://media.example.org/sub", "'self' wss://media.example.org https://media.example.org"),
    ],
)
def test_the_media_server_may_be_reached_by_ws_and_by_http_and_nothing_else_may(media, sources):
    assert connects(media) == sources


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("localhost:8000", "localhost"),
        ("192.168.1.7", "192.168.1.7"),
        ("[fe80::1]:8443", "[fe80::1]"),
        ("desk.example.org:8443", "desk.example.org"),
        ("a b", "localhost"),
        ("x;script-src *", "localhost"),
    ],
)
def test_a_host_is_repeated_only_when_it_is_a_name(host, name):
    with Flask(__name__).test_request_context("/", headers={"Host": host}):
        assert host_name() == name
