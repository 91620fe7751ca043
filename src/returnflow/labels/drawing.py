"""Small helpers for drawing on a page: text that fits, dashed lines, QR codes, the watermark. Knows reportlab, no business."""

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

PLAIN, BOLD = "Helvetica", "Helvetica-Bold"
_PALE = Color(0.86, 0.86, 0.86)


def printable(text: str) -> str:
    """What the built-in fonts can show; anything else becomes a question mark instead of a black box."""
    return text.encode("cp1252", "replace").decode("cp1252")


def fitted(text: str, font: str, size: float, width: float) -> str:
    """The text, cut with an ellipsis when it is wider than `width` points."""
    shown = printable(text)
    if stringWidth(shown, font, size) <= width:
        return shown
    while shown and stringWidth(shown + "…", font, size) > width:
        shown = shown[:-1]
    return shown.rstrip() + "…"


def write(page: Canvas, x: float, y: float, text: str, *, font: str = PLAIN, size: float = 9, width: float = 1000) -> None:
    """One line, cut to `width`."""
    page.setFont(font, size)
    page.drawString(x, y, fitted(text, font, size, width))


def wrapped(text: str, font: str, size: float, width: float) -> list[str]:
    """The text in lines no wider than `width`."""
    lines: list[str] = []
    for word in printable(text).split():
        if lines and stringWidth(f"{lines[-1]} {word}", font, size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def qr_code(page: Canvas, x: float, y: float, side: float, payload: str) -> None:
    """A QR code of `side` points at error level M, quiet zone included."""
    widget = QrCodeWidget(payload, barLevel="M", barWidth=side, barHeight=side, barBorder=4)
    drawing = Drawing(side, side)
    drawing.add(widget)
    renderPDF.draw(drawing, page, x, y)


def watermark(page: Canvas, width: float, height: float, text: str) -> None:
    """The text in pale grey from corner to corner, under everything drawn after it."""
    page.saveState()
    page.setFillColor(_PALE)
    page.translate(width / 2, height / 2)
    page.rotate(55)
    page.setFont(BOLD, 30)
    for offset in (-150, 0, 150):
        page.drawCentredString(0, offset, text)
    page.restoreState()
