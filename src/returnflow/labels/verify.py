"""Judges what was read from a finished label: exactly the symbols that were meant, each with its exact text and large enough."""

from collections.abc import Iterable, Sequence

from returnflow.labels.reading import Code
from returnflow.labels.symbols import code128, matrix
from returnflow.labels.symbols.model import GROUP, Bars, Read, Square, Stacked
from returnflow.returns.ports import LabelUnreadable

LEAST_DOTS = 2
"""Of the printer, for one module: a decoder reads bars of one dot in a clean picture, a scanner does not on paper."""


def exactly(found: Iterable[Code], meant: Iterable[Read], what: str) -> None:
    """Raise LabelUnreadable unless these are those, in whatever order, and large enough."""
    found = list(found)
    read = sorted((code.symbology, code.text) for code in found)
    wanted = sorted((each.symbology, each.text) for each in meant)
    if read != wanted:
        missing = [text for symbology, text in wanted if (symbology, text) not in read]
        raise LabelUnreadable(what, meant=", ".join(missing or (text for _, text in wanted)), found=[text for _, text in read])
    _large_enough(found, what)


def bears(found: Sequence[Code], number: str, what: str) -> None:
    """Raise LabelUnreadable unless one of the bars of another's label ends in the tracking number and is large enough.

    In front of it stand a route (USPS) or the carrier's own fields (FedEx prints twelve digits of 34).
    """
    bars = [code for code in found if code.symbology.startswith("]C")]
    bearing = [code for code in bars if number and code.text.endswith(number)]
    if not bearing:
        raise LabelUnreadable(what, meant=number, found=[code.text for code in bars])
    _large_enough([max(bearing, key=lambda code: code.across)], what)


def _large_enough(found: Iterable[Code], what: str) -> None:
    for code in found:
        modules = _modules(code) if code.across else 0
        if code.across + 1 < LEAST_DOTS * modules:  # edges are found to a dot
            small = f"the same in {code.across / modules:.1f} dots a module instead of at least {LEAST_DOTS}"
            raise LabelUnreadable(what, meant=code.text, found=[small])


def _modules(code: Code) -> int:
    """How many modules the symbol is wide; 0 for one whose size is not judged."""
    match code.symbology[:2]:
        case "]C":
            return code128.width(Bars(tuple(code.text.split(GROUP)), gs1=code.symbology == "]C1"))
        case "]Q":
            return len(matrix.square(Square(code.text)))
        case "]L":
            return len(matrix.stacked(Stacked(code.text))[0])
    return 0
