"""A return to make a label for, the carrier that makes it, and labels of any content."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from returnflow.labels import token
from returnflow.labels.carriers import CARRIERS
from returnflow.labels.content import LabelContent
from returnflow.labels.maker import SampleCarrier
from returnflow.returns.model import Address, Reason, Store
from returnflow.returns.service import open_return
from returnflow.stores import merchant

SECRET = b"a secret of this installation"
CENTRE = Address("Sample Return Centre A", "100 Example Way", "Springfield", "IL", "62701")


@pytest.fixture
def order(db, world):
    order = world.order()
    with db.begin() as work:
        work.orders.add(order)
    return order


@pytest.fixture
def made(db, world, order):
    decision = world.decide(order.line(1), Reason.DEFECTIVE)
    with db.begin() as work:
        opened = open_return(
            work, call_id=None, order=order, line_no=1, quantity=1, reason=Reason.DEFECTIVE, decision=decision, method=None,
            now=world.now,
        )  # fmt: skip
    return opened


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "labels"


@pytest.fixture
def carrier(folder):
    return SampleCarrier(folder, SECRET, merchant.load().centres())


@pytest.fixture
def carrier_of(folder):
    """The sample carrier whose every label has the form of one carrier."""
    return lambda name: SampleCarrier(folder, SECRET, merchant.load().centres(), dict.fromkeys(Store, name))


@pytest.fixture
def variant(made):
    """The same return with other facts."""
    return lambda **changes: replace(made, **changes)


@pytest.fixture(scope="session")
def a_label():
    """The content of a label of one carrier."""

    def make(carrier="usps", rma="RF-7K4M-92XM", parcel=1, **changes):
        known = LabelContent(
            rma=rma,
            parcel=parcel,
            parcels=max(1, parcel),
            qr=token.sign(rma, SECRET, parcel),
            drop_off_code="K4M9ZQ",
            carrier=carrier,
            tracking=CARRIERS[carrier].sample(rma, parcel),
            sender=("Maria Carter", "1 Elm Street", "Chicago IL 60614"),
            to=CENTRE,
            order_ending="1823",
            items=("headphones",),
            made_on=date(2026, 6, 15),
            return_by=date(2026, 7, 31),
            with_slip="Put this page into the box.",
            packing=("Put the item into a box.", "Close the box."),
            drop_off=("Print page 1.", "Hand it over."),
        )
        return replace(known, **changes)

    return make
