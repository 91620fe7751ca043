"""What is held about one contact, handed out or forgotten.

Owns what belongs to a person: the orders with that e-mail address or phone number on file, their returns, the calls in which
somebody was verified for them, callbacks to that number. Must not know who may ask: whoever calls has settled that.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from returnflow.database import Database, DatabaseWork
from returnflow.database.repositories.timeline import ERASED
from returnflow.database.sealing import email_key, phone_key
from returnflow.errors import Conflict, InvalidInput
from returnflow.records import papers, words
from returnflow.records.forgetting import under_way
from returnflow.records.papers import Folders
from returnflow.records.record import Records
from returnflow.returns.model import Customer, Order, Return


@dataclass(frozen=True, slots=True)
class Contact:
    """By which a person is found: either, or both. `phone` in any form."""

    email: str = ""
    phone: str = ""

    def checked(self) -> "Contact":
        """Itself. Raises InvalidInput when it names nobody."""
        if "@" not in self.email and not any(character.isdigit() for character in self.phone):
            raise InvalidInput("no e-mail address and no phone number", field="contact", fix="give --email or --phone")
        return self


@dataclass(slots=True)
class Erased:
    """How much was forgotten."""

    orders: int = 0
    returns: int = 0
    calls: int = 0
    callbacks: int = 0
    files: int = 0

    @property
    def anything(self) -> bool:
        """Whether there was something to forget."""
        return any(asdict(self).values())


@dataclass(slots=True)
class _Held:
    """What the database has about a contact."""

    orders: dict[int, Order] = field(default_factory=dict)
    returns: list[Return] = field(default_factory=list)
    documents: list[dict[str, Any]] = field(default_factory=list)
    callbacks: list[tuple[str, str | None, datetime]] = field(default_factory=list)
    verified: set[str] = field(default_factory=set)  # calls in which the person was verified, or asked to be called back
    mentioned: set[str] = field(default_factory=set)  # calls in which one of the order numbers occurs at all

    @property
    def customers(self) -> list[Customer]:
        """Who the orders are for, each once."""
        return list(dict.fromkeys(order.customer for order in self.orders.values()))


def export(database: Database, records: Records, contact: Contact, now: datetime) -> dict[str, Any]:
    """Everything held about a contact, JSON-ready but for dates and enumerations. Empty lists when nothing is."""
    with database.read() as work:
        held = _find(work, contact.checked())
    return {
        "contact": asdict(contact),
        "exported_at": now,
        "customers": [asdict(customer) for customer in held.customers],
        "orders": [asdict(order) for order in held.orders.values()],
        "returns": held.documents,
        "calls": [records.read(call_id, unredacted=True).to_document() for call_id in sorted(held.verified)],
        "callbacks": [{"call_id": call_id, "requested_at": at} for _, call_id, at in held.callbacks],
    }


def erase(
    database: Database, folders: Folders, contact: Contact, now: datetime, *, actor: str, even_if_open: bool = False
) -> Erased:
    """Forget a contact: personal data go, returns and decisions stay without them, one line of audit says so. Again does nothing.

    Raises Conflict, with nothing written, when a return is under way (unless `even_if_open`: nobody will then hear of it) or a
    call is in progress. Files go first: when this is interrupted, the contact is still there to be asked for again.
    """
    with database.read() as work:
        held = _find(work, contact.checked())
        _free(work, held, even_if_open)
    done = Erased(files=_forget_files(folders, held, contact))
    with database.begin() as work:  # which calls are meant was read before: it takes long, and other writers wait for this one
        held.orders = dict(work.personal.of_contact(email=contact.email, phone=contact.phone))
        _free(work, held, even_if_open)
        _forget_rows(work, held, done, now)
        if done.anything:
            keys = (email_key(database.sealer, contact.email), phone_key(database.sealer, contact.phone))
            facts = asdict(done) | {"contact": [key[:16] for key in keys if key]}
            work.audit.add(actor, "privacy.erase", facts, now)
    return done


def _find(work: DatabaseWork, contact: Contact) -> _Held:
    held = _Held(dict(work.personal.of_contact(email=contact.email, phone=contact.phone)))
    numbers = {order.number: order.store for order in held.orders.values()}
    held.returns = [made for number, store in numbers.items() for made in work.returns.for_order(store, number)]
    held.documents = [_return_document(work, made) for made in held.returns]
    held.callbacks = work.personal.callbacks_of(contact.phone)
    held.verified = {made.call_id for made in held.returns if made.call_id} | {call for _, call, _ in held.callbacks if call}
    held.mentioned = work.personal.calls_naming(list(numbers)) | held.verified
    for call_id, text in work.personal.states() if numbers else ():
        if any(number in text for number in numbers):
            held.mentioned.add(call_id)
            if _was_verified(json.loads(text), numbers):
                held.verified.add(call_id)
    return held


def _was_verified(state: Mapping[str, Any], numbers: Iterable[str]) -> bool:
    case = state.get("case") or {}
    return bool(case.get("verified")) and state.get("order_number") in set(numbers)


def _free(work: DatabaseWork, held: _Held, even_if_open: bool) -> None:
    open_ = [rma for order in held.orders.values() for rma in under_way(work, order)]
    if open_ and not even_if_open:
        many = ", ".join(sorted(set(open_)))
        raise Conflict(f"returns are under way: {many}", field="returns", fix="wait until they are closed, or add --even-if-open")
    if live := work.personal.live(held.mentioned):
        raise Conflict(f"a call about these orders is in progress: {live[0]}", field="calls", fix="try again when it has ended")


def _forget_rows(work: DatabaseWork, held: _Held, done: Erased, now: datetime) -> None:
    about = words.of(held.customers)
    work.timeline.forget_words(held.mentioned)
    work.personal.forget_calls(held.mentioned, now)
    for call_id in sorted(held.mentioned):
        facts = work.timeline.facts(call_id)
        work.timeline.change(call_id, {seq: new for seq, data in facts.items() if (new := words.without(data, about)) != data})
    work.personal.forget_returns([made.rma for made in held.returns], lambda text: about.sub(ERASED, text))
    if held.orders:
        work.personal.forget(list(held.orders), now)
    if held.callbacks:
        work.personal.forget_callbacks([callback_id for callback_id, _, _ in held.callbacks], now)
    done.orders, done.returns = len({order.number for order in held.orders.values()}), len(held.returns)
    done.calls, done.callbacks = len(held.mentioned), len(held.callbacks)


def _forget_files(folders: Folders, held: _Held, contact: Contact) -> int:
    """Labels of the returns, recordings of the calls, messages to the contact; how many files."""
    ways = [one for customer in held.customers for one in (customer.email, customer.phone)]
    rmas = [made.rma for made in held.returns]
    return papers.delete(folders, rmas, held.mentioned, [*ways, contact.email, contact.phone])


def _return_document(work: DatabaseWork, made: Return) -> dict[str, Any]:
    document = asdict(made)
    document["disputes"] = [asdict(dispute) for dispute in work.disputes.of(made.rma)]
    document["scans"] = [asdict(scan) for scan in work.tracking.of(made.rma)]
    document["lines"] = [
        {
            "line_no": line.line_no,
            "units": line.units,
            "item": line.item,
            "reason": line.reason,
            "decision": line.decision.to_document(),
        }
        for line in made.lines
    ]
    return document
