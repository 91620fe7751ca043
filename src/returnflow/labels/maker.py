"""Makes labels: the sample carrier, which needs no account and can never be mistaken for postage."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from returnflow.files import write_whole
from returnflow.labels import token
from returnflow.labels.content import LabelContent, content
from returnflow.labels.page import draw_label
from returnflow.labels.sample import tracking_for
from returnflow.labels.slip import draw_slip
from returnflow.labels.verify import verify
from returnflow.returns.model import Address, Customer, Label, LabelState, Return, Store

CARRIER = "sample"


class SampleCarrier:
    """Draws label and slip, reads them back, and releases `<folder>/<rma>.pdf`. The same return always gives the same file."""

    def __init__(self, folder: Path, secret: bytes, centres: Mapping[Store, Address]) -> None:
        self._folder = folder
        self._secret = secret
        self._centres = centres

    def make(self, made: Return, customer: Customer, items: Sequence[str], now: datetime, parcel: int = 1) -> Label:
        """The released label of one parcel. Raises LabelUnreadable, with nothing released, when it reads as something else."""
        to = self._centres[made.store]
        more = f"-{parcel}" if parcel > 1 else ""
        tracking = tracking_for(f"{made.rma}{more}", to.zip)
        qr = token.sign(made.rma, self._secret)
        pdf = draw(content(made, customer, items, to, tracking, qr))
        verify(pdf, bars=tracking.barcode, qr=qr)
        file = f"{made.rma}{more}.pdf"
        write_whole(self._folder / file, pdf)
        return Label(
            rma=made.rma,
            state=LabelState.RELEASED,
            carrier=CARRIER,
            tracking=tracking.number,
            qr=qr,
            drop_off_code=made.drop_off_code or "",
            file=file,
            released_at=now,
            parcel=parcel,
        )


def draw(label: LabelContent) -> bytes:
    """Both pages as one PDF, byte for byte the same each time."""
    buffer = io.BytesIO()
    page = Canvas(buffer, invariant=1)
    page.setTitle(f"Return label {label.rma}")
    page.setSubject(f"Return {label.rma}, drop-off code {label.spoken_code}, hand over by {label.return_by.isoformat()}")
    page.setAuthor("ReturnFlow")
    draw_label(page, label)
    draw_slip(page, label)
    page.save()
    return buffer.getvalue()
