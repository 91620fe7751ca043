"""Entries as orders of the domain: the schema, then what depends on the rules, on the day and on the order's other lines."""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from returnflow.returns.model import Address, Customer, Money, Order, OrderLine, Store
from returnflow.returns.numbers import GROUPS, canonical, length
from returnflow.returns.policy.rulebook import RuleBook
from returnflow.stores.importing.mistakes import Mistake
from returnflow.stores.importing.reading import Entry
from returnflow.stores.importing.schema import CustomerEntry, LineEntry, OrderEntry

SOURCE = "import"
AHEAD = timedelta(days=1)
"""Clocks differ; what lies further ahead has not happened yet."""
_SHORT = 60
Wrong = tuple[tuple[int | str, ...], str, str]
"""Place in the schema, what is wrong, and the fix."""
_FIXES = {
    "missing": "add it",
    "extra_forbidden": "correct its name, or remove it",
    "timezone_aware": "write the zone too, such as 2026-05-01T14:30:00Z",
    "datetime_from_date_parsing": "write it as 2026-05-01T14:30:00Z",
    "datetime_type": "write it as 2026-05-01T14:30:00Z",
    "datetime_parsing": "write it as 2026-05-01T14:30:00Z",
    "json_invalid": "one JSON object a line",
    "int_parsing": "write a whole number of minor units or pieces, without comma or point",
    "greater_than_equal": "correct the number",
    "less_than_equal": "correct the number",
    "int_type": "write a whole number of minor units or pieces, without quotes or point",
}


@dataclass(slots=True)
class Checker:
    """Judges entries one after the other; remembers the numbers it saw, as a file may not say two things of one order."""

    rules: RuleBook
    now: datetime
    repeated: int = 0
    _seen: dict[tuple[Store, str], tuple[int, int]] = field(default_factory=dict)
    _categories: dict[Store, frozenset[str]] = field(default_factory=dict)

    def check(self, found: Iterable[Entry | Mistake]) -> Iterator[Order | Mistake]:
        """Orders that are right and mistakes, in the order of the file. An order that repeats another one is only counted."""
        for entry in found:
            if isinstance(entry, Mistake):
                yield entry
                continue
            judged = self._judged(entry)
            if isinstance(judged, Order):
                yield from self._once(judged, entry)
            else:
                yield from judged

    def _judged(self, entry: Entry) -> Order | list[Mistake]:
        try:
            given = (
                OrderEntry.model_validate_json(entry.text, strict=True) if entry.text else OrderEntry.model_validate(entry.cells)
            )
        except ValidationError as error:
            found = error.errors(include_url=False, include_context=False)
            # Lines that are wrong are not counted as lines: that there are none left is no mistake of its own.
            told = [_mistake(entry, each) for each in found if each["type"] != "too_short" or not each["input"]]
            return told + self._hidden(entry, {each["loc"] for each in found})
        number = canonical(given.store, given.order_number)
        wrong = [Mistake(*entry.place(loc), what, fix) for loc, what, fix in self._wrong(given)]
        return wrong or _order(given, number or "")

    def _hidden(self, entry: Entry, wrong: set[tuple[int | str, ...]]) -> list[Mistake]:
        """What else is wrong with an order whose form is wrong somewhere: its number, and the categories of its sound lines."""
        raw = entry.raw()
        if raw.get("store") not in list(Store):
            return []
        store, number, lines = Store(raw["store"]), raw.get("order_number"), raw.get("lines")
        found = list(_wrong_number(store, number)) if isinstance(number, str) and ("order_number",) not in wrong else []
        for place, line in enumerate(lines if isinstance(lines, list) else ()):
            category = line.get("category") if isinstance(line, dict) else None
            if isinstance(category, str) and ("lines", place, "category") not in wrong:
                found += self._wrong_category(store, category, place)
        return [Mistake(*entry.place(loc), what, fix) for loc, what, fix in found]

    def _once(self, order: Order, entry: Entry) -> Iterator[Order | Mistake]:
        key, content = (order.store, order.number), hash(order)
        before = self._seen.setdefault(key, (content, entry.line))
        if before[1] == entry.line:
            yield order
        elif before[0] == content:
            self.repeated += 1
        else:
            line, name = entry.place(("order_number",))
            fix = "keep one of them; in CSV all lines of an order stand one after the other"
            yield Mistake(line, name, f"order {order.number} is in line {before[1]} with other content", fix)

    def _wrong(self, given: OrderEntry) -> "Iterator[Wrong]":
        store = given.store
        yield from _wrong_number(store, given.order_number)
        parts = {name: getattr(given.customer, name) for name in ("street", "city", "state")}
        if any(parts.values()) and not all(parts.values()):
            missing = next(name for name, value in parts.items() if not value)
            yield ("customer", missing), "is missing, where other parts of the address are there", "give all of them, or none"
        if given.purchased_at > self.now + AHEAD:
            yield ("purchased_at",), "lies in the future", "correct the date"
        for place, line in enumerate(given.lines):
            yield from self._wrong_line(given, line, place)

    def _wrong_line(self, given: OrderEntry, line: LineEntry, place: int) -> "Iterator[Wrong]":
        yield from self._wrong_category(given.store, line.category, place)
        if line.currency != given.lines[0].currency:
            what = f"two currencies in one order: {given.lines[0].currency} and {line.currency}"
            yield ("lines", place, "currency"), what, "split the order, or correct the currency"
        for name in ("shipped_at", "delivered_at"):
            moment = getattr(line, name)
            if moment is not None and moment > self.now + AHEAD:
                yield ("lines", place, name), "lies in the future", "leave it out until it has happened"
            elif moment is not None and moment < given.purchased_at - AHEAD:
                yield ("lines", place, name), "lies before the purchase", "correct the date"
        if (line.promotion_minor or 0) > line.price_minor * line.quantity:
            yield ("lines", place, "promotion_minor"), "takes off more than the line cost", "give what came off the whole line"
        if line.replaces is not None and (canonical(given.store, line.replaces) is None or _has_letters(line.replaces)):
            what = f"{line.replaces!r} is no {given.store} order number"
            yield ("lines", place, "replaces"), what, "correct it, or leave it out"

    def _wrong_category(self, store: Store, category: str, place: int) -> "Iterator[Wrong]":
        known = self._categories.get(store) or self._known(store)
        if category not in known:
            near = difflib.get_close_matches(category, known, 1)
            fix = f"did you mean {near[0]}?" if near else "`returnflow orders categories` lists them"
            yield ("lines", place, "category"), f"{store} has no category {category!r}", fix

    def _known(self, store: Store) -> frozenset[str]:
        return self._categories.setdefault(store, self.rules.of(store).categories)


