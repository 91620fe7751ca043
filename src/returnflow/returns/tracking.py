"""Where the parcels of a return are, as carriers and the return centre tell it. Values, and the fold over them; no steps."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class Scan(StrEnum):
    """What was seen of a parcel. Carriers' own names are translated by whoever hands them in."""

    PRE_TRANSIT = "pre_transit"  # the carrier knows of the label, nothing was handed over
    IN_TRANSIT = "in_transit"
    OUT_FOR_DELIVERY = "out_for_delivery"
    RECEIVED = "received"  # at the return centre
    EXCEPTION = "exception"  # lost, damaged on the way, sent back


@dataclass(frozen=True, slots=True)
class TrackingEvent:
    """One scan. `id` is the sender's: the same id twice is the same event, whatever else it says."""

    id: str
    rma: str
    parcel: int
    scan: Scan
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One parcel of a return. `scanned_at` is the first scan on the way; a parcel may be received without any."""

    number: int
    scanned_at: datetime | None = None
    received_at: datetime | None = None
    trouble: str = ""


_MOVING = (Scan.IN_TRANSIT, Scan.OUT_FOR_DELIVERY)


def parcels(count: int, events: Iterable[TrackingEvent]) -> tuple[Parcel, ...]:
    """How each of `count` parcels stands. The order in which events come in does not matter, nor how often."""
    known = {number: Parcel(number) for number in range(1, count + 1)}
    for event in sorted(events, key=lambda event: (event.at, event.id)):
        parcel = known.get(event.parcel)
        if parcel is not None:
            known[event.parcel] = _after(parcel, event)
    return tuple(known.values())


def _after(parcel: Parcel, event: TrackingEvent) -> Parcel:
    if event.scan in _MOVING:
        return replace(parcel, scanned_at=parcel.scanned_at or event.at)
    if event.scan is Scan.RECEIVED:
        return replace(parcel, received_at=parcel.received_at or event.at, trouble="")
    if event.scan is Scan.EXCEPTION and parcel.received_at is None:
        return replace(parcel, trouble=event.note or "the carrier reports a problem")
    return parcel
