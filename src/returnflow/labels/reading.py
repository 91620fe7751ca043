"""Reads pages as a scanner would: rasterised by PDFium, decoded by zxing-cpp, which draws none of the symbols that it reads here.

(PDF417 is encoded by zint, which zxing-cpp ships for writing; its reading side is another program.)
"""

import io
import math
import threading
from collections.abc import Mapping
from dataclasses import dataclass

import pypdfium2
import zxingcpp
from PIL import Image

from returnflow.errors import InvalidInput
from returnflow.labels import bullseye
from returnflow.labels.elements import DPI
from returnflow.labels.symbols.model import Bars, Maxi, Square, Stacked, Symbol

PDFIUM = threading.Lock()  # PDFium is not thread-safe
_HALF = 128
_MAXICODE = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.MaxiCode])
_FORMATS: Mapping[type[Symbol], zxingcpp.BarcodeFormat] = {
    Bars: zxingcpp.BarcodeFormat.Code128,
    Stacked: zxingcpp.BarcodeFormat.PDF417,
    Square: zxingcpp.BarcodeFormat.QRCode,
}
LARGEST = 20 << 20  # bytes of a file that is looked at
MOST_PAGES = 20

Kinds = frozenset[type[Symbol]]
"""What is looked for."""


@dataclass(frozen=True, slots=True)
class Code:
    """One symbol found on a page: its symbology identifier (ISO 15424) and what it says.

    `across` is its width in dots, along its bars; of a MaxiCode 0, as those too small are not found at all.
    """

    page: int
    symbology: str
    text: str
    across: int = 0


def rasterise(pdf: bytes, dpi: int = DPI) -> list[Image.Image]:
    """Every page in shades of grey. Raises InvalidInput when it is no PDF."""
    try:
        with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
            return [_page(document[number], dpi) for number in range(min(len(document), MOST_PAGES))]
    except pypdfium2.PdfiumError as error:
        raise InvalidInput(f"the PDF cannot be read: {error}", field="file", fix="hand in a PDF or PNG") from error


def _page(page: pypdfium2.PdfPage, dpi: int) -> Image.Image:
    image: Image.Image = page.render(scale=dpi / 72, grayscale=True).to_pil()
    return image


def in_black_and_white(image: Image.Image) -> Image.Image:
    """As a printer without greys prints it (mode L, nothing between 0 and 255)."""
    return image.convert("L").point(lambda shade: 255 if shade >= _HALF else 0)


def codes_in(image: Image.Image, page: int = 1, kinds: Kinds | None = None) -> list[Code]:
    """Every symbol of one picture, or every one of some kinds.

    Looking for every kind there is takes 90 ms for both pages of a label, for those that it bears 20: a caller waits for it.
    """
    plain = image.convert("L")
    found = [*_barcodes(plain, kinds), *(_maxicodes(plain) if kinds is None or Maxi in kinds else ())]
    return [Code(page, one.symbology_identifier, one.bytes.decode("utf-8", "replace"), _across(one)) for one in found]


def _across(found: zxingcpp.Barcode) -> int:
    if found.format == zxingcpp.BarcodeFormat.MaxiCode:
        return 0
    left, right = found.position.top_left, found.position.top_right
    return round(math.hypot(right.x - left.x, right.y - left.y)) + 1


def _barcodes(image: Image.Image, kinds: Kinds | None) -> list[zxingcpp.Barcode]:
    if kinds is None:
        return zxingcpp.read_barcodes(image)
    wanted = [kind for symbol, kind in _FORMATS.items() if symbol in kinds]
    return zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormats(wanted)) if wanted else []


def codes(pdf: bytes, dpi: int = DPI) -> list[Code]:
    """Every symbol of every page."""
    return [code for page, image in enumerate(rasterise(pdf, dpi), start=1) for code in codes_in(image, page)]


def pages_of(content: bytes, dpi: int = DPI) -> list[Image.Image]:
    """The pages of a PDF or the one picture of anything else. Raises InvalidInput."""
    if len(content) > LARGEST:
        raise InvalidInput(f"a label is no larger than {LARGEST >> 20} MiB", field="file", fix="hand in one label")
    if content.startswith(b"%PDF"):
        return rasterise(content, dpi)
    try:
        picture = Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "GIF", "BMP", "TIFF"))
        return [picture.convert("L")]
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise InvalidInput("this is no picture and no PDF", field="file", fix="hand in a PDF or PNG") from error


def _maxicodes(image: Image.Image) -> list[zxingcpp.Barcode]:
    found = []
    for cut in bullseye.symbols(in_black_and_white(image)):
        read = zxingcpp.read_barcodes(cut, formats=_MAXICODE, is_pure=True)
        found += [one for one in read if one.valid]
    return found
