"""The web process as it really runs: gunicorn, and the TLS front for the local network."""

import os
import re
import socket
import ssl
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import httpx2
import pytest

from returnflow import bootstrap
from returnflow.media.ports import free_tcp

START_S = 60


@contextmanager
def web(tmp_path, **given):
    """`returnflow web` with these settings; yields what it has printed so far, as a function."""
    data = tmp_path / "data"
    bootstrap.prepare_data(bootstrap.settings(data=data))
    names = {f"RETURNFLOW_{name.upper()}": str(value) for name, value in {"data": data, **given}.items()}
    log = tmp_path / "web.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "returnflow.cli", "web"], env=os.environ | names, stdout=out, stderr=subprocess.STDOUT
        )
    try:
        deadline = time.monotonic() + START_S
        while not answers(f"http://127.0.0.1:{given['port']}/healthz"):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)
        yield lambda: log.read_text()
    finally:
        process.terminate()
        assert process.wait(15) == 0


def answers(address):
    try:
        return httpx2.get(address, trust_env=False, timeout=2).status_code == 200
    except httpx2.HTTPError:
        return False


def test_it_serves_on_loopback_and_ends_on_a_signal(tmp_path):
    port = free_tcp()
    with web(tmp_path, port=port):
        with pytest.raises(OSError, match="refused"):  # 127.0.0.2 is this machine too, and not the address we listen on
            socket.create_connection(("127.0.0.2", port), timeout=1)
        page = httpx2.get(f"http://127.0.0.1:{port}/", trust_env=False)
        assert page.status_code == 200
        assert "Secure" not in page.headers["Set-Cookie"]


def test_many_callers_are_served_at_once(tmp_path):
    port = free_tcp()
    with web(tmp_path, port=port), ThreadPoolExecutor(32) as pool:
        found = list(pool.map(lambda _: answers(f"http://127.0.0.1:{port}/healthz"), range(200)))
    assert found == [True] * 200


def test_the_local_network_gets_https_and_wss_under_one_certificate_whose_fingerprint_is_told(tmp_path):
    port, https, tls, media = (free_tcp() for _ in range(4))
    listener = socket.create_server(("127.0.0.1", media))
    with listener, web(tmp_path, port=port, https_port=https, livekit_tls_port=tls, livekit_port=media, lan=True) as printed:
        trusting = ssl.create_default_context(cafile=tmp_path / "data" / "lan-cert.pem")
        page = httpx2.get(f"https://localhost:{https}/", verify=trusting, trust_env=False)
        assert page.status_code == 200
        assert "Secure" in page.headers["Set-Cookie"]
        assert f"wss://localhost:{tls}" in page.headers["Content-Security-Policy"]
        posted = httpx2.post(
            f"https://localhost:{https}/api/callbacks", json={"phone": "5550100"}, verify=trusting, trust_env=False,
            headers={"Origin": f"https://localhost:{https}"},
        )
        assert posted.status_code == 201
        assert re.search(r"SHA-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}", printed())
        with trusting.wrap_socket(socket.create_connection(("127.0.0.1", tls), timeout=5), server_hostname="localhost") as caller:
            caller.sendall(b"GET /rtc HTTP/1.1\r\n\r\n")
            behind, _ = listener.accept()
            with behind:
                assert behind.recv(100).startswith(b"GET /rtc")
                behind.sendall(b"HTTP/1.1 101 Switching Protocols\r\n\r\n")
            assert caller.recv(100).startswith(b"HTTP/1.1 101")


def test_rate_limits_in_the_local_network_count_callers_and_not_the_front(tmp_path):
    port, https, tls = (free_tcp() for _ in range(3))
    with web(tmp_path, port=port, https_port=https, livekit_tls_port=tls, lan=True, token_rate="2 per minute"):
        trusting = ssl.create_default_context(cafile=tmp_path / "data" / "lan-cert.pem")

        def ask(address):
            transport = httpx2.HTTPTransport(verify=trusting, local_address=address)
            with httpx2.Client(transport=transport, trust_env=False) as client:
                return client.post(f"https://localhost:{https}/api/voice-token", json={}).status_code

        assert [ask("127.0.0.1") for _ in range(3)] == [503, 503, 429]
        assert ask("127.0.0.5") == 503
