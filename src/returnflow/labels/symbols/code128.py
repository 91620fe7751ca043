"""Code 128 as widths of bars and gaps, in modules. The choice of code sets is reportlab's."""

from reportlab.graphics.barcode.code128 import Code128

from returnflow.labels.symbols.model import Bars

QUIET = 10  # modules of white on either side
_FNC1 = "\xf1"


def runs(symbol: Bars) -> tuple[int, ...]:
    """Widths of bar, gap, bar..., first bar to last."""
    joined = _FNC1.join(symbol.parts)
    code = Code128(f"{_FNC1}{joined}" if symbol.gs1 else joined, quiet=False)
    code.validate()
    code.encode()
    return tuple(ord(letter.lower()) - ord("a") + 1 for letter in code.decompose())


def width(symbol: Bars) -> int:
    """In modules, without white."""
    return sum(runs(symbol))
