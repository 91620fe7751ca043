"""The address of a return's own page: signed, so that nobody finds one by guessing, and without a personal fact.

Whoever has the address may see how the return stands, so it is only sent to the contact on file.
"""

import base64
import hashlib
import hmac

from returnflow.ids import parse_rma

PATH = "/r/"
_BYTES = 15  # of the signature: 120 bits, twenty characters without padding
_LENGTH = 8 + 20


def token(rma: str, secret: bytes) -> str:
    """What goes into the address: the number without its dashes and our signature."""
    return rma.removeprefix("RF-").replace("-", "") + _signature(rma, secret)


def read(text: str, secret: bytes) -> str | None:
    """The RMA that a token stands for; None when we did not sign it."""
    if len(text) != _LENGTH or not text.isascii():
        return None
    rma = parse_rma(text[:8])
    if rma is None or not hmac.compare_digest(text, token(rma, secret)):
        return None
    return rma


def _signature(rma: str, secret: bytes) -> str:
    digest = hmac.new(secret, f"return page {rma}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:_BYTES]).decode()
