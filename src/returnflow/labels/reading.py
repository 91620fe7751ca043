"""Reads pages as a scanner would: rasterised by PDFium, decoded by zxing-cpp, which draws none of the symbols that it reads here.

(PDF417 is encoded by zint, which zxing-cpp ships for writing; its reading side is another program.)
"""

import io
import threading
from dataclasses import dataclass

import pypdfium2
import zxingcpp
from PIL import Image

from returnflow.errors import InvalidInput
from returnflow.labels import bullseye
from returnflow.labels.elements import DPI

PDFIUM = threading.Lock()  # PDFium is not thread-safe
_HALF = 128
_FLAT = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.PDF417, zxingcpp.BarcodeFormat.QRCode])
"""The other kinds that labels bear: a scan for every kind there is took 70 ms of the caller's wait, for two of them 20."""
_MAXICODE = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.MaxiCode])
LARGEST = 20 << 20  # bytes of a file that is looked at
MOST_PAGES = 20


@dataclass(frozen=True, slots=True)
class Code:
    """One symbol found on a page: its symbology identifier (ISO 15424) and what it says."""

    page: int
    symbology: str
    text: str


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


def codes_in(image: Image.Image, page: int = 1, *, maxicodes: bool = True) -> list[Code]:
    """Every symbol of one picture. Looking for MaxiCodes takes as long as for all others together."""
    plain = image.convert("L")
    found = [*zxingcpp.read_barcodes(plain, formats=_FLAT), *(_maxicodes(plain) if maxicodes else ())]
    return [Code(page, one.symbology_identifier, one.bytes.decode("utf-8", "replace")) for one in found]


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
