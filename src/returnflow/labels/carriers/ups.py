"""A return label in the form of UPS's: addresses, MaxiCode with the destination, ZIP in bars, service, number in bars."""

from returnflow.labels.carriers import sample, zones
from returnflow.labels.carriers.form import Carrier
from returnflow.labels.content import LabelContent
from returnflow.labels.elements import MARGIN, WIDTH, Block, Element, Printed, Text, in_the_middle, rule
from returnflow.labels.fonts import capitals
from returnflow.labels.symbols import maxicode
from returnflow.labels.symbols.model import Bars, Maxi, Symbol

NAME = "ups"
_USA = 840  # ISO 3166
_SERVICE = 90  # a return whose label the sender prints; the same stands in the tracking number
_VERSION = "96"  # of the carrier's message, in its header
_POUNDS = "2"
_LONGEST = 20  # characters of a city


def bars(label: LabelContent) -> Bars:
    """The tracking number."""
    return Bars((label.tracking,))


def postal(label: LabelContent) -> Bars:
    """Where it goes, for the sorter's small scanner."""
    return Bars((f"420{label.to.zip}",))


def maxi(label: LabelContent) -> Maxi:
    """The destination and what the sorter wants besides; the city is cut to what has room, the street left out."""
    number, shipper = label.tracking[:2] + label.tracking[10:], label.tracking[2:8]
    place = capitals(label.to.city, _LONGEST)
    while True:
        day, count = f"{label.made_on:%j}", f"{label.parcel}/{label.parcels}"
        fields = (number, "UPSN", shipper, day, "", count, _POUNDS, "N", "", place, label.to.state)
        symbol = Maxi(f"{label.to.zip}0000", _USA, _SERVICE, _VERSION, fields)
        if not place or maxicode.fits(symbol):
            return symbol
        place = place[:-1]


def symbols(label: LabelContent) -> tuple[Symbol, ...]:
    """What must be read on the label besides our own code."""
    return maxi(label), postal(label), bars(label)


def layout(label: LabelContent) -> tuple[Element, ...]:
    """The label from the top down."""
    right = 300
    return (
        *zones.sample_band(),
        *zones.sender(label, 66, 440),
        Text(500, 66, "SAMPLE, DO NOT SHIP", 25, bold=True, width=288),
        Text(500, 94, f"2 LBS   {label.which_parcel.upper()}", 25, width=288),
        Text(500, 126, "RS", 40, bold=True),
        *zones.destination(label, 176),
        rule(308),
        Printed(MARGIN + 20, 328, maxi(label), "UPS sample MaxiCode with the destination"),
        Block(right - 26, 311, 3, 232),
        Text(right, 326, f"{label.to.state} {label.to.zip[:3]} {label.to.zip[3:]}-00", 62, bold=True, width=488),
        Printed(right + 40, 404, postal(label), f"destination ZIP barcode {label.to.zip}", 4, 116),
        rule(543, 8),
        Text(MARGIN + 8, 560, "UPS GROUND RETURN (SAMPLE)", 38, bold=True, width=680),
        Text(MARGIN + 8, 602, f"TRACKING #: {readable(label.tracking)}", 28, width=640),
        Block(WIDTH - MARGIN - 66, 560, 66, 66),
        rule(636, 3),
        *_tracking(label),
        *zones.foot(label),
    )


def _tracking(label: LabelContent) -> tuple[Element, ...]:
    bars_of = in_the_middle(bars(label), 654, 176, f"UPS sample tracking barcode {readable(label.tracking)}")
    billing = Text(MARGIN + 8, 846, "BILLING: NONE, SAMPLE", 25)
    reference = Text(MARGIN + 8, 874, f"REF 1: {label.rma}", 25)
    return bars_of, rule(838), billing, reference, rule(904, 8)


def readable(number: str) -> str:
    """1Z and its groups, as they are printed."""
    return " ".join((number[:2], number[2:5], number[5:8], number[8:10], number[10:14], number[14:]))


UPS = Carrier(NAME, "UPS Ground Return (sample)", sample.ups, symbols, layout)
