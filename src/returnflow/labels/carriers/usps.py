"""A return label in the form of the USPS parcel labeling guide: service block and banner, addresses, IMpb between two rules.

The bars are GS1-128: 420 and ZIP to route it, FNC1, the number. The routing part is not printed in letters.
"""

from returnflow.labels.carriers import sample, zones
from returnflow.labels.carriers.form import Carrier
from returnflow.labels.content import LabelContent
from returnflow.labels.elements import MARGIN, WIDTH, Block, Element, Text, rule
from returnflow.labels.symbols.model import Bars, Symbol

NAME = "usps"
_BARS = 166  # dots; the guide asks for at least 0.75 in, which is 153


def bars(label: LabelContent) -> Bars:
    """The tracking number with its route."""
    return Bars((f"420{label.to.zip}", label.tracking), gs1=True)


def symbols(label: LabelContent) -> tuple[Symbol, ...]:
    """What must be read on the label besides our own code."""
    return (bars(label),)


def layout(label: LabelContent) -> tuple[Element, ...]:
    """The label from the top down."""
    inner = WIDTH - 2 * MARGIN
    return (
        *zones.sample_band(),
        Text(MARGIN + 26, 62, "G", 118, bold=True),
        Block(MARGIN + 140, zones.BAND, 3, 132),
        Text(MARGIN + 164, 76, "NO POSTAGE PAID", 34, bold=True),
        Text(MARGIN + 164, 116, "A sample pays for nothing. Do not mail.", 25),
        Text(MARGIN + 164, 146, "In the form of a USPS return label.", 25),
        rule(186),
        Text(MARGIN, 198, "GROUND RETURN SERVICE (SAMPLE)", 38, bold=True, width=inner, centred=True),
        rule(244),
        *zones.sender(label, 262, 500),
        *zones.destination(label, 380, 40),
        *zones.tracking(
            bars(label), 586, _BARS, title="SAMPLE TRACKING # RETURN", readable=zones.in_fours(label.tracking), name="USPS sample"
        ),
        *zones.foot(label),
    )


USPS = Carrier(NAME, "USPS Ground Return (sample)", sample.usps, symbols, layout)
