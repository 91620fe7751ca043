"""Ports of this machine: free ones, and whether a given one is taken. Knows only sockets."""

import contextlib
import socket


def free_tcp(host: str = "127.0.0.1") -> int:
    """A TCP port nobody listens on at this moment. Another program may take it before we do; callers try again."""
    return _free(socket.SOCK_STREAM, host)


def free_udp(host: str = "127.0.0.1") -> int:
    """The same for UDP."""
    return _free(socket.SOCK_DGRAM, host)


def taken(kind: str, port: int, host: str = "127.0.0.1") -> bool:
    """Whether binding `host:port` fails now. `kind` is tcp or udp.

    SO_REUSEADDR, as servers use it: a port in TIME_WAIT counts as free, one that is listened on does not.
    """
    flavour = socket.SOCK_STREAM if kind == "tcp" else socket.SOCK_DGRAM
    with contextlib.closing(socket.socket(socket.AF_INET, flavour)) as probe:
        if kind == "tcp":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def _free(kind: int, host: str) -> int:
    with contextlib.closing(socket.socket(socket.AF_INET, kind)) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
