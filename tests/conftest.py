"""No test reaches beyond this machine: a connection to anything but loopback fails at once, with its address.

A real PostgreSQL is here for whoever asks: `postgres` is the session's server, `postgres_url` a fresh database at the newest
schema for one test.
"""

import ipaddress
import socket

import pytest

from .postgres import running


@pytest.fixture(scope="session", autouse=True)
def _only_loopback():
    real = socket.socket.connect, socket.socket.connect_ex

    def guarded(connect):
        def method(self, address):
            if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):
                raise AssertionError(f"a test reached for {address[0]}:{address[1]}; tests stay on this machine")
            return connect(self, address)

        return method

    socket.socket.connect, socket.socket.connect_ex = map(guarded, real)
    yield
    socket.socket.connect, socket.socket.connect_ex = real


def _is_here(host):
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:  # a name: only this one means this machine
        return host == "localhost"


@pytest.fixture(scope="session")
def postgres():
    with running() as server:
        yield server


@pytest.fixture
def postgres_url(postgres):
    with postgres.database() as url:
        yield url
