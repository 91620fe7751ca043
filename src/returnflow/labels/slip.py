"""Page 2: the slip, letter size. It lies in the box and shows the way: QR code, packing and drop-off steps, the last day."""

from collections.abc import Sequence

from reportlab.lib.pagesizes import letter
from reportlab.lib.units import inch
from reportlab.pdfgen.canvas import Canvas

from returnflow.labels.content import LabelContent
from returnflow.labels.fonts import BOLD, PLAIN, fitted, wrapped
from returnflow.labels.painting import across
from returnflow.labels.symbols import matrix
from returnflow.labels.symbols.model import Square
from returnflow.labels.tagged import Tagged

WIDTH, HEIGHT = letter
_MARGIN = 0.75 * inch
_INNER = WIDTH - 2 * _MARGIN
_QR = 1.5 * inch  # as high as the numbers beside it
_MOST_ITEMS = 8


def draw_slip(sheet: Tagged, label: LabelContent, worth: str = "") -> None:
    """Draw the slip on a page of its own. `worth` says what a label that is no postage is worth, on the page and across it."""
    sheet.canvas.setPageSize(letter)
    if worth:
        with sheet.ornament() as page:
            across(page, WIDTH, HEIGHT, worth, (0.3,))
    _write(sheet, "H1", _MARGIN, HEIGHT - _MARGIN - 10, "Return slip", font=BOLD, size=24)
    _write(sheet, "P", _MARGIN, HEIGHT - _MARGIN - 30, label.with_slip, size=11)
    if worth:
        _write(sheet, "P", _MARGIN, HEIGHT - _MARGIN - 48, worth, font=BOLD, size=11)
    _numbers(sheet, label)
    y = HEIGHT - _MARGIN - 230
    y = _steps(sheet, y, "Get it ready", label.packing)
    y = _steps(sheet, y - 14, "Hand it over", label.drop_off)
    _items(sheet, y - 14, label.items)
    _cut(sheet, label)
    sheet.end_page()


def _write(
    sheet: Tagged, tag: str, x: float, y: float, text: str, *, font: str = PLAIN, size: float = 9, width: float = _INNER
) -> None:
    """One line, cut to `width`."""
    with sheet.piece(tag) as page:
        page.setFont(font, size)
        page.drawString(x, y, fitted(text, font, size, width))


def _numbers(sheet: Tagged, label: LabelContent) -> None:
    top = HEIGHT - _MARGIN - 66
    with sheet.piece("Figure", f"square code of return {label.rma}") as page:
        _square(page, _MARGIN, top - 6 - _QR, Square(label.qr))
    x = _MARGIN + _QR + 36
    for offset, caption, value in (
        (14, "Return number", label.rma if label.parcels == 1 else f"{label.rma}, parcel {label.which_parcel}"),
        (54, "Drop-off code", label.spoken_code),
        (94, "Hand over by", f"{label.return_by:%A}, {label.last_day}"),
    ):
        _write(sheet, "P", x, top - offset, caption, size=10)
        _write(sheet, "P", x, top - offset - 19, value, font=BOLD, size=18, width=WIDTH - _MARGIN - x)


def _square(page: Canvas, x: float, y: float, symbol: Square) -> None:
    """The code, `_QR` points wide, and white around it as far as it must be."""
    rows = matrix.square(symbol)
    module = _QR / len(rows)
    white = module * matrix.SQUARE_QUIET
    page.setFillGray(1)
    page.rect(x - white, y - white, _QR + 2 * white, _QR + 2 * white, stroke=0, fill=1)
    page.setFillGray(0)
    path = page.beginPath()
    for number, row in enumerate(reversed(rows)):
        for column, is_dark in enumerate(row):
            if is_dark:
                path.rect(x + column * module, y + number * module, module, module)
    page.drawPath(path, stroke=0, fill=1)


def _steps(sheet: Tagged, y: float, title: str, steps: Sequence[str]) -> float:
    """A numbered list; gives the height where it ended."""
    _write(sheet, "H2", _MARGIN, y, title, font=BOLD, size=14)
    y -= 20
    for number, step in enumerate(steps, start=1):
        with sheet.piece("P") as page:
            page.setFont(BOLD, 11)
            page.drawString(_MARGIN, y, f"{number}.")
            page.setFont(PLAIN, 11)
            for line in wrapped(step, PLAIN, 11, _INNER - 24):
                page.drawString(_MARGIN + 24, y, line)
                y -= 15
        y -= 3
    return y


def _items(sheet: Tagged, y: float, items: Sequence[str]) -> None:
    _write(sheet, "H2", _MARGIN, y, "What comes back", font=BOLD, size=14)
    for place, item in enumerate(shown_items(items), start=1):
        _write(sheet, "P", _MARGIN, y - 2 - 16 * place, f"[  ]  {item}", size=11)


def shown_items(items: Sequence[str]) -> tuple[str, ...]:
    """As many as have room, and how many are left."""
    left = len(items) - _MOST_ITEMS
    return (*items[:_MOST_ITEMS], *([f"and {left} more"] if left > 0 else []))


def _cut(sheet: Tagged, label: LabelContent) -> None:
    """The receipt to keep, below a line to cut along."""
    y = 1.5 * inch
    with sheet.ornament() as page:
        page.setDash(4, 3)
        page.line(_MARGIN, y, WIDTH - _MARGIN, y)
        page.setDash()
    _write(sheet, "P", _MARGIN, y - 18, "Cut here and keep", size=9)
    kept = (label.rma, label.spoken_code, f"order ending {label.order_ending}", f"hand over by {label.last_day}")
    _write(sheet, "P", _MARGIN, y - 36, "   ·   ".join(kept), font=BOLD, size=12)
