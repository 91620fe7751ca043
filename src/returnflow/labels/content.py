"""What a label and its slip say, as facts ready to be drawn. Nothing here draws; nothing on the slip names the customer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from returnflow.labels.fonts import readable
from returnflow.returns.model import Address, Customer, Method, Return


@dataclass(frozen=True, slots=True)
class LabelContent:
    """Everything that both pages show of one parcel."""

    rma: str
    parcel: int
    parcels: int
    qr: str
    drop_off_code: str
    carrier: str
    tracking: str
    sender: tuple[str, ...]
    to: Address
    order_ending: str
    items: tuple[str, ...]
    made_on: date
    return_by: date
    with_slip: str
    packing: tuple[str, ...]
    drop_off: tuple[str, ...]

    @property
    def spoken_code(self) -> str:
        """The drop-off code in two groups."""
        return f"{self.drop_off_code[:3]} {self.drop_off_code[3:]}"

    @property
    def last_day(self) -> str:
        """The last day to hand over, in words."""
        return f"{self.return_by:%B} {self.return_by.day}, {self.return_by.year}"

    @property
    def which_parcel(self) -> str:
        """Such as "1 of 2"."""
        return f"{self.parcel} of {self.parcels}"

    @property
    def destination(self) -> tuple[str, ...]:
        """Where it goes, in three lines."""
        return self.to.name, self.to.street, f"{self.to.city} {self.to.state} {self.to.zip}"


_IN_A_BOX = (
    "Put the item into a box, with everything that came with it. Wipe personal data from electronics.",
    "Put this slip into the same box. One box for one return, please.",
    "Close the box and cover or remove older labels and barcodes.",
)
_BY_HAND = (
    "Keep the item together with everything that came with it. Wipe personal data from electronics.",
    "A box is needed only where the drop-off point asks for one.",
)
_LABELLED = (Method.PRINTED_LABEL, Method.PICKUP)
_DROP_OFF = {
    Method.PRINTED_LABEL: (
        "Print page 1 and fix it flat to the largest side of the box.",
        "Hand the parcel over at any drop-off point and keep the receipt.",
    ),
    Method.DROP_OFF_CODE: (
        "Take the item to a drop-off point. Nothing needs to be printed.",
        "Show the square code on this page, or say the drop-off code.",
        "Keep the receipt until the refund has arrived.",
    ),
    Method.STORE_COUNTER: (
        "Take the item to the customer service desk of a store.",
        "Show the square code on this page, or say the drop-off code.",
        "The refund can be made at the desk.",
    ),
    Method.PICKUP: (
        "Print page 1 and fix it flat to the largest side of the box.",
        "Put the parcel where the driver can take it on the day of the pickup.",
    ),
}


def content(
    made: Return, customer: Customer, items: Sequence[str], to: Address, *, carrier: str, tracking: str, qr: str, parcel: int = 1
) -> LabelContent:
    """The facts of one parcel's label."""
    method = made.method or Method.PRINTED_LABEL
    labelled = method in _LABELLED
    return LabelContent(
        rma=made.rma,
        parcel=parcel,
        parcels=max(made.parcels, parcel),
        qr=qr,
        drop_off_code=made.drop_off_code or "",
        carrier=carrier,
        tracking=tracking,
        sender=_sender(customer),
        to=to,
        order_ending=made.order_number[-4:],
        items=tuple(items),
        made_on=made.created_at.date(),
        return_by=made.return_by,
        with_slip="Put this page into the box." if labelled else "Bring this page, or show it on your phone.",
        packing=_IN_A_BOX if labelled else _BY_HAND,
        drop_off=_DROP_OFF[method],
    )


def _sender(customer: Customer) -> tuple[str, ...]:
    """Who sends, as far as the fonts can say it: carriers read Latin letters only."""
    name = customer.name if readable(customer.name) else "Customer"
    if customer.address is None:
        return name, customer.zip
    place = customer.address
    return name, place.street, f"{place.city} {place.state} {place.zip}"
