"""Verification: an order number plus one more fact. Pure checks, and the counted try over the ports.

Nothing told here depends on whether the order exists: an unknown number is answered, counted and timed like a wrong fact.
Facts are compared folded (case, accents, punctuation) and in constant time. Tries are counted in rows, so that the budgets hold
over all processes: of one caller at one order, of one caller over all orders, of one order over all callers.
"""

import hashlib
import hmac
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from returnflow.returns.model import Customer, Order, Store
from returnflow.returns.ports import Work

TRIES = 3
"""Failures of one caller at one order after which facts no longer open it for this caller."""
CALLER_TRIES = 10
"""Failures of one caller over all orders after which neither a fact nor a code opens anything for this caller."""
ORDER_TRIES = 6
"""Failures at one order over all callers after which facts no longer open it for anybody, only a code: as many as two callers
have. The commonest last name is one in a hundred, so whoever guesses with many callers gets six guesses a day at such odds."""
LOCK = timedelta(hours=24)
"""How long a failure counts."""
_NOBODY = Customer(id="", name="", last_name="\0nobody", zip="\0none", email="", phone="")


class FactKind(StrEnum):
    """What the caller offers as proof. CODE: a one-time code sent to the contact on file."""

    ZIP = "zip"
    LAST_NAME = "last_name"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact as the caller gave it. `given_away`: the desk said it first in this call, so it proves nothing and is counted as
    wrong, in the words of a wrong one."""

    kind: FactKind
    value: str
    given_away: bool = False


class Verified(StrEnum):
    """How a try ended."""

    VERIFIED = "verified"
    WRONG = "wrong"
    LOCKED = "locked"


class TryKind(StrEnum):
    """What was tried, as attempts are counted."""

    FACT = "fact"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of one counted try. `order` is there only when verified; `tries_left` counts down to the lock.

    `code_helps`: whether a one-time code would still open the order for this caller.
    """

    status: Verified
    tries_left: int
    order: Order | None = None
    code_helps: bool = True

    @property
    def ok(self) -> bool:
        """Whether the caller is who the order is for."""
        return self.status is Verified.VERIFIED


@dataclass(frozen=True, slots=True)
class Tries:
    """What is left today: of this caller at this order, of this caller over all orders, of this order over all callers."""

    here: int
    caller: int
    order: int

    @property
    def left(self) -> int:
        """The smallest budget, never below nothing."""
        return max(0, min(self.here, self.caller, self.order))

    @property
    def caller_is_out(self) -> bool:
        """Whether this caller may try nothing at all any more today."""
        return self.caller <= 0

    def after_a_failure(self) -> "Tries":
        """One less of each."""
        return Tries(self.here - 1, self.caller - 1, self.order - 1)


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
    return right and order is not None and not fact.given_away


def verify_caller(work: Work, *, caller_key: str, store: Store, order_number: str, fact: Fact, now: datetime) -> Verification:
    """Count one try of this caller at this number and say how it ended.

    Once a budget is spent even the right fact is not looked at, for a day from each failure. `order_number` may be any digits:
    they are what is counted.
    """
    digits = hold(work, caller_key, store, order_number)
    tries = fact_tries(work, caller_key, store, digits, now)
    if tries.left == 0:
        return Verification(Verified.LOCKED, 0, code_helps=not tries.caller_is_out)
    order = work.orders.get(store, order_number)
    ok = check_fact(order, fact)
    work.attempts.record(caller_key, store, digits, ok, now, TryKind.FACT)
    if ok:
        return Verification(Verified.VERIFIED, tries.left, order)
    tries = tries.after_a_failure()
    status = Verified.WRONG if tries.left else Verified.LOCKED
    return Verification(status, tries.left, code_helps=not tries.caller_is_out)


def is_locked(work: Work, *, caller_key: str, store: Store, order_number: str, now: datetime) -> bool:
    """Whether this caller may not try this number with facts any more today."""
    return fact_tries(work, caller_key, store, digits_of(order_number), now).left == 0


def fact_tries(work: Work, caller_key: str, store: Store, digits: str, now: datetime) -> Tries:
    """What is left for facts."""
    since, attempts = now - LOCK, work.attempts
    return Tries(
        TRIES - attempts.failures(caller_key, store, digits, since, TryKind.FACT),
        CALLER_TRIES - attempts.failures_of_caller(caller_key, since),
        ORDER_TRIES - attempts.failures_at_order(store, digits, since, TryKind.FACT),
    )


def hold(work: Work, caller_key: str, store: Store, order_number: str) -> str:
    """Let nobody else count at this caller or this order until the transaction ends. Gives the digits that are counted.

    Always the caller first, then the order: two transactions that hold one each and want the other's would wait for ever.
    """
    digits = digits_of(order_number)
    work.alone(f"attempts of {caller_key}")
    work.alone(f"attempts at {store} {digits}")
    return digits


def digits_of(order_number: str) -> str:
    """The digits of a number, however it was written."""
    return "".join(c for c in order_number if c.isdigit())


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
