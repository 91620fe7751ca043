"""What a customer does not want to get: by contact and channel, and the address of the one click that says so.

Owns the form of that address. A contact itself is nowhere in it: the database knows contacts by a keyed hash only.
"""

import base64
import hashlib
import hmac
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from returnflow.returns.contact import Channel, Contact

PATH = "/n/"
_BYTES = 32  # of the hash by which a contact is known


class Source(StrEnum):
    """Who said so."""

    LINK = "link"  # one click in a mail
    OPERATOR = "operator"
    CARRIER = "carrier"  # STOP, told by the provider


class OptOuts(Protocol):
    """Contacts that want no messages."""

    def add(self, contact: Contact, at: datetime, source: Source) -> None: ...
    def remove(self, contact: Contact) -> None: ...
    def has(self, contact: Contact) -> bool: ...
    def known_as(self, contact: Contact) -> str | None: ...


def token(known_as: str, channel: Channel, secret: bytes) -> str:
    """What goes into the address: the contact's hash (64 hexadecimal digits), its channel and our signature."""
    plain = channel.value[:1].encode() + bytes.fromhex(known_as)
    return base64.urlsafe_b64encode(plain + _signature(plain, secret)).decode().rstrip("=")


def read(text: str, secret: bytes) -> tuple[str, Channel] | None:
    """Whom a token means and on which channel; None when we did not sign it."""
    try:
        given = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (ValueError, UnicodeEncodeError):
        return None
    plain, signature = given[: 1 + _BYTES], given[1 + _BYTES :]
    if len(plain) != 1 + _BYTES or not hmac.compare_digest(signature, _signature(plain, secret)):
        return None
    channel = next((each for each in Channel if each.value[:1].encode() == plain[:1]), None)
    return (plain[1:].hex(), channel) if channel else None


def _signature(plain: bytes, secret: bytes) -> bytes:
    return hmac.new(secret, b"opt-out " + plain, hashlib.sha256).digest()[:15]
