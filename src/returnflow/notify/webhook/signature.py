"""How the merchant knows that an event is ours: HMAC-SHA256 over the time and the body.

`Returnflow-Signature: t=<seconds since 1970>,v1=<hex>[,v1=<hex>]`; what is signed is `<seconds>.<body>`. While a secret is being
changed there are two, and both sign.
"""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta

HEADER = "Returnflow-Signature"
TOLERANCE = timedelta(minutes=5)


def sign(body: bytes, secrets: Sequence[str], at: datetime) -> str:
    """The header's value."""
    seconds = int(at.timestamp())
    return ",".join([f"t={seconds}", *(f"v1={_mac(body, secret, seconds)}" for secret in secrets)])


def verify(header: str, body: bytes, secret: str, now: datetime) -> bool:
    """As a receiver checks it: one of the signatures is right, and no more than five minutes old."""
    parts = [part.partition("=")[::2] for part in header.split(",")]
    times = [value for name, value in parts if name == "t" and value.isascii() and value.isdigit()]
    if len(times) != 1 or abs(now.timestamp() - int(times[0])) > TOLERANCE.total_seconds():
        return False
    wanted = _mac(body, secret, int(times[0])).encode()
    return any(hmac.compare_digest(value.encode(), wanted) for name, value in parts if name == "v1")


def _mac(body: bytes, secret: str, seconds: int) -> str:
    return hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
