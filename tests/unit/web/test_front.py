"""The TLS front ends TLS, says who is calling, and passes everything on both ways."""

import socket
import ssl
from threading import Thread

import pytest

from returnflow.web.certificate import ensure
from returnflow.web.front import Front, Route


class Upstream:
    """A server on loopback that answers each connection with what it was sent, in capitals, and remembers it."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.seen = []
        self.thread = Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection:
                while data := connection.recv(4096):
                    self.seen.append(data)
                    connection.sendall(data.upper())

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join(5)


@pytest.fixture
def upstream():
    server = Upstream()
    yield server
    server.close()


@pytest.fixture
def front(tmp_path, upstream):
    """A front with two routes: the plain one, and the one that announces the caller."""
    made = Front(ensure(tmp_path, ()), (Route(0, upstream.port), Route(0, upstream.port, announce=True)), host="127.0.0.1")
    made.ports = made.start()
    made.certificate = tmp_path / "lan-cert.pem"
    yield made
    made.stop()


def connect(front, number=0):
    trusting = ssl.create_default_context(cafile=front.certificate)
    plain = socket.create_connection(("127.0.0.1", front.ports[number]), timeout=5)
    return trusting.wrap_socket(plain, server_hostname="localhost")


def test_bytes_go_through_both_ways_under_the_certificate(front):
    with connect(front) as caller:
        caller.sendall(b"hello")
        assert caller.recv(100) == b"HELLO"
        caller.sendall(b"again")
        assert caller.recv(100) == b"AGAIN"


def test_the_pages_server_is_told_who_is_calling(front, upstream):
    with connect(front, 1) as caller:
        caller.sendall(b"hello")
        caller.recv(100)
        own_port = caller.getsockname()[1]
    assert b"".join(upstream.seen).startswith(f"PROXY TCP4 127.0.0.1 127.0.0.1 {own_port} ".encode())


def test_what_is_no_tls_gets_nothing(front, upstream):
    with socket.create_connection(("127.0.0.1", front.ports[0]), timeout=5) as caller:
        caller.sendall(b"GET / HTTP/1.1\r\n\r\n")
        assert b"HTTP" not in caller.recv(100)
    assert upstream.seen == []


def test_a_server_behind_it_that_is_gone_closes_the_line(tmp_path, upstream):
    port = upstream.port
    upstream.close()
    made = Front(ensure(tmp_path, ()), (Route(0, port),), host="127.0.0.1")
    made.ports, made.certificate = made.start(), tmp_path / "lan-cert.pem"
    with connect(made) as caller:
        assert caller.recv(100) == b""
    made.stop()
    upstream.listener = socket.socket()
    upstream.listener.bind(("127.0.0.1", 0))
    upstream.listener.listen()


def test_a_port_that_is_taken_is_told(tmp_path, front):
    second = Front(ensure(tmp_path, ()), (Route(front.ports[0], 1),), host="127.0.0.1")
    with pytest.raises(OSError, match="address already in use"):
        second.start()
    second.stop()
