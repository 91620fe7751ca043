from dataclasses import replace

import pytest

from returnflow.returns.model import Label, LabelState, Reason
from returnflow.returns.service import open_return


@pytest.fixture
def made(db, world):
    order = world.order()
    with db.begin() as work:
        work.orders.add(order)
        return open_return(
            work,
            call_id=None,
            order=order,
            line_no=1,
            quantity=1,
            reason=Reason.DEFECTIVE,
            decision=world.decide(order.line(1), Reason.DEFECTIVE),
            method=None,
            now=world.now,
        )


def test_a_new_returns_label_is_pending_and_found_by_its_code(db, made):
    with db.read() as work:
        label = work.labels.get(made.rma)
        assert (label.state, label.file, label.released_at) == (LabelState.PENDING, None, None)
        assert work.labels.by_code(made.drop_off_code) == label
        assert work.labels.by_code("ZZZZZZ") is None
        assert work.labels.get("RF-0000-0000") is None


def test_a_changed_label_is_kept(db, made, world):
    with db.begin() as work:
        label = replace(
            work.labels.get(made.rma), state=LabelState.RELEASED, tracking="92", qr="RF1", file="x.pdf", released_at=world.now
        )
        work.labels.save(label)
    with db.read() as work:
        assert work.labels.get(made.rma) == label
        assert isinstance(work.labels.get(made.rma), Label)


def test_each_parcel_has_a_label_of_its_own_and_the_return_shows_its_first(db, made, world):
    with db.begin() as work:
        first = work.labels.get(made.rma)
        second = replace(first, parcel=2, state=LabelState.RELEASED, tracking="1Z2", qr="q2", released_at=world.now)
        work.labels.save(second)
    with db.read() as work:
        assert work.labels.for_return(made.rma) == [first, second]
        assert work.labels.get(made.rma, 2) == second
        assert work.labels.by_code(made.drop_off_code) == first
        assert work.labels.by_tracking("1Z2") == second
        assert work.labels.by_tracking("") is None
        assert work.labels.by_tracking("1Z3") is None
        assert work.returns.get(made.rma).drop_off_code == made.drop_off_code
