"""Posts one signed event. Owns the request, its limits and what each answer means; knows no return and no outbox."""

import ssl
import threading
from collections.abc import Sequence
from datetime import datetime

import httpx2

from returnflow import __version__
from returnflow.clock import Clock
from returnflow.errors import SetupError, UpstreamRefused, UpstreamUnavailable
from returnflow.notify.webhook import address
from returnflow.notify.webhook.signature import HEADER, sign

URL_SETTING = "RETURNFLOW_MERCHANT_WEBHOOK_URL"
SECRET_SETTING = "RETURNFLOW_MERCHANT_WEBHOOK_SECRET"
SHORTEST_SECRET = 24
CONNECT_S, READ_S = 5.0, 10.0
WHOLE_S = 20.0  # for everything: an answer that comes a byte at a time must not hold a thread
READ_BYTES = 2048  # of an answer; it says nothing we need but why it was refused
NEVER_AGAIN = frozenset({400, 410, 413, 415, 422})
"""Answers that the same event would get for ever. Other refusals (401, 403, 404, …) are mistakes that get corrected."""


class Webhook:
    """The merchant's receiver. `secrets`: one, or two while it is being changed."""

    def __init__(
        self, url: str, secrets: Sequence[str], clock: Clock, *, private: bool = False, tls: ssl.SSLContext | None = None
    ) -> None:
        self._parts = address.parse(url, private=private, field=URL_SETTING)
        self._private = private
        self._tls = tls or ssl.create_default_context()
        self._clock = clock
        self._secrets = tuple(secrets)
        if not secrets or any(len(secret) < SHORTEST_SECRET for secret in secrets):
            fix = "make one with `openssl rand -base64 32` and give it to the receiver too"
            raise SetupError(f"a secret of at least {SHORTEST_SECRET} characters signs the events", field=SECRET_SETTING, fix=fix)

    @property
    def host(self) -> str:
        """The receiver's name."""
        return self._parts.hostname or ""

    def send(self, key: str, event: str, body: str, attempt: int) -> int:
        """Post it; the status of a receiver that took it. Raises UpstreamUnavailable, UpstreamRefused or SetupError."""
        content = body.encode()
        client = httpx2.Client(
            timeout=httpx2.Timeout(READ_S, connect=CONNECT_S), trust_env=False, follow_redirects=False, verify=self._tls
        )
        guard = threading.Timer(WHOLE_S, client.close)
        guard.daemon = True
        guard.start()
        try:
            response = self._connect(client, self._headers(key, event, content, attempt), content)
            return self._judge(response.status_code, _beginning(response), response.headers.get("Location", ""))
        except (httpx2.HTTPError, httpx2.StreamError, OSError, RuntimeError) as error:  # RuntimeError: closed by the guard
            raise UpstreamUnavailable("merchant", f"{self.host} did not answer: {error or type(error).__name__}") from error
        finally:
            guard.cancel()
            client.close()

    def _connect(self, client: httpx2.Client, headers: dict[str, str], content: bytes) -> httpx2.Response:
        """The answer of the first address that takes a connection."""
        unreached: httpx2.HTTPError | None = None
        for place in address.places(self._parts, private=self._private):
            named = {"Host": place.host, **headers}
            request = client.build_request(
                "POST", place.url, content=content, headers=named, extensions={"sni_hostname": place.name}
            )
            try:
                return client.send(request, stream=True)
            except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
                unreached = error
        raise unreached or httpx2.ConnectError("no address")

    def _headers(self, key: str, event: str, content: bytes, attempt: int) -> dict[str, str]:
        at: datetime = self._clock()
        return {
            "Content-Type": "application/json",
            "User-Agent": f"ReturnFlow/{__version__}",
            "Idempotency-Key": key,
            "Returnflow-Event": event,
            "Returnflow-Attempt": str(attempt),
            HEADER: sign(content, self._secrets, at),
        }

    def _judge(self, status: int, said: str, location: str) -> int:
        if 200 <= status < 300:
            return status
        if 300 <= status < 400:
            fix = f"set {URL_SETTING} to where it leads"
            raise UpstreamUnavailable("merchant", f"{self.host} answered {status}, leading to {location[:200]!r}", fix=fix)
        message = f"{self.host} answered {status}" + (f": {said}" if said else "")
        if status in NEVER_AGAIN:
            raise UpstreamRefused("merchant", message, fix="see to the receiver, then `returnflow outbox retry`")
        raise UpstreamUnavailable("merchant", message)


def _beginning(response: httpx2.Response) -> str:
    """The first bytes of an answer on one line. More is never read."""
    read = b""
    for piece in response.iter_raw():
        read += piece
        if len(read) >= READ_BYTES:
            break
    text = read[:READ_BYTES].decode("utf-8", "replace")
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:200]
