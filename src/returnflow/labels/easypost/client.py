"""A client of EasyPost's API v2: look up, create and buy a shipment, fetch its label.

Owns the requests, when one is tried again, and how refusals become our errors. A request that may have spent money is never
repeated blindly: whoever calls looks the shipment up by its reference. The key is sent to the API only, never to where a label
lies, and is in no message of ours.
"""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Any
from urllib.parse import quote

import httpx2
from pydantic import SecretStr

from returnflow.errors import InvalidInput, NotFound, ReturnFlowError, UpstreamUnavailable
from returnflow.labels.easypost.shipments import PROVIDER, Shipment, shipment

TIMEOUT_S = 20.0  # buying waits for the carrier
TRIES = 3
PAUSES_S = (0.5, 1.5)
LONGEST_PAUSE_S = 5.0  # a longer Retry-After is left to the outbox
LARGEST_LABEL = 5 << 20
_LATER = "it is tried again by itself"
_KEY = "set RETURNFLOW_EASYPOST_KEY to a key in force"
_AGAIN = frozenset({429, 500, 502, 503, 504})


class EasyPost:
    """One account. Thread-safe."""

    def __init__(
        self, key: SecretStr, url: str, *, timeout_s: float = TIMEOUT_S, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        auth = httpx2.BasicAuth(key.get_secret_value(), "")
        self._api = httpx2.Client(base_url=url.rstrip("/"), auth=auth, timeout=timeout_s, trust_env=False)
        self._files = httpx2.Client(timeout=timeout_s, trust_env=False, follow_redirects=True)
        self._sleep = sleep

    def __enter__(self) -> "EasyPost":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Drop the connections."""
        self._api.close()
        self._files.close()

    def by_reference(self, reference: str) -> Shipment | None:
        """The shipment of that reference, bought or not; None when there is none."""
        try:
            return shipment(self._call("GET", f"/shipments/{quote(reference, safe='')}"))
        except NotFound:
            return None

    def create(self, request: dict[str, Any]) -> Shipment:
        """A new shipment with its rates. Nothing is paid."""
        return shipment(self._call("POST", "/shipments", request))

    def buy(self, shipment_id: str, rate_id: str) -> Shipment:
        """The shipment with its label. Paid once: one that was bought already is given as it is."""
        try:
            return shipment(self._call("POST", f"/shipments/{shipment_id}/buy", {"rate": {"id": rate_id}}))
        except _Bought:
            return shipment(self._call("GET", f"/shipments/{shipment_id}"))

    def label(self, bought: Shipment) -> bytes:
        """Its label as PDF, converted by the provider when it has only a picture."""
        url = bought.label_pdf
        if not url:
            url = shipment(self._call("GET", f"/shipments/{bought.id}/label?file_format=PDF")).label_pdf
        answer = self._again(lambda: self._files.get(url), repeatable=True)
        if answer.status_code != 200 or not answer.content.startswith(b"%PDF") or len(answer.content) > LARGEST_LABEL:
            raise UpstreamUnavailable(PROVIDER, f"the label of {bought.id} is no PDF of at most 5 MiB ({answer.status_code})")
        return answer.content

    def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        answer = self._again(lambda: self._api.request(method, path, json=body), repeatable=method == "GET")
        if answer.is_success:
            try:
                return dict(answer.json())
            except ValueError as error:
                raise UpstreamUnavailable(PROVIDER, f"{method} {path}: an answer that is no JSON") from error
        raise refusal(answer.status_code, _details(answer))

    def _again(self, send: Callable[[], httpx2.Response], *, repeatable: bool) -> httpx2.Response:
        """Send it, again after a pause when that cannot do anything twice: a question, or a request that was not let in (429)."""
        for pause in (*PAUSES_S, None):
            try:
                answer = send()
            except httpx2.HTTPError as error:
                if not repeatable or pause is None:
                    raise UpstreamUnavailable(PROVIDER, f"no answer: {type(error).__name__}", fix=_LATER) from error
            else:
                let_in = answer.status_code != 429
                if pause is None or answer.status_code not in _AGAIN or (let_in and not repeatable):
                    return answer
                pause = max(pause, _asked_for(answer))
                if pause > LONGEST_PAUSE_S:
                    return answer
            self._sleep(pause)
        raise AssertionError("the last try returns or raises")


class _Bought(InvalidInput):
    """The shipment has its postage already."""


def _asked_for(answer: httpx2.Response) -> float:
    """Seconds of Retry-After."""
    text = answer.headers.get("Retry-After", "")
    return float(text) if text.isdigit() else 0.0


def _details(answer: httpx2.Response) -> dict[str, Any]:
    try:
        details = answer.json()["error"]
    except (ValueError, KeyError, TypeError):
        return {}
    return details if isinstance(details, dict) else {"message": str(details)}


def refusal(status: int, details: dict[str, Any]) -> ReturnFlowError:
    """EasyPost's error as one of ours: what somebody can correct in the data, and what is tried again later."""
    code, message = str(details.get("code", "")), str(details.get("message", "")) or f"refused with {status}"
    if status in (401, 403):
        return UpstreamUnavailable(PROVIDER, f"the key was refused: {message}", fix=_KEY)
    if status == 402 or "FUNDS" in code or code.startswith("PAYMENT"):
        return UpstreamUnavailable(PROVIDER, f"nothing can be bought: {message}", fix=f"fund the account; {_LATER}")
    if status == 404:
        return NotFound(f"{PROVIDER}: {message}")
    if status in (400, 409, 422):
        if code in ("SHIPMENT.POSTAGE.EXISTS", "SHIPMENT.POSTAGE.ALREADY_PURCHASED"):
            return _Bought(message)
        field, why = _field(details)
        return InvalidInput(f"{PROVIDER}: {why or message}", field=field, fix="correct it in the order or the profile")
    if status == 429:
        return UpstreamUnavailable(PROVIDER, "too many requests", fix=_LATER)
    return UpstreamUnavailable(PROVIDER, f"{status} {message}", fix=_LATER)


def _field(details: dict[str, Any]) -> tuple[str, str]:
    """The first field named, with what is wrong with it; an address when only the code says so."""
    named = [each for each in details.get("errors") or () if isinstance(each, dict) and each.get("field")]
    about_address = str(details.get("code", "")).startswith("ADDRESS")
    specific = [each for each in named if each["field"] != "address"] or named
    if specific:
        prefix = "address." if about_address and specific[0]["field"] != "address" else ""
        return f"{prefix}{specific[0]['field']}", str(specific[0].get("message", ""))
    return ("address" if about_address else "shipment"), ""
