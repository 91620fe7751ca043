"""A real Redis in a folder of its own, reached through a socket: no port, no other test's data."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from tests.postgres import _dies_with_us

START_S = 20


class RedisServer:
    """One server; it can be stopped and started again, with nothing kept."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which("redis-server")
        if program is None:
            pytest.fail("redis-server is missing. Fix: apt-get install redis-server")
        self._socket = folder / "redis.sock"
        self._command = [program, "--port", "0", "--unixsocket", str(self._socket), "--dir", str(folder), "--save", ""]
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"unix://{self._socket}"

    def start(self) -> None:
        """Returns when it answers."""
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, preexec_fn=_dies_with_us)
        client, deadline = redis.Redis.from_url(self.url), time.monotonic() + START_S
        while True:
            try:
                client.ping()
                break
            except redis.ConnectionError:
                assert self._process.poll() is None, "redis-server ended at once"
                assert time.monotonic() < deadline, "redis-server does not answer"
                time.sleep(0.02)
        client.close()

    def stop(self) -> None:
        """Gone, as if its machine were."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._socket.unlink(missing_ok=True)


@pytest.fixture
def redis_server() -> Iterator[RedisServer]:
    """A server of this test's own."""
    with tempfile.TemporaryDirectory() as folder:  # a socket's path may have 107 characters; pytest's folders are long
        server = RedisServer(Path(folder))
        server.start()
        yield server
        server.stop()
