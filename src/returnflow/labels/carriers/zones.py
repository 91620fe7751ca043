"""The zones that every carrier's label shares: the band that says what it is worth, addresses, tracking number in bars, the foot.

The foot is ours: return number, drop-off code, last day, and the code that a return centre scans without opening the box.
"""

from returnflow.labels.carriers.sample import WATERMARK
from returnflow.labels.content import LabelContent
from returnflow.labels.elements import MARGIN, WIDTH, Block, Element, Printed, Text, column, in_the_middle, rule
from returnflow.labels.symbols.model import Bars, Square

BAND = 54
FOOT = 914
_INNER = WIDTH - 2 * MARGIN
_QR_MODULE = 9  # 25 modules make 225 dots: 1.1 in


def band(worth: str) -> tuple[Element, ...]:
    """The first line of the label, white on black."""
    return Block(0, 0, WIDTH, BAND), Text(MARGIN, 10, worth, 34, bold=True, width=_INNER, centred=True, white=True)


def sample_band() -> tuple[Element, ...]:
    """What no sample goes without."""
    return band(WATERMARK)


def sender(label: LabelContent, y: int, width: int) -> tuple[Text, ...]:
    """Who sends it, small."""
    return column(MARGIN + 8, y, label.sender, 25, width=width)


def destination(label: LabelContent, y: int, size: int = 36) -> tuple[Text, ...]:
    """Where it goes, large."""
    caption = (Text(MARGIN + 8, y + 2, "SHIP", 20, bold=True), Text(MARGIN + 8, y + 26, "TO:", 20, bold=True))
    return *caption, *column(MARGIN + 92, y, label.destination, size, bold=True, width=_INNER - 100)


def tracking(symbol: Bars, y: int, height: int, *, title: str, readable: str, name: str, module: int = 3) -> tuple[Element, ...]:
    """The number in bars between two thick rules, in letters below: 114 dots higher than the bars."""
    return (
        rule(y, 8),
        Text(MARGIN, y + 18, title, 30, bold=True, centred=True),
        in_the_middle(symbol, y + 58, height, f"{name} tracking barcode {readable}", module),
        Text(MARGIN, y + 66 + height, readable, 30, bold=True, centred=True),
        rule(y + 106 + height, 8),
    )


def foot(label: LabelContent) -> tuple[Element, ...]:
    """What the merchant needs."""
    count = len(label.items)
    side = 25 * _QR_MODULE
    code = Printed(WIDTH - side - 38, FOOT + 42, Square(label.qr), f"square code of return {label.rma}", module=_QR_MODULE)
    width = code.clear.left - MARGIN - 16
    lines = (
        (FOOT + 22, f"RMA {label.rma}", 40, True),
        (FOOT + 72, f"Drop-off code {label.spoken_code}", 32, True),
        (FOOT + 120, f"Order ending {label.order_ending}", 26, False),
        (FOOT + 152, f"{count} item{'s' * (count != 1)}, parcel {label.which_parcel}", 26, False),
        (FOOT + 194, "Hand over by", 26, False),
        (FOOT + 224, label.last_day, 34, True),
    )
    return *(Text(MARGIN + 8, y, text, size, bold=bold, width=width) for y, text, size, bold in lines), code


def in_fours(number: str) -> str:
    """Digits in groups of four, as they are printed below bars."""
    return " ".join(number[i : i + 4] for i in range(0, len(number), 4))
