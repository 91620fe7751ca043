"""Buys the label of a parcel, reads it back like any other, and adds our slip.

Owns that one parcel is bought once: by its reference, which is looked up first, behind a lock that a process takes with it when
it dies.
"""

import fcntl
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pypdfium2
import structlog
from reportlab.pdfgen.canvas import Canvas

from returnflow.labels import token
from returnflow.labels.content import LabelContent, content
from returnflow.labels.easypost.client import EasyPost
from returnflow.labels.easypost.shipments import Shipment, carrier_name, choose, request
from returnflow.labels.maker import LANGUAGE, titled
from returnflow.labels.reading import PDFIUM, Kinds
from returnflow.labels.release import Finished, release
from returnflow.labels.slip import draw_slip
from returnflow.labels.summary import summary
from returnflow.labels.symbols.model import Bars
from returnflow.labels.tagged import Tagged
from returnflow.labels.verify import bears
from returnflow.returns.model import Address, Customer, Label, LabelState, Return, Store
from returnflow.returns.ports import LabelUnreadable

log = structlog.get_logger(__name__)
LOCKS = ".locks"
_BARS: Kinds = frozenset((Bars,))
"""All that is asked of another's page: which other symbols it bears is that carrier's business."""


class EasyPostCarrier:
    """Labels through EasyPost: the cheapest rate, or the cheapest of one carrier and service."""

    def __init__(
        self,
        client: EasyPost,
        folder: Path,
        secret: bytes,
        centres: Mapping[Store, Address],
        *,
        carrier: str = "",
        service: str = "",
        weight_g: int,
    ) -> None:
        self._client = client
        self._folder = folder
        self._secret = secret
        self._centres = centres
        self._wanted = carrier, service
        self._weight_g = weight_g

    def make(self, made: Return, customer: Customer, items: Sequence[str], now: datetime, parcel: int = 1) -> Label:
        """The released label. Making it again buys nothing.

        Raises InvalidInput naming what is wrong with an address, UpstreamUnavailable when it can be tried again, LabelUnreadable
        when the carrier's own label does not bear its number.
        """
        to = self._centres[made.store]
        with self._alone(f"{made.rma}-{parcel}") as reference:
            bought = self._bought(reference, customer, to)
            qr = token.sign(made.rma, self._secret, parcel)
            label = content(
                made, customer, items, to, carrier=carrier_name(bought), tracking=bought.tracking, qr=qr, parcel=parcel
            )
            title = f"{bought.carrier} {bought.service}"
            finished = Finished(label, with_slip(self._client.label(bought), label), summary(label, title), _BARS)
            file = release(self._folder, finished, lambda found: bears(found, bought.tracking, "the carrier's label"))
        return Label(
            rma=made.rma,
            state=LabelState.RELEASED,
            carrier=label.carrier,
            tracking=bought.tracking,
            qr=qr,
            drop_off_code=label.drop_off_code,
            file=file,
            released_at=now,
            parcel=parcel,
        )

    def _bought(self, reference: str, customer: Customer, to: Address) -> Shipment:
        found = self._client.by_reference(reference) or self._client.create(request(reference, customer, to, self._weight_g))
        if found.bought:
            return found
        rate = choose(found, *self._wanted)
        bought = self._client.buy(found.id, rate.id)
        log.info("a label was bought", reference=reference, shipment=bought.id, tracker=bought.tracker, carrier=bought.carrier,
                 service=bought.service, price=str(rate.price))  # fmt: skip
        return bought

    @contextmanager
    def _alone(self, reference: str) -> Iterator[str]:
        """Keep other processes of this installation from the same parcel: the caller's agent and the job may both want it."""
        locks = self._folder / LOCKS
        locks.mkdir(parents=True, exist_ok=True)
        with (locks / reference).open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield reference


def with_slip(pdf: bytes, label: LabelContent) -> bytes:
    """The first page of the carrier's file, then our slip. Raises LabelUnreadable when there is no page."""
    buffer = io.BytesIO()
    sheet = Tagged(titled(Canvas(buffer, lang=LANGUAGE), label))
    draw_slip(sheet, label)
    sheet.finish()
    sheet.canvas.save()
    joined = io.BytesIO()
    try:
        with PDFIUM, pypdfium2.PdfDocument(pdf) as bought, pypdfium2.PdfDocument(buffer.getvalue()) as whole:
            whole.import_pages(bought, pages=[0], index=0)
            whole.save(joined)
    except pypdfium2.PdfiumError as error:
        raise LabelUnreadable("the carrier's file", meant="a page", found=[str(error)]) from error
    return joined.getvalue()
