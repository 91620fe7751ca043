"""What the QR code says: `RF1.<rma>.<signature>`, from the second parcel on `RF1.<rma>/2.<signature>`.

Opaque, signed, without personal data.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass

from returnflow.ids import parse_rma

VERSION = "RF1"
MOST_PARCELS = 99


@dataclass(frozen=True, slots=True)
class Marked:
    """The parcel that a code stands for."""

    rma: str
    parcel: int


def sign(rma: str, secret: bytes, parcel: int = 1) -> str:
    """The payload for a parcel. Eight characters of base32 are 40 bits of HMAC-SHA256: enough against guessing at a counter."""
    subject = rma if parcel == 1 else f"{rma}/{parcel}"
    return f"{VERSION}.{subject}.{_mac(subject, secret)}"


def read(payload: str, secret: bytes) -> str | None:
    """The RMA of a payload that this installation signed, else None."""
    marked = parcel_of(payload, secret)
    return marked.rma if marked else None


def parcel_of(payload: str, secret: bytes) -> Marked | None:
    """The parcel of a payload that this installation signed, else None."""
    parts = payload.split(".")
    if len(parts) != 3:
        return None
    rma, _, number = parts[1].partition("/")
    parcel = int(number) if number.isascii() and number.isdigit() and len(number) <= 2 else 1
    if parse_rma(rma) != rma or not 1 <= parcel <= MOST_PARCELS:
        return None
    meant = sign(rma, secret, parcel)
    return Marked(rma, parcel) if hmac.compare_digest(payload.encode(), meant.encode()) else None


def _mac(subject: str, secret: bytes) -> str:
    digest = hmac.new(secret, f"{VERSION}.{subject}".encode(), hashlib.sha256).digest()
    return base64.b32encode(digest).decode()[:8]
