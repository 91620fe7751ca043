"""Says what is on any label, ours or a carrier's: every symbol, whose number, its check digit, and whether we signed it."""

from collections.abc import Iterator
from dataclasses import dataclass

from returnflow.labels import checkdigits, token
from returnflow.labels.carriers import sample
from returnflow.labels.reading import Code, codes_in, pages_of
from returnflow.labels.symbols.model import GROUP, RECORD

_NAMES = {"]C0": "Code 128", "]C1": "GS1-128", "]Q": "QR code", "]U": "MaxiCode", "]L": "PDF417", "]d": "Data Matrix"}


@dataclass(frozen=True, slots=True)
class Scanned:
    """One symbol. `carrier`, `number`, `check` and `sample` are of the tracking number in it, `rma` and `parcel` of our own code.

    `check` is "right" or "wrong"; `signed` is None where there is nothing to sign.
    """

    page: int
    kind: str
    symbology: str
    text: str
    carrier: str | None = None
    number: str | None = None
    check: str | None = None
    sample: bool = False
    signed: bool | None = None
    rma: str | None = None
    parcel: int | None = None


def scan(content: bytes, secret: bytes, dpi: int) -> list[Scanned]:
    """Everything on the pages of a PDF or in a picture. Raises InvalidInput when it is neither."""
    found = (code for page, image in enumerate(pages_of(content, dpi), start=1) for code in codes_in(image, page))
    return [_told(code, secret) for code in found]


def _told(code: Code, secret: bytes) -> Scanned:
    kind = next((name for mark, name in _NAMES.items() if code.symbology.startswith(mark)), "another symbol")
    known = next(_numbers(code.text), None)
    ours = code.text.startswith(f"{token.VERSION}.")
    marked = token.parcel_of(code.text, secret) if ours else None
    return Scanned(
        page=code.page,
        kind=kind,
        symbology=code.symbology,
        text=code.text,
        carrier=known.carrier if known else None,
        number=known.number if known else None,
        check=("right" if known.right else "wrong") if known else None,
        sample=bool(known and sample.is_sample(known.number)),
        signed=marked is not None if ours else None,
        rma=marked.rma if marked else None,
        parcel=marked.parcel if marked else None,
    )


def _numbers(text: str) -> Iterator[checkdigits.Known]:
    """Carriers' numbers in a text: the whole of it, then its fields."""
    for part in (text, *text.replace(RECORD, GROUP).split(GROUP)):
        known = checkdigits.recognise(part)
        if known is not None:
            yield known
