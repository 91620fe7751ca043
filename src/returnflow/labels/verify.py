"""Reads a finished label back as a scanner would: rasterised at the printer's 203 dpi, decoded by another library.

The bars were drawn by reportlab and are read by zxing-cpp, so that one library's mistake cannot hide itself.
"""

import threading
from dataclasses import dataclass

import pypdfium2
import zxingcpp

from returnflow.labels.page import DPI
from returnflow.returns.ports import LabelUnreadable

_PDFIUM = threading.Lock()  # PDFium is not thread-safe
_GS1_128 = "]C1"  # Code 128 whose first character is FNC1
_QR_CODE = "]Q"
_READ = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.QRCode])
"""The kinds a label bears: a scan for every kind there is took 70 ms of the caller's wait, for these it takes 20."""
_SEPARATOR = "\x1d"  # how FNC1 between two fields is read


@dataclass(frozen=True, slots=True)
class Code:
    """One code found on a page: its symbology identifier (ISO 15424) and what it says."""

    page: int
    symbology: str
    text: str


def codes(pdf: bytes, dpi: int = DPI) -> list[Code]:
    """Every code on every page."""
    with _PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        images = [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
    return [
        Code(number, code.symbology_identifier, code.bytes.decode("utf-8", "replace"))
        for number, image in enumerate(images, start=1)
        for code in zxingcpp.read_barcodes(image, formats=_READ)
    ]


def verify(pdf: bytes, *, bars: str, qr: str) -> None:
    """Raise LabelUnreadable unless page 1 bears exactly those bars as GS1-128, and page 2 exactly that QR code.

    `bars` is without FNC1: routing prefix and ZIP, then the tracking number.
    """
    found = codes(pdf)
    first = [c for c in found if c.page == 1]
    second = [c for c in found if c.page == 2]
    split = f"{bars[:8]}{_SEPARATOR}{bars[8:]}"
    if [(c.symbology, c.text) for c in first] != [(_GS1_128, split)]:
        raise LabelUnreadable("the bars on the label", meant=bars, found=[c.text for c in first])
    if [(c.symbology[:2], c.text) for c in second] != [(_QR_CODE, qr)]:
        raise LabelUnreadable("the QR code on the slip", meant=qr, found=[c.text for c in second])
