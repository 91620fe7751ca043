"""A text message to a customer, and the seam through which it leaves.

Text messages are read by whoever holds the phone and cost by their length, so they name a return by its number only.
"""

import hashlib
import math
from dataclasses import dataclass
from datetime import datetime, time
from typing import Protocol
from zoneinfo import ZoneInfo

from returnflow.errors import UpstreamRefused
from returnflow.ids import ALPHABET
from returnflow.notify.message import Receipt

# GSM 03.38, its basic characters and those that take two places.
_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_DOUBLE = frozenset("^{}\\[~]|€")
MORNING, EVENING = time(9), time(20)
"""No text comes before or after that, in the customer's own time: an hour more kindly than the 8 to 21 h of the TCPA's rules."""


@dataclass(frozen=True, slots=True)
class Sms:
    """One text. `key` names the effect; `again` says that an earlier try may have got through."""

    key: str
    to: str  # E.164
    text: str
    at: datetime
    again: bool = False

    @property
    def tag(self) -> str:
        """Six characters that stand for the key, the same each time: 30 bits, enough to tell one number's messages apart."""
        number = int.from_bytes(hashlib.sha256(self.key.encode()).digest()[:4], "big")
        return "".join(ALPHABET[number >> shift & 31] for shift in range(25, -1, -5))

    @property
    def body(self) -> str:
        """What is sent: the text and its tag, by which a provider without idempotency keys can be asked whether it has it."""
        return f"{self.text} Ref {self.tag}"


class OptedOut(UpstreamRefused):
    """Whoever has that number answered STOP: the provider will send nothing more."""

    code = "opted_out"


class SmsSender(Protocol):
    """Delivers one text. Must be safe to call twice with the same key: the second call does nothing."""

    def send(self, sms: Sms) -> Receipt:
        """Deliver. Raises UpstreamUnavailable when it must be tried again, UpstreamRefused or OptedOut when it never will go."""
        ...


def segments(text: str) -> int:
    """How many parts a text is sent and billed in: 160 characters of GSM 03.38 in one part and 153 in each of several, 70 and 67
    in Unicode.
    """
    if all(c in _BASIC or c in _DOUBLE for c in text):
        size, one, more = sum(1 + (c in _DOUBLE) for c in text), 160, 153
    else:
        size, one, more = len(text.encode("utf-16-le")) // 2, 70, 67
    return 1 if size <= one else math.ceil(size / more)


def awake(now: datetime, zone: ZoneInfo) -> datetime:
    """`now`, or the morning on which a text may come."""
    local = now.astimezone(zone)
    if local.time() < MORNING:
        return datetime.combine(local.date(), MORNING, zone).astimezone(now.tzinfo)
    if local.time() >= EVENING:
        tomorrow = datetime.fromordinal(local.date().toordinal() + 1).date()
        return datetime.combine(tomorrow, MORNING, zone).astimezone(now.tzinfo)
    return now
