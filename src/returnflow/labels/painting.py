"""Draws elements on a page of its own: 4 by 6 inches, every dot of the printer where it belongs."""

from collections.abc import Iterable, Iterator

from reportlab.lib.units import inch
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from returnflow.labels.elements import DPI, MAXI_PITCH, Block, Element, Printed, Text
from returnflow.labels.fonts import BOLD
from returnflow.labels.symbols import code128, matrix, maxicode
from returnflow.labels.symbols.model import Bars, Maxi, Square, Stacked
from returnflow.labels.tagged import Tagged

_DOT = 72 / DPI
_DESCENT = 0.22  # of a font's size, below the line the letters stand on
_HAIR = 0.02
"""Dots by which dark parts are narrower on either side.

Rasterisers round outwards: a bar whose edge lies on a dot's edge but for the last decimal darkens one dot more. Without the hair
3 of 150 labels could not be read back at the printer's resolution.
"""
_RINGS = (0.970, 2.539, 4.108)  # middles of the bull's eye's rings from its centre, in pitches (ISO/IEC 16023)
_RING = 0.785
_EYE = (14.5, 14.43)  # the centre, in pitches from the symbol's corner
_SLOPE = 0.8660254  # half the square root of three
_PALE = 0.9
_RISE = 30  # degrees of the words across a page
_LETTERS = 16  # a page is as many times as wide as the words are high: they end before its edges


def paint(sheet: Tagged, elements: Iterable[Element], watermark: str = "") -> None:
    """One page."""
    page = sheet.canvas
    page.setPageSize((4 * inch, 6 * inch))
    elements = tuple(elements)
    if watermark:
        with sheet.ornament():
            across(page, 4 * inch, 6 * inch, watermark, (0.2, 0.5, 0.8))
    page.saveState()
    page.translate(0, 6 * inch)
    page.scale(_DOT, -_DOT)  # from here on in dots, downwards
    for element in elements:
        _draw(sheet, element)
    page.restoreState()
    sheet.end_page()


def across(page: Canvas, width: float, height: float, text: str, places: Iterable[float]) -> None:
    """The text in pale grey, rising, under everything drawn after it; its middle at these parts of the page's height."""
    page.setFillGray(_PALE)
    page.setFont(BOLD, width / _LETTERS)
    for place in places:
        page.saveState()
        page.translate(width / 2, height * place)
        page.rotate(_RISE)
        page.drawCentredString(0, 0, text)
        page.restoreState()
    page.setFillGray(0)


def _draw(sheet: Tagged, element: Element) -> None:
    match element:
        case Text():
            with sheet.piece("P") as page:
                _letters(page, element)
        case Block():
            with sheet.ornament() as page:
                page.rect(element.x, element.y, element.width, element.height, stroke=0, fill=1)
        case Printed():
            with sheet.piece("Figure", element.alt) as page:
                _symbol(page, element)


def _letters(page: Canvas, text: Text) -> None:
    page.saveState()
    page.setFillGray(1 if text.white else 0)
    page.translate(text.start, text.y + text.size * (1 - _DESCENT))
    page.scale(1, -1)
    page.setFont(text.font, text.size)
    page.drawString(0, 0, text.shown)
    page.restoreState()


def _symbol(page: Canvas, printed: Printed) -> None:
    """On white ground, as far as it must stay clear."""
    clear = printed.clear
    page.setFillGray(1)
    page.rect(clear.left, clear.top, clear.right - clear.left, clear.bottom - clear.top, stroke=0, fill=1)
    page.setFillGray(0)
    if isinstance(printed.symbol, Maxi):
        _hexagons(page, printed.x, printed.y, printed.symbol)
        return
    path = page.beginPath()
    for x, y, width, height in rectangles(printed):
        path.rect(x + _HAIR, y + _HAIR, width - 2 * _HAIR, height - 2 * _HAIR)
    page.drawPath(path, stroke=0, fill=1)


def rectangles(printed: Printed) -> Iterator[tuple[int, int, int, int]]:
    """The dark parts of bars and of square modules: left, top, width, height in dots."""
    module = printed.module
    match printed.symbol:
        case Bars():
            x = printed.x
            for place, run in enumerate(code128.runs(printed.symbol)):
                if place % 2 == 0:
                    yield x, printed.y, run * module, printed.height
                x += run * module
        case Stacked():
            yield from _runs(printed, matrix.stacked(printed.symbol), matrix.STACKED_ROW * module)
        case Square():
            yield from _runs(printed, matrix.square(printed.symbol), module)


def _runs(printed: Printed, rows: matrix.Rows, height: int) -> Iterator[tuple[int, int, int, int]]:
    for number, row in enumerate(rows):
        start: int | None = None
        for column, is_dark in enumerate((*row, False)):
            if is_dark and start is None:
                start = column
            elif not is_dark and start is not None:
                yield printed.x + start * printed.module, printed.y + number * height, (column - start) * printed.module, height
                start = None


def _hexagons(page: Canvas, x: float, y: float, symbol: Maxi) -> None:
    path = page.beginPath()
    for row, place in maxicode.dark(symbol):
        centre_x = x + (place + 0.5 + row % 2 / 2) * MAXI_PITCH
        centre_y = y + (0.5 / _SLOPE + _SLOPE * row) * MAXI_PITCH
        _hexagon(path, centre_x, centre_y, MAXI_PITCH / 2 - _HAIR)
    page.drawPath(path, stroke=0, fill=1)
    page.setLineWidth(_RING * MAXI_PITCH)
    for radius in _RINGS:
        page.circle(x + _EYE[0] * MAXI_PITCH, y + _EYE[1] * MAXI_PITCH, radius * MAXI_PITCH, stroke=1, fill=0)


def _hexagon(path: PDFPathObject, x: float, y: float, half: float) -> None:
    """Standing on a corner; `half` is from its middle to a side."""
    point = half / _SLOPE
    corners = ((0, -point), (half, -point / 2), (half, point / 2), (0, point), (-half, point / 2), (-half, -point / 2))
    path.moveTo(x + corners[0][0], y + corners[0][1])
    for across_x, down_y in corners[1:]:
        path.lineTo(x + across_x, y + down_y)
    path.close()
