"""How the simulated caller gets a line: the same request that the page's Start button makes, with a cookie jar of his own."""

import time
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import httpx2

from returnflow.errors import Busy, UpstreamUnavailable

TIMEOUT_S = 10.0


@dataclass(frozen=True, slots=True)
class Line:
    """Credentials for one call, when they were asked for (monotonic: the moment of Start), and the seconds it took."""

    livekit_url: str
    token: str
    room_name: str
    identity: str
    call_id: str
    seconds: float = 0.0
    asked_at: float = 0.0


class Phone:
    """One caller's browser, as far as the desk can tell: the same cookie gets the same live call again."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        # A desk on the local network has a certificate of its own making; what is said to it is simulated.
        self._client = httpx2.Client(base_url=self.url, timeout=TIMEOUT_S, verify=False, headers={"Origin": self.url})

    def __enter__(self) -> "Phone":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; the cookie is forgotten."""
        self._client.close()

    def line(self, *, record: bool) -> Line:
        """Credentials from `POST /api/voice-token`. Raises Busy when every place is taken."""
        asked_at = time.monotonic()
        try:
            answer = self._client.post("/api/voice-token", json={"record": record})
        except httpx2.HTTPError as error:
            fix = "start one with `returnflow up`"
            raise UpstreamUnavailable("web", f"no desk answers at {self.url}: {error}", fix=fix) from error
        if answer.status_code == 503:
            raise Busy(f"{self.url} has no free line", retry_after=int(answer.headers.get("Retry-After", "30")))
        if answer.status_code != 200:
            raise UpstreamUnavailable("web", f"{self.url} gave no credentials: HTTP {answer.status_code} {answer.text[:200]}")
        return _line(answer.json(), asked_at)


def _line(document: dict[str, Any], asked_at: float) -> Line:
    try:
        return Line(
            livekit_url=document["livekit_url"],
            token=document["token"],
            room_name=document["room_name"],
            identity=document["participant_identity"],
            call_id=document.get("call_id", ""),
            seconds=time.monotonic() - asked_at,
            asked_at=asked_at,
        )
    except KeyError as error:
        raise UpstreamUnavailable("web", f"the credentials lack {error}") from error
