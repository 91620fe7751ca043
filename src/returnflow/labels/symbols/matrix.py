"""PDF417 and QR codes as rows of modules. PDF417 is encoded by zint, inside zxing-cpp; QR codes by reportlab."""

from functools import lru_cache

import numpy as np
import zxingcpp
from reportlab.graphics.barcode.qr import QrCodeWidget

from returnflow.labels.symbols.model import Square, Stacked

Rows = tuple[tuple[bool, ...], ...]

STACKED_QUIET, SQUARE_QUIET = 2, 4  # modules of white on every side
STACKED_ROW = 3  # a row of PDF417 is three modules high
COLUMNS = 7  # of PDF417 data: 188 modules, 2.8 in at three dots each
LEVEL = "4"  # of PDF417: 32 codewords to correct with
_PIXELS_A_ROW = 3


@lru_cache(maxsize=64)
def stacked(symbol: Stacked) -> Rows:
    """Rows of PDF417, one for each row of codewords."""
    made = zxingcpp.create_barcode(symbol.text, zxingcpp.BarcodeFormat.PDF417, columns=COLUMNS, ecLevel=LEVEL)
    pixels = np.asarray(made.to_image(scale=1, add_quiet_zones=False))
    return tuple(tuple(bool(pixel == 0) for pixel in row) for row in pixels[::_PIXELS_A_ROW])


@lru_cache(maxsize=64)
def square(symbol: Square) -> Rows:
    """Rows of a QR code at error level M."""
    code = QrCodeWidget(symbol.text, barLevel="M").qr
    code.make()
    side = code.getModuleCount()
    return tuple(tuple(bool(code.isDark(row, column)) for column in range(side)) for row in range(side))
