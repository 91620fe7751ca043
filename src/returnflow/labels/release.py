"""From a finished PDF to released files: pictures are made of it, everything is read back, then all is written, the PDF last.

Owns the files' names and the order. Whoever made the PDF says what must be read on its first page.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog
from PIL import Image

from returnflow.files import write_whole
from returnflow.labels.content import LabelContent
from returnflow.labels.elements import DPI, HEIGHT, WIDTH
from returnflow.labels.reading import Code, Kinds, codes_in, in_black_and_white, rasterise
from returnflow.labels.symbols.model import Square
from returnflow.labels.verify import exactly
from returnflow.labels.zpl import dots
from returnflow.returns.ports import LabelUnreadable

log = structlog.get_logger(__name__)
_SLIP: Kinds = frozenset((Square,))

Judge = Callable[[Sequence[Code]], None]
"""Raises LabelUnreadable when what was read on the first page is not what was meant."""

PDF, PNG, ZPL, COMMANDS, TEXT = "pdf", "png", "zpl", "commands.zpl", "txt"
KINDS = (TEXT, COMMANDS, ZPL, PNG, PDF)
"""Every kind of file of a label, in the order in which they are written: where the PDF is, the others are."""


def file_name(rma: str, parcel: int = 1, kind: str = PDF) -> str:
    """`<rma>.pdf`, from the second parcel on `<rma>-2.pdf`."""
    return f"{rma}{f'-{parcel}' if parcel > 1 else ''}.{kind}"


@dataclass(frozen=True, slots=True)
class Finished:
    """A label that only has to be read back: symbols of these `kinds` on its first page.

    `commands` is for a printer that draws it itself, empty when there is none.
    """

    content: LabelContent
    pdf: bytes
    text: str
    kinds: Kinds
    commands: str = ""


def release(folder: Path, label: Finished, judge: Judge) -> str:
    """Read everything back, then write the files; the name of the PDF.

    Raises LabelUnreadable with nothing written, and says so in the log at error level: somebody must look.
    """
    rma, parcel = label.content.rma, label.content.parcel
    try:
        files = _read_back(label, judge)
    except LabelUnreadable as error:
        log.error("label_unreadable", rma=rma, parcel=parcel, carrier=label.content.carrier, why=error.message)
        raise
    for kind in KINDS:
        if kind in files:
            write_whole(folder / file_name(rma, parcel, kind), files[kind])
    return file_name(rma, parcel)


def _read_back(label: Finished, judge: Judge) -> dict[str, bytes]:
    """The files by kind, each proven: the PDF by what its pages say, picture and printer's dots by being its first page."""
    pages = rasterise(label.pdf)
    if len(pages) != 2:
        raise LabelUnreadable("the file", meant="a label and a slip", found=[f"{len(pages)} pages"])
    first = in_black_and_white(pages[0])
    judge(codes_in(first, kinds=label.kinds))
    exactly(codes_in(pages[1], 2, _SLIP), [Square(label.content.qr).reads], "the QR code on the slip")
    files = {PDF: label.pdf, PNG: _png(first), TEXT: label.text.encode()}
    _same("the picture", Image.open(io.BytesIO(files[PNG])), first)
    if first.size == (WIDTH, HEIGHT):  # a carrier's own page may be larger than a label printer's
        files[ZPL] = dots.encode(first).encode()
        _same("the printer's dots", dots.decode(files[ZPL].decode()), first)
    return files | ({COMMANDS: label.commands.encode()} if label.commands else {})


def _same(what: str, again: Image.Image, first: Image.Image) -> None:
    if again.convert("L").tobytes() != first.tobytes():
        raise LabelUnreadable(what, meant="the first page, dot for dot", found=["something else"])


def _png(page: Image.Image) -> bytes:
    """One bit a dot, with its resolution."""
    buffer = io.BytesIO()
    page.convert("1", dither=Image.Dither.NONE).save(buffer, "PNG", dpi=(DPI, DPI))
    return buffer.getvalue()
