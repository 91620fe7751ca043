"""Which Go, Node and media server are good enough."""

import pytest

from setup import go, media_server, node, stamps


@pytest.mark.parametrize(
    ("said", "enough"),
    [
        ("go version go1.26.8 linux/amd64", True),
        ("go version go1.27rc1 linux/amd64", True),
        ("go version go1.19.8 linux/amd64", False),
        ("", False),
    ],
)
def test_an_old_or_missing_go_is_not_used(said, enough):
    assert (go.version(said) >= go.OLDEST) is enough


@pytest.mark.parametrize(
    ("said", "enough"), [("v20.20.2", True), ("v24.19.0", True), ("v20.18.0", False), ("v18.20.4", False), ("", False)]
)
def test_an_old_or_missing_node_is_not_used(said, enough):
    assert (node.version(said) >= node.OLDEST) is enough


@pytest.fixture
def built(places, monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("RETURNFLOW_LIVEKIT_URL", raising=False)
    binary = places.livekit_server
    binary.parent.mkdir()
    binary.write_bytes(b"program")
    binary.with_suffix(".sha256").write_text(f"{stamps.file_digest(binary)}  livekit-server\n")
    return binary


def test_the_media_server_that_was_built_is_used_again(places, built):
    assert media_server.is_ready(places)


def test_a_media_server_that_was_changed_since_is_built_again(places, built):
    built.write_bytes(b"another program")
    assert not media_server.is_ready(places)


def test_a_media_server_that_runs_elsewhere_needs_no_build(places, monkeypatch):
    monkeypatch.setenv("RETURNFLOW_LIVEKIT_URL", "ws://127.0.0.1:7880")
    assert media_server.is_ready(places)
