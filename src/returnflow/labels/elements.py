"""What stands where on the label: 4 by 6 inches in printer dots (203 to the inch), counted from the top left corner.

Values only. `painting` draws them on a page, `zpl` writes them as a printer's commands, so that both say the same in the same
places.
Every width of a symbol is a whole number of dots, so that printing rounds nothing.
"""

from dataclasses import dataclass, replace

from reportlab.pdfbase.pdfmetrics import stringWidth

from returnflow.labels.fonts import BOLD, PLAIN, fitted
from returnflow.labels.symbols import code128, matrix
from returnflow.labels.symbols.model import Bars, Maxi, Square, Stacked, Symbol

DPI = 203
"""Resolution of the common label printer."""
WIDTH, HEIGHT = 4 * DPI, 6 * DPI
MARGIN = 24
MAXI_PITCH = 7  # dots between the middles of two hexagons of a row: 0.876 mm, the standard says 0.88
_MAXI_COLUMNS, _MAXI_HEIGHT = 30, 202  # 32 rows of 0.866 pitch and the height of one hexagon


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left, top, and the first dot beyond on either axis."""

    left: int
    top: int
    right: int
    bottom: int

    def overlaps(self, other: "Box") -> bool:
        """Whether they share a dot."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom

    def inside(self, other: "Box") -> bool:
        """Whether no dot of this one is outside of the other."""
        return other.left <= self.left and other.top <= self.top and self.right <= other.right and self.bottom <= other.bottom


PAGE = Box(0, 0, WIDTH, HEIGHT)


@dataclass(frozen=True, slots=True)
class Text:
    """One line; `y` is its top, `size` its height from ascender to descender. Wider than `width`, it is cut."""

    x: int
    y: int
    text: str
    size: int
    bold: bool = False
    width: int = WIDTH - 2 * MARGIN
    centred: bool = False  # between x and x + width
    white: bool = False

    @property
    def font(self) -> str:
        """Its font."""
        return BOLD if self.bold else PLAIN

    @property
    def shown(self) -> str:
        """What is left of it when it is cut."""
        return fitted(self.text, self.font, self.size, self.width)

    @property
    def start(self) -> float:
        """Where the first letter begins."""
        if not self.centred:
            return self.x
        return self.x + (self.width - self._wide) / 2

    @property
    def box(self) -> Box:
        """Where it stands."""
        left = int(self.start)
        return Box(left, self.y, left + int(self._wide) + 1, self.y + self.size)

    @property
    def _wide(self) -> float:
        return float(stringWidth(self.shown, self.font, self.size))


@dataclass(frozen=True, slots=True)
class Block:
    """A black rectangle: a rule, or the ground for white letters."""

    x: int
    y: int
    width: int
    height: int

    @property
    def box(self) -> Box:
        """Where it stands."""
        return Box(self.x, self.y, self.x + self.width, self.y + self.height)


@dataclass(frozen=True, slots=True)
class Printed:
    """A symbol; `module` is the width of its narrowest part in dots, `height` is for bars only. `alt` says what it is."""

    x: int
    y: int
    symbol: Symbol
    alt: str
    module: int = 3
    height: int = 0

    @property
    def box(self) -> Box:
        """Where its dark parts are."""
        width, height = self.size
        return Box(self.x, self.y, self.x + width, self.y + height)

    @property
    def clear(self) -> Box:
        """What must stay white around it but for the symbol."""
        across, along = self._quiet
        box = self.box
        return Box(box.left - across, box.top - along, box.right + across, box.bottom + along)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in dots."""
        match self.symbol:
            case Bars():
                return code128.width(self.symbol) * self.module, self.height
            case Maxi():
                return _MAXI_COLUMNS * MAXI_PITCH, _MAXI_HEIGHT
            case Stacked():
                rows = matrix.stacked(self.symbol)
                return len(rows[0]) * self.module, len(rows) * matrix.STACKED_ROW * self.module
            case Square():
                side = len(matrix.square(self.symbol)) * self.module
                return side, side

    @property
    def _quiet(self) -> tuple[int, int]:
        match self.symbol:
            case Bars():
                return code128.QUIET * self.module, 0
            case Maxi():
                return MAXI_PITCH, MAXI_PITCH
            case Stacked():
                return matrix.STACKED_QUIET * self.module, matrix.STACKED_QUIET * self.module
            case Square():
                return matrix.SQUARE_QUIET * self.module, matrix.SQUARE_QUIET * self.module


Element = Text | Block | Printed


def rule(y: int, height: int = 3, x: int = MARGIN, width: int = WIDTH - 2 * MARGIN) -> Block:
    """A line across the label."""
    return Block(x, y, width, height)


def column(x: int, y: int, lines: tuple[str, ...], size: int, *, bold: bool = False, width: int) -> tuple[Text, ...]:
    """Lines below each other."""
    return tuple(Text(x, y + place * (size + 2), line, size, bold=bold, width=width) for place, line in enumerate(lines))


def in_the_middle(symbol: Symbol, y: int, height: int, alt: str, module: int = 3) -> Printed:
    """Bars in the middle of the label, on the printer's grid."""
    placed = Printed(0, y, symbol, alt, module, height)
    return replace(placed, x=(WIDTH - placed.size[0]) // 2)
