"""Judges what was read from a finished label: exactly the symbols that were meant, each with its exact text, and nothing else."""

from collections.abc import Iterable, Sequence

from returnflow.labels.reading import Code
from returnflow.labels.symbols.model import Read
from returnflow.returns.ports import LabelUnreadable


def exactly(found: Iterable[Code], meant: Iterable[Read], what: str) -> None:
    """Raise LabelUnreadable unless these are those, in whatever order."""
    read = sorted((code.symbology, code.text) for code in found)
    wanted = sorted((each.symbology, each.text) for each in meant)
    if read == wanted:
        return
    missing = [text for symbology, text in wanted if (symbology, text) not in read]
    raise LabelUnreadable(what, meant=", ".join(missing or (text for _, text in wanted)), found=[text for _, text in read])


def bears(found: Sequence[Code], number: str, what: str) -> None:
    """Raise LabelUnreadable unless one of the bars of another's label ends in the tracking number.

    In front of it stand a route (USPS) or the carrier's own fields (FedEx prints twelve digits of 34).
    """
    bars = [code.text for code in found if code.symbology.startswith("]C")]
    if not number or not any(text.endswith(number) for text in bars):
        raise LabelUnreadable(what, meant=number, found=bars)
