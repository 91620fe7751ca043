"""Page 2: the slip, letter size. It lies in the box and shows the way: QR code, packing and drop-off steps, the last day."""

from collections.abc import Sequence

from reportlab.lib.pagesizes import letter
from reportlab.lib.units import inch
from reportlab.pdfgen.canvas import Canvas

from returnflow.labels.content import LabelContent
from returnflow.labels.drawing import BOLD, PLAIN, qr_code, watermark, wrapped, write
from returnflow.labels.sample import WATERMARK

WIDTH, HEIGHT = letter
_MARGIN = 0.75 * inch
_QR = 1.6 * inch


def draw_slip(page: Canvas, label: LabelContent) -> None:
    """Draw the slip on a page of its own."""
    page.setPageSize(letter)
    watermark(page, WIDTH, HEIGHT, WATERMARK)
    write(page, _MARGIN, HEIGHT - _MARGIN - 10, "Return slip", font=BOLD, size=24)
    write(page, _MARGIN, HEIGHT - _MARGIN - 30, label.with_slip, size=11)
    _numbers(page, label)
    y = HEIGHT - _MARGIN - 230
    y = _steps(page, y, "Get it ready", label.packing)
    y = _steps(page, y - 14, "Hand it over", label.drop_off)
    _items(page, y - 14, label.items)
    _cut(page, label)
    page.showPage()


def _numbers(page: Canvas, label: LabelContent) -> None:
    top = HEIGHT - _MARGIN - 62
    page.setFillGray(1)
    page.rect(_MARGIN, top - _QR, _QR, _QR, stroke=0, fill=1)
    page.setFillGray(0)
    qr_code(page, _MARGIN, top - _QR, _QR, label.qr)
    x = _MARGIN + _QR + 24
    for offset, caption, value in (
        (14, "Return number", label.rma),
        (54, "Drop-off code", label.spoken_code),
        (94, "Hand over by", f"{label.return_by:%A, %B} {label.return_by.day}, {label.return_by.year}"),
    ):
        write(page, x, top - offset, caption, size=10)
        write(page, x, top - offset - 19, value, font=BOLD, size=18)


def _steps(page: Canvas, y: float, title: str, steps: Sequence[str]) -> float:
    """A numbered list; gives the height where it ended."""
    write(page, _MARGIN, y, title, font=BOLD, size=14)
    y -= 20
    for number, step in enumerate(steps, start=1):
        write(page, _MARGIN, y, f"{number}.", font=BOLD, size=11)
        for line in wrapped(step, PLAIN, 11, WIDTH - 2 * _MARGIN - 24):
            write(page, _MARGIN + 24, y, line, size=11)
            y -= 15
        y -= 3
    return y


def _items(page: Canvas, y: float, items: Sequence[str]) -> None:
    write(page, _MARGIN, y, "What comes back", font=BOLD, size=14)
    shown = list(items[:8]) + ([f"and {len(items) - 8} more"] if len(items) > 8 else [])
    for place, item in enumerate(shown, start=1):
        write(page, _MARGIN, y - 2 - 16 * place, f"[  ]  {item}", size=11, width=WIDTH - 2 * _MARGIN)


def _cut(page: Canvas, label: LabelContent) -> None:
    """The receipt to keep, below a line to cut along."""
    y = 1.5 * inch
    page.setDash(4, 3)
    page.line(_MARGIN, y, WIDTH - _MARGIN, y)
    page.setDash()
    write(page, _MARGIN, y - 18, "Cut here and keep", size=9)
    write(
        page,
        _MARGIN,
        y - 36,
        f"{label.rma}   ·   {label.spoken_code}   ·   order ending {label.order_ending}",
        font=BOLD,
        size=12,
    )
