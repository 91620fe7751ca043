"""A return label in the form of FedEx Ground's: addresses, PDF417 with the routing, the 96 number of 22 digits in GS1-128."""

from returnflow.labels.carriers import sample, zones
from returnflow.labels.carriers.form import Carrier
from returnflow.labels.content import LabelContent
from returnflow.labels.elements import MARGIN, WIDTH, Block, Element, Printed, Text, rule
from returnflow.labels.fonts import capitals
from returnflow.labels.symbols.matrix import stacked
from returnflow.labels.symbols.model import END, GROUP, RECORD, Bars, Stacked, Symbol

NAME = "fedex"
_BARS = 152
_LONGEST = (35, 28, 21, 14)  # characters of a field, the most that fit
_ROWS = 23  # of the routing code, between the rules above and below it


def bars(label: LabelContent) -> Bars:
    """The tracking number; 96 is the application identifier for a company's own use."""
    return Bars((label.tracking,), gs1=True)


def routing(label: LabelContent) -> Stacked:
    """Destination, number and references as a transport message (ISO 15434 format 01), then a record with our return number.

    Names are shortened until it fits: PDF417 takes more room for letters and digits that alternate.
    """
    codes = (_routing(label, longest) for longest in _LONGEST)
    return next((code for code in codes if len(stacked(code)) <= _ROWS), _routing(label, _LONGEST[-1]))


def _routing(label: LabelContent, longest: int) -> Stacked:
    to = label.to
    shipper, day, count = label.tracking[7:14], f"{label.made_on:%j}", f"{label.parcel}/{label.parcels}"
    transport = (f"02{to.zip}", "840", label.tracking[4:7], label.tracking, "FDEG", shipper, day, "", count, "2.0LB", "N")
    place = (capitals(to.street, longest), capitals(to.city, longest), to.state, capitals(to.name, longest))
    message = GROUP.join(("01", *transport, *place))
    return Stacked(f"[)>{RECORD}{message}{RECORD}06{GROUP}12Z{label.rma}{RECORD}{END}")


def symbols(label: LabelContent) -> tuple[Symbol, ...]:
    """What must be read on the label besides our own code."""
    return routing(label), bars(label)


def layout(label: LabelContent) -> tuple[Element, ...]:
    """The label from the top down."""
    side = WIDTH - 176  # right of the routing code
    return (
        *zones.sample_band(),
        *zones.sender(label, 66, 400),
        Block(450, zones.BAND, 3, 112),
        Text(466, 66, f"SHIP DATE: {label.made_on:%d%b%y}".upper(), 25, width=320),
        Text(466, 94, f"ACTWGT: 2.00 LB  {label.which_parcel.upper()}", 25, width=320),
        Text(466, 122, "SAMPLE, DO NOT SHIP", 25, bold=True, width=320),
        rule(166),
        *zones.destination(label, 182),
        Text(MARGIN + 8, 306, f"RMA: {label.rma}   REF: ORDER ENDING {label.order_ending}", 25),
        rule(340),
        Printed(MARGIN + 12, 360, routing(label), "FedEx sample routing code (PDF417)"),
        Text(side, 362, "FedEx", 34, bold=True, width=160),
        Text(side, 400, "Ground", 34, bold=True, width=160),
        Block(side, 446, 80, 80),
        Text(side, 454, "R", 64, bold=True, width=80, centred=True, white=True),
        Text(side, 538, "SAMPLE", 30, bold=True, width=160),
        rule(580, 3),
        Text(MARGIN, 590, "RETURNS (SAMPLE)", 34, bold=True, width=WIDTH - 2 * MARGIN, centred=True),
        *zones.tracking(
            bars(label),
            632,
            _BARS,
            title="SAMPLE TRK# RETURN",
            readable=zones.in_fours(label.tracking),
            name="FedEx sample",
            module=4,
        ),
        *zones.foot(label),
    )


FEDEX = Carrier(NAME, "FedEx Ground Return (sample)", sample.fedex, symbols, layout)
