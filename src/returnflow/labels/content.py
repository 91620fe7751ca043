"""What a label and its slip say, as facts ready to be drawn. Nothing here draws; nothing on the slip names the customer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from returnflow.labels.sample import Tracking
from returnflow.returns.model import Address, Customer, Method, Return


@dataclass(frozen=True, slots=True)
class LabelContent:
    """Everything both pages show."""

    rma: str
    qr: str
    drop_off_code: str
    tracking: Tracking
    sender: tuple[str, ...]
    to: tuple[str, ...]
    order_ending: str
    items: tuple[str, ...]
    return_by: date
    with_slip: str
    packing: tuple[str, ...]
    drop_off: tuple[str, ...]

    @property
    def spoken_code(self) -> str:
        """The drop-off code in two groups."""
        return f"{self.drop_off_code[:3]} {self.drop_off_code[3:]}"


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


def content(made: Return, customer: Customer, items: Sequence[str], to: Address, tracking: Tracking, qr: str) -> LabelContent:
    """The facts of one return's label."""
    method = made.method or Method.PRINTED_LABEL
    labelled = method in _LABELLED
    return LabelContent(
        rma=made.rma,
        qr=qr,
        drop_off_code=made.drop_off_code or "",
        tracking=tracking,
        sender=(customer.name, customer.zip),
        to=(to.name, to.street, f"{to.city} {to.state} {to.zip}"),
        order_ending=made.order_number[-4:],
        items=tuple(items),
        return_by=made.return_by,
        with_slip="Put this page into the box." if labelled else "Bring this page, or show it on your phone.",
        packing=_IN_A_BOX if labelled else _BY_HAND,
        drop_off=_DROP_OFF[method],
    )
