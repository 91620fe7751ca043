"""A TLS front for the local network: ends TLS and passes the bytes on to listeners on loopback.

Owns two kinds of listener with one certificate: the pages, and the media server's signalling (which speaks no TLS itself, and
an https page may only open wss). The pages' server is told the caller's address by a PROXY line, so that rate limits count
people and not this machine. Must not know HTTP.
"""

import asyncio
import contextlib
import ssl
import threading
from collections.abc import Coroutine
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import structlog

from returnflow.web.certificate import Certificate

log = structlog.get_logger(__name__)
CHUNK = 64 * 1024
HANDSHAKE_S = 10.0
CONNECT_S = 3.0
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Route:
    """Listen with TLS on `port` of every interface, pass on to `upstream` of loopback."""

    port: int
    upstream: int
    announce: bool = False  # with a PROXY line


class Front:
    """Some routes, served by one thread with an event loop of its own."""

    def __init__(self, certificate: Certificate, routes: tuple[Route, ...], host: str = "0.0.0.0") -> None:
        self._tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self._tls.load_cert_chain(certificate.cert, certificate.key)
        self._routes = routes
        self._host = host
        self._servers: list[asyncio.Server] = []
        self._passing: set[asyncio.Task[None]] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="tls-front", daemon=True)

    def start(self) -> tuple[int, ...]:
        """Listen; the ports in force, in the order of the routes. Raises OSError when one is taken."""
        self._thread.start()
        return self._do(self._listen())

    def stop(self) -> None:
        """Close the listeners and what runs through them."""
        self._do(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _do(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _listen(self) -> tuple[int, ...]:
        for route in self._routes:
            server = await asyncio.start_server(
                partial(self._accept, route), self._host, route.port, ssl=self._tls, ssl_handshake_timeout=HANDSHAKE_S,
            )
            self._servers.append(server)
        return tuple(server.sockets[0].getsockname()[1] for server in self._servers)

    async def _close(self) -> None:
        for server in self._servers:
            server.close()
        for task in self._passing:
            task.cancel()
        await asyncio.gather(*self._passing, return_exceptions=True)

    async def _accept(self, route: Route, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._passing.add(task)
        try:
            await _pass_on(route, reader, writer)
        finally:
            self._passing.discard(task)


async def _pass_on(route: Route, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Both directions until either side has ended."""
    with contextlib.closing(writer):
        try:
            upstream = asyncio.open_connection("127.0.0.1", route.upstream)
            back_reader, back_writer = await asyncio.wait_for(upstream, CONNECT_S)
        except (OSError, TimeoutError):
            log.warning("the server behind the TLS front does not answer", port=route.upstream)
            return
        with contextlib.closing(back_writer):
            if route.announce:
                back_writer.write(_proxy_line(writer))
            flows = {asyncio.ensure_future(_copy(reader, back_writer)), asyncio.ensure_future(_copy(back_reader, writer))}
            try:
                await asyncio.wait(flows, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for flow in flows:
                    flow.cancel()
                await asyncio.gather(*flows, return_exceptions=True)


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError, ssl.SSLError):
        while data := await reader.read(CHUNK):
            writer.write(data)
            await writer.drain()


def _proxy_line(writer: asyncio.StreamWriter) -> bytes:
    """PROXY protocol version 1 (IPv4 only: that is what the front listens on)."""
    (source, source_port), (target, target_port) = writer.get_extra_info("peername")[:2], writer.get_extra_info("sockname")[:2]
    return f"PROXY TCP4 {source} {target} {source_port} {target_port}\r\n".encode()
