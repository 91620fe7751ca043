"""What the QR code says: `RF1.<rma>.<signature>`. Opaque, signed, without personal data."""

import base64
import hashlib
import hmac

from returnflow.ids import parse_rma

VERSION = "RF1"


def sign(rma: str, secret: bytes) -> str:
    """The payload for a return. Eight characters of base32 are 40 bits of HMAC-SHA256: enough against guessing at a counter."""
    return f"{VERSION}.{rma}.{_mac(rma, secret)}"


def read(payload: str, secret: bytes) -> str | None:
    """The RMA of a payload that this installation signed, else None."""
    parts = payload.split(".")
    if len(parts) != 3 or parts[0] != VERSION or parse_rma(parts[1]) != parts[1]:
        return None
    return parts[1] if hmac.compare_digest(parts[2].encode(), _mac(parts[1], secret).encode()) else None


def _mac(rma: str, secret: bytes) -> str:
    digest = hmac.new(secret, f"{VERSION}.{rma}".encode(), hashlib.sha256).digest()
    return base64.b32encode(digest).decode()[:8]