def _wrong_number(store: Store, number: str) -> "Iterator[Wrong]":
    if canonical(store, number) is None or _has_letters(number):
        form = "-".join("0" * size for size in GROUPS[store])
        yield ("order_number",), f"{number!r} is no {store} order number", f"{length(store)} digits, as in {form}"


def _has_letters(number: str) -> bool:
    """`canonical` reads the digits out of anything; a file has no reason to be heard that kindly."""
    return any(character not in "0123456789- " for character in number)


def _mistake(entry: Entry, error: ErrorDetails) -> Mistake:
    line, name = entry.place(error["loc"])
    fix = _FIXES.get(error["type"], "see docs/orders.md")
    return Mistake(line, name or "line", error["msg"].removeprefix("Value error, "), fix)


def _order(given: OrderEntry, number: str) -> Order:
    lines = tuple(_line(given, number, line, place) for place, line in enumerate(given.lines, start=1))
    customer = _customer(given.customer)
    return Order(given.store, number, customer, lines, given.purchased_at.astimezone(UTC), SOURCE)


def _customer(given: CustomerEntry) -> Customer:
    return Customer(
        id=given.id,
        name=given.name,
        last_name=given.last_name or given.name.split()[-1],
        zip=given.zip[:5],
        email=given.email,
        phone=_e164(given.phone),
        address=_address(given),
    )


def _address(given: CustomerEntry) -> Address | None:
    if given.street is None or given.city is None or given.state is None:
        return None
    return Address(given.name, given.street, given.city, given.state, given.zip)


def _e164(phone: str) -> str:
    digits = "".join(character for character in phone if character.isdigit())
    return f"+1{digits}" if len(digits) == 10 else f"+{digits}" if digits else ""


def _line(given: OrderEntry, number: str, line: LineEntry, place: int) -> OrderLine:
    return OrderLine(
        store=given.store,
        order_number=number,
        line_no=place,
        title=line.title,
        short_name=line.short_name or line.title[:_SHORT],
        category=line.category,
        quantity=line.quantity,
        price=Money(line.price_minor, line.currency),
        tax=Money(line.tax_minor, line.currency),
        purchased_at=given.purchased_at.astimezone(UTC),
        tender=line.tender,
        shipped_at=_utc(line.shipped_at),
        delivered_at=_utc(line.delivered_at),
        promised_at=_utc(line.promised_at),
        seller=line.seller,
        opened=line.opened,
        bulky=line.bulky,
        gift=line.gift,
        parcel=line.parcel,
        replaces=canonical(given.store, line.replaces) if line.replaces else None,
        weight_g=line.weight_g,
        promotion=None if line.promotion_minor is None else Money(line.promotion_minor, line.currency),
        shipping=None if line.shipping_minor is None else Money(line.shipping_minor, line.currency),
        bundle=line.bundle,
    )


def _utc(moment: datetime | None) -> datetime | None:
    return moment.astimezone(UTC) if moment else None
