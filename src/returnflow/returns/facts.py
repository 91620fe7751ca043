"""The facts a decision was made from, ready for JSON and back: the order line, and what was known besides."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from returnflow.returns.judging import Circumstances
from returnflow.returns.model import Handling, Inputs, Money, OrderLine, Seller, Store, Tender
from returnflow.returns.policy.rows import Trigger
from returnflow.returns.replacements import Origin

_NAMES = tuple(field.name for field in fields(OrderLine))
_KINDS = {"store": Store, "tender": Tender, "seller": Seller}
_MONEY = ("price", "tax", "promotion", "shipping")


def line_facts(line: OrderLine) -> dict[str, Any]:
    """An order line for JSON."""
    return {name: _plain(getattr(line, name)) for name in _NAMES}


def line_from(facts: Mapping[str, Any]) -> OrderLine:
    """The order line that was written; a fact that is not there has its default."""
    given = {name: value for name, value in facts.items() if name in _NAMES}
    for name in given:
        if given[name] is None:
            continue
        if name in _KINDS:
            given[name] = _KINDS[name](given[name])
        elif name in _MONEY:
            given[name] = Money(**given[name])
        elif name.endswith("_at"):
            given[name] = datetime.fromisoformat(given[name])
    return OrderLine(**given)


def inputs(line: OrderLine, units: tuple[int, ...], zone: ZoneInfo, given: Circumstances) -> Inputs:
    """What is stored with a decision."""
    return Inputs(
        zone=zone.key,
        units=units,
        line=line_facts(line),
        triggers=tuple(sorted(given.triggers)),
        days_late=given.days_late,
        damage_percent=given.damage_percent,
        recipient=given.recipient,
        together=given.together,
        keep_below=given.keep_below,
        handling=given.handling.value,
        origin=line_facts(given.origin.line) if given.origin else None,
        origin_refunded=given.origin.refunded if given.origin else False,
    )


def circumstances(stored: Inputs) -> Circumstances:
    """What was known besides the line."""
    return Circumstances(
        triggers=frozenset(Trigger(trigger) for trigger in stored.triggers),
        days_late=stored.days_late,
        damage_percent=stored.damage_percent,
        recipient=stored.recipient,
        together=stored.together,
        origin=Origin(line_from(stored.origin), stored.origin_refunded) if stored.origin else None,
        keep_below=stored.keep_below,
        handling=Handling(stored.handling),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Money):
        return {"minor": value.minor, "currency": value.currency}
    if isinstance(value, datetime):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value
