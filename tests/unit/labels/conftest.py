"""A return to make a label for, and the carrier that makes it."""

from dataclasses import replace
from pathlib import Path

import pytest

from returnflow.labels.maker import SampleCarrier
from returnflow.returns.model import Reason
from returnflow.returns.service import open_return
from returnflow.stores import merchant

SECRET = b"a secret of this installation"


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
def variant(made):
    """The same return with other facts."""
    return lambda **changes: replace(made, **changes)
