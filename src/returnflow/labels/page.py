"""Page 1: the label, 4 by 6 inches. The zones follow the USPS parcel labeling guide; no carrier's or store's mark is imitated."""

from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.units import inch
from reportlab.pdfgen.canvas import Canvas

from returnflow.labels.content import LabelContent
from returnflow.labels.drawing import BOLD, watermark, write
from returnflow.labels.sample import WATERMARK

WIDTH, HEIGHT = 4 * inch, 6 * inch
DPI = 203
"""Resolution of the common label printer; every bar is three of its dots wide (0.0148 in), so that printing rounds nothing."""
_MODULE = 3 / DPI * inch
_MARGIN = 0.14 * inch
_BARS = 0.8 * inch
_HAIR = 0.02 * inch / DPI
_FNC1 = "\xf1"


class _Bars(Code128):  # type: ignore[misc]  # reportlab has no types
    """Bars that are a hair narrower than their dots on either side.

    Rasterisers round outwards: a bar whose edge lies on a dot's edge but for the last decimal darkens one dot more. Without the
    hair 3 of 150 labels could not be read back at the printer's resolution.
    """

    def rect(self, x: float, y: float, w: float, h: float) -> None:
        """As Code128 draws each bar."""
        super().rect(x + _HAIR, y, w - 2 * _HAIR, h)


def draw_label(page: Canvas, label: LabelContent) -> None:
    """Draw the label on a page of its own."""
    page.setPageSize((WIDTH, HEIGHT))
    watermark(page, WIDTH, HEIGHT, WATERMARK)
    _head(page)
    _addresses(page, label)
    _bars(page, label)
    _foot(page, label)
    page.showPage()


def _head(page: Canvas) -> None:
    top = HEIGHT - _MARGIN
    page.rect(_MARGIN, top - 62, WIDTH - 2 * _MARGIN, 62)
    page.line(_MARGIN + 62, top - 62, _MARGIN + 62, top)
    page.setFont(BOLD, 44)
    page.drawCentredString(_MARGIN + 31, top - 47, "R")
    write(page, _MARGIN + 70, top - 22, WATERMARK, font=BOLD, size=13)
    write(page, _MARGIN + 70, top - 38, "This label pays for nothing. Do not mail.", size=8.5)
    write(page, _MARGIN + 70, top - 52, "Made by ReturnFlow for trying out returns.", size=8.5)
    page.setFillGray(0)
    page.rect(_MARGIN, top - 86, WIDTH - 2 * _MARGIN, 24, fill=1)
    page.setFillGray(1)
    page.setFont(BOLD, 13)
    page.drawCentredString(WIDTH / 2, top - 79, "RETURN SERVICE (SAMPLE)")
    page.setFillGray(0)


def _addresses(page: Canvas, label: LabelContent) -> None:
    y = HEIGHT - _MARGIN - 104
    for line in label.sender:
        write(page, _MARGIN + 4, y, line, size=9, width=200)
        y -= 11
    y = HEIGHT - _MARGIN - 152
    write(page, _MARGIN + 4, y, "SHIP", size=7)
    write(page, _MARGIN + 4, y - 8, "TO:", size=7)
    for line in label.to:
        write(page, _MARGIN + 34, y, line, font=BOLD, size=12.5, width=WIDTH - 2 * _MARGIN - 40)
        y -= 16


def _bars(page: Canvas, label: LabelContent) -> None:
    """The GS1-128 between two thick rules, with at least an eighth of an inch clear around it."""
    foot = 1.32 * inch
    bars = _Bars(f"{_FNC1}420{label.tracking.zip}{_FNC1}{label.tracking.number}", barWidth=_MODULE, barHeight=_BARS, quiet=False)
    left = round((WIDTH - bars.width) / 2 / (inch / DPI)) * (inch / DPI)  # on the printer's grid of dots
    top = foot + 22 + _BARS + 26
    page.setLineWidth(3)
    page.line(_MARGIN, foot, WIDTH - _MARGIN, foot)
    page.line(_MARGIN, top, WIDTH - _MARGIN, top)
    page.setLineWidth(1)
    page.setFillGray(1)
    page.rect(left - 9, foot + 20, bars.width + 18, _BARS + 4, stroke=0, fill=1)
    page.setFillGray(0)
    bars.drawOn(page, left, foot + 22)
    page.setFont(BOLD, 10)
    page.drawCentredString(WIDTH / 2, top - 14, "SAMPLE TRACKING # RETURN")
    page.drawCentredString(WIDTH / 2, foot + 8, label.tracking.readable)


def _foot(page: Canvas, label: LabelContent) -> None:
    y = 1.32 * inch - 20
    write(page, _MARGIN + 4, y, f"RMA {label.rma}", font=BOLD, size=15)
    write(page, _MARGIN + 4, y - 16, f"Drop-off code {label.spoken_code}", font=BOLD, size=11)
    count = len(label.items)
    pieces = f"{count} item" if count == 1 else f"{count} items"
    write(page, _MARGIN + 4, y - 31, f"Order ending {label.order_ending}  ·  {pieces}", size=9)
    write(page, _MARGIN + 4, y - 45, f"Hand over by {label.return_by:%B} {label.return_by.day}, {label.return_by.year}", size=9)
