"""Makes labels: the sample carrier, which needs no account and can never be mistaken for postage."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from returnflow.labels import token
from returnflow.labels.carriers import DEFAULTS, Carrier, carrier
from returnflow.labels.carriers.sample import WATERMARK
from returnflow.labels.content import LabelContent, content
from returnflow.labels.painting import paint
from returnflow.labels.release import Finished, release
from returnflow.labels.slip import draw_slip
from returnflow.labels.summary import summary
from returnflow.labels.symbols.model import Square
from returnflow.labels.tagged import Tagged
from returnflow.labels.verify import exactly
from returnflow.labels.zpl import commands
from returnflow.returns.model import Address, Customer, Label, LabelState, Return, Store
from returnflow.returns.ports import LabelUnreadable

LANGUAGE = "en-US"


class SampleCarrier:
    """Draws label and slip in a carrier's form, reads them back, and releases the files. The same parcel gives the same files.

    `carriers` says which carrier's form the returns to a store have.
    """

    def __init__(
        self, folder: Path, secret: bytes, centres: Mapping[Store, Address], carriers: Mapping[Store, str] = DEFAULTS
    ) -> None:
        self._folder = folder
        self._secret = secret
        self._centres = centres
        self._carriers = {store: carrier(carriers.get(store, DEFAULTS[store])) for store in Store}

    def make(self, made: Return, customer: Customer, items: Sequence[str], now: datetime, parcel: int = 1) -> Label:
        """The released label. Raises LabelUnreadable, with nothing released, when it does not read as it was meant."""
        form = self._carriers[made.store]
        number = form.sample(made.rma, parcel)
        qr = token.sign(made.rma, self._secret, parcel)
        to = self._centres[made.store]
        label = content(made, customer, items, to, carrier=form.name, tracking=number, qr=qr, parcel=parcel)
        return Label(
            rma=made.rma,
            state=LabelState.RELEASED,
            carrier=form.name,
            tracking=number,
            qr=qr,
            drop_off_code=label.drop_off_code,
            file=self._release(form, label),
            released_at=now,
            parcel=parcel,
        )

    def _release(self, form: Carrier, label: LabelContent) -> str:
        elements = form.layout(label)
        printer = commands.encode(elements)
        if not commands.agrees(printer, elements):
            raise LabelUnreadable("the printer's commands", meant="every element of the label", found=["something else"])
        symbols = *form.symbols(label), Square(label.qr)
        kinds = frozenset(type(symbol) for symbol in symbols)
        finished = Finished(label, draw(form, label), summary(label, form.title, WATERMARK), kinds, printer)
        meant = [symbol.reads for symbol in symbols]
        return release(self._folder, finished, lambda found: exactly(found, meant, "the label"))


def draw(form: Carrier, label: LabelContent) -> bytes:
    """Both pages as one PDF, byte for byte the same each time."""
    buffer = io.BytesIO()
    sheet = Tagged(titled(Canvas(buffer, invariant=1, lang=LANGUAGE), label))
    paint(sheet, form.layout(label), WATERMARK)
    draw_slip(sheet, label, WATERMARK)
    sheet.finish()
    sheet.canvas.save()
    return buffer.getvalue()


def titled(page: Canvas, label: LabelContent) -> Canvas:
    """With what a reader tells of the file before it is opened."""
    page.setTitle(f"Return label {label.rma}")
    page.setSubject(f"Return {label.rma}, drop-off code {label.spoken_code}, hand over by {label.return_by.isoformat()}")
    page.setAuthor("ReturnFlow")
    return page
