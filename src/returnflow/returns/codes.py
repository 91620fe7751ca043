"""One-time codes: six digits to the contact on file, bound to the caller, the store and the order they were sent for.

Owns the rules: how often, how long, how many tries. The code itself is the repository's secret: it keeps a fingerprint for
checking and a sealed copy for whoever delivers it. Nothing told here depends on whether the order exists: for an unknown number
a code is made, counted and answered just the same, it only reaches nobody and no answer to it is ever right.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from returnflow.errors import InvalidInput
from returnflow.ids import uuid7
from returnflow.returns.contact import Channel, Contact, Masked, chosen, masked
from returnflow.returns.model import Order, Store
from returnflow.returns.numbers import canonical
from returnflow.returns.ports import OneTimeCode, Work
from returnflow.returns.verification import CALLER_TRIES, LOCK, TRIES, Tries, TryKind, digits_of, hold

LENGTH = 6
"""Digits of a code."""
TTL = timedelta(minutes=5)
COOL_DOWN = timedelta(seconds=30)
"""Time between two codes for one order: a mail takes some seconds, and another at once would only make the first one void."""
HOUR, SENDS_AN_HOUR = timedelta(hours=1), 3
"""For one order over all callers, and to one contact over all its orders."""
SENDS_A_DAY = 10
"""For one order over all callers, and of one caller over all orders: a list of numbers is no way to fill mailboxes."""
PROOF = timedelta(hours=1)
"""How long a right code counts: longer than a call may last."""
NOTIFY_CODE = "notify_code"


class Sent(StrEnum):
    """What became of the wish for a code."""

    SENT = "sent"
    WAIT = "wait"  # one was sent a moment ago
    TOO_MANY = "too_many"
    LOCKED = "locked"  # this caller has guessed wrong too often today
    NO_CONTACT = "no_contact"  # only told to a caller who is verified


@dataclass(frozen=True, slots=True)
class Sending:
    """`to` is told only to a verified caller; `wait_s` are seconds until another may be sent."""

    status: Sent
    to: Masked | None = None
    wait_s: int = 0


class Checked(StrEnum):
    """How a check ended."""

    PASSED = "passed"
    WRONG = "wrong"
    EXPIRED = "expired"  # too old, used already, or never sent: not looked at and not counted
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Check:
    """The result of one check. `order` is there only when passed."""

    status: Checked
    tries_left: int
    order: Order | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """What a deliverer needs: the code in clear, to whom, about which order. Never to be logged."""

    code: str
    contact: Contact
    name: str
    store: Store
    order_ending: str
    expires_at: datetime


def draw_code() -> str:
    """Six digits that nobody can foresee."""
    return f"{secrets.randbelow(10**LENGTH):0{LENGTH}d}"


def send(
    work: Work,
    *,
    caller_key: str,
    store: Store,
    order_number: str,
    now: datetime,
    verified: bool = False,
    prefer: Channel | None = None,
    draw: Callable[[], str] = draw_code,
) -> Sending:
    """Make a code for this caller and this order, and the effect that delivers it, in the caller's transaction.

    It makes every earlier one void. `verified` says that the caller has proved whose order it is: only then is anything told of
    the contact. Without that, a contact that gets too many codes is spared in silence: the answer must not say whose order it is.
    """
    digits = hold(work, caller_key, store, order_number)
    refused = _refused(work, caller_key, store, digits, now)
    if refused is not None:
        return refused
    order = work.orders.get(store, order_number)
    contact = chosen(order.customer, prefer) if order is not None else None
    spared = work.codes.sent_to(contact.address if contact else "", now - HOUR) >= SENDS_AN_HOUR
    if verified and (contact is None or spared):
        return Sending(Sent.TOO_MANY if contact else Sent.NO_CONTACT)
    reached = None if spared else contact
    channel = contact.channel if contact else prefer or Channel.EMAIL
    code = OneTimeCode(uuid7(), caller_key, store, digits, channel, reached is not None, now, now + TTL)
    work.codes.forget(now - LOCK)
    work.codes.add(code, draw(), reached.address if reached else "")
    work.outbox.add(NOTIFY_CODE, f"{NOTIFY_CODE}:{code.id}", {"code_id": code.id}, now)
    return Sending(Sent.SENT, masked(contact) if verified and contact else None)


def check(work: Work, *, caller_key: str, store: Store, order_number: str, code: str, now: datetime) -> Check:
    """Count one try at the newest code that this caller was sent for this order. A right one is used up.

    Three failures within a day close this way too: then only a person helps. Raises InvalidInput, uncounted, for anything but six
    digits.
    """
    if len(code) != LENGTH or not (code.isdigit() and code.isascii()):
        raise InvalidInput(f"a code has {LENGTH} digits", field="code")
    digits = hold(work, caller_key, store, order_number)
    tries = code_tries(work, caller_key, store, digits, now)
    if tries.left == 0:
        return Check(Checked.LOCKED, 0)
    known = work.codes.newest(caller_key, store, digits)
    if known is None or known.used_at is not None or now >= known.expires_at:
        return Check(Checked.EXPIRED, tries.left)
    order = work.orders.get(store, order_number)
    ok = work.codes.matches(known.id, code) and known.reaches and order is not None
    work.attempts.record(caller_key, store, digits, ok, now, TryKind.CODE)
    if ok:
        work.codes.use(known.id, now)
        return Check(Checked.PASSED, tries.left, order)
    left = tries.after_a_failure().left
    return Check(Checked.WRONG if left else Checked.LOCKED, left)


def passed(work: Work, *, caller_key: str, store: Store, order_number: str, now: datetime) -> bool:
    """Whether this caller has given a right code for this order lately."""
    return work.codes.used_since(caller_key, store, digits_of(order_number), now - PROOF)


def reveal(work: Work, code_id: str, now: datetime) -> Letter | None:
    """The code and whom to send it to; None when there is nothing to send: it is void, used, too old or reaches nobody."""
    known = work.codes.get(code_id)
    if known is None or not known.reaches or known.used_at is not None or now >= known.expires_at:
        return None
    order = _order_of(work, known)
    contact = chosen(order.customer, known.channel) if order is not None else None
    value = work.codes.value(code_id)
    if order is None or contact is None or not value:
        return None
    return Letter(value, contact, order.customer.name, order.store, order.number[-4:], known.expires_at)


def code_tries(work: Work, caller_key: str, store: Store, digits: str, now: datetime) -> Tries:
    """What is left for codes. No budget of the order itself: its owner must always be able to get in."""
    since, attempts = now - LOCK, work.attempts
    return Tries(
        TRIES - attempts.failures(caller_key, store, digits, since, TryKind.CODE),
        CALLER_TRIES - attempts.failures_of_caller(caller_key, since),
        TRIES,
    )


def _refused(work: Work, caller_key: str, store: Store, digits: str, now: datetime) -> Sending | None:
    """Why no code may be sent now. Looks at the caller and the number alone, never at an order."""
    if code_tries(work, caller_key, store, digits, now).left == 0:
        return Sending(Sent.LOCKED)
    sent = work.codes.sent_for(store, digits, now - LOCK)
    if sent and now - sent[0] < COOL_DOWN:
        return Sending(Sent.WAIT, wait_s=int((sent[0] + COOL_DOWN - now).total_seconds()) or 1)
    an_hour = sum(1 for at in sent if at > now - HOUR)
    if an_hour >= SENDS_AN_HOUR or len(sent) >= SENDS_A_DAY or work.codes.sent_by(caller_key, now - LOCK) >= SENDS_A_DAY:
        return Sending(Sent.TOO_MANY)
    return None


def _order_of(work: Work, code: OneTimeCode) -> Order | None:
    number = canonical(code.store, code.order_digits)
    return work.orders.get(code.store, number) if number else None
