"""Ports: free ones are free, taken ones are seen."""

import contextlib
import socket

import pytest

from returnflow.media.ports import free_tcp, free_udp, taken


@pytest.mark.parametrize(("kind", "flavour"), [("tcp", socket.SOCK_STREAM), ("udp", socket.SOCK_DGRAM)])
def test_a_bound_port_is_taken_until_it_is_closed(kind: str, flavour: socket.SocketKind) -> None:
    with contextlib.closing(socket.socket(socket.AF_INET, flavour)) as holder:
        holder.bind(("127.0.0.1", 0))
        if flavour is socket.SOCK_STREAM:
            holder.listen()
        port = holder.getsockname()[1]
        assert taken(kind, port)
    assert not taken(kind, port)


def test_free_ports_can_be_bound() -> None:
    assert not taken("tcp", free_tcp())
    assert not taken("udp", free_udp())
