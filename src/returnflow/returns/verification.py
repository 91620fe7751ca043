"""Verification: an order number plus one more fact. Pure checks, and the counted try over the ports.

Nothing told here depends on whether the order exists: an unknown number is answered, counted and timed like a wrong fact.
Facts are compared folded (case, accents, punctuation) and in constant time.
"""

import hashlib
import hmac
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from returnflow.returns.model import Customer, Money, Order, Store
from returnflow.returns.ports import Work

TRIES = 3
LOCK = timedelta(hours=24)
_NOBODY = Customer(id="", name="", last_name="\0nobody", zip="\0none", email="", phone="")


class FactKind(StrEnum):
    """What the caller offers as proof. CODE: a one-time code sent to the contact on file."""

    ZIP = "zip"
    LAST_NAME = "last_name"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact as the caller gave it."""

    kind: FactKind
    value: str


class Verified(StrEnum):
    """How a try ended."""

    VERIFIED = "verified"
    WRONG = "wrong"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of one counted try. `order` is there only when verified; `tries_left` counts down to the lock."""

    status: Verified
    tries_left: int
    order: Order | None = None

    @property
    def ok(self) -> bool:
        """Whether the caller is who the order is for."""
        return self.status is Verified.VERIFIED


def check_fact(order: Order | None, fact: Fact) -> bool:
    """Whether the fact is the order's, without counting a try. An unknown order takes as long as a wrong fact."""
    customer = order.customer if order is not None else _NOBODY
    if fact.kind is FactKind.ZIP:
        right = _same(_zip(fact.value), customer.zip)
    elif fact.kind is FactKind.LAST_NAME:
        said = _folded(fact.value)
        right = _same(said, _folded(customer.last_name)) | _same(said, _folded(customer.name))
    else:
        right = False  # a code is checked where it was issued; there is none for this order
    return right and order is not None


def verify_caller(work: Work, *, caller_key: str, store: Store, order_number: str, fact: Fact, now: datetime) -> Verification:
    """Count one try of this caller at this number and say how it ended.

    Three failures within a day lock this caller out of this number for a day from each of them; while locked, even the right
    fact is not looked at. `order_number` may be any digits: they are what is counted.
    """
    digits = "".join(c for c in order_number if c.isdigit())
    work.alone(f"attempts {caller_key} {store} {digits}")
    failed = work.attempts.failures(caller_key, store, digits, now - LOCK)
    if failed >= TRIES:
        return Verification(Verified.LOCKED, 0)
    order = work.orders.get(store, order_number)
    ok = check_fact(order, fact)
    work.attempts.record(caller_key, store, digits, ok, now)
    if ok:
        return Verification(Verified.VERIFIED, TRIES - failed, order)
    left = TRIES - failed - 1
    return Verification(Verified.WRONG if left else Verified.LOCKED, left)


def is_locked(work: Work, *, caller_key: str, store: Store, order_number: str, now: datetime) -> bool:
    """Whether this caller may not try this number any more today."""
    digits = "".join(c for c in order_number if c.isdigit())
    return work.attempts.failures(caller_key, store, digits, now - LOCK) >= TRIES


def needs_code(refund: Money, above: int) -> bool:
    """Whether a refund is so large that a code to the contact on file, or a person, is needed besides. `above` in minor units."""
    return refund.minor > above


def _same(said: str, known: str) -> bool:
    """Constant time whatever the lengths: the digests are compared. What was forgotten equals nothing, not even silence."""
    return hmac.compare_digest(hashlib.sha256(said.encode()).digest(), hashlib.sha256(known.encode()).digest()) & bool(known)


def _zip(text: str) -> str:
    """The five digits; ZIP+4 counts by its first five."""
    digits = "".join(c for c in text if c.isdigit())
    return digits[:5] if len(digits) in (5, 9) else digits


def _folded(text: str) -> str:
    """Letters only, without case and accents: "O'Connor", "o connor" and "OCONNOR" are one name."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if c.isalnum())
