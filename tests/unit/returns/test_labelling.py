"""Labels of a return's parcels, with a maker that only counts."""

from contextlib import contextmanager
from dataclasses import replace

import pytest

from returnflow.errors import InvalidInput, NotFound
from returnflow.returns.labelling import NOTIFY_LABEL, contents, issue_label, issue_labels
from returnflow.returns.lifecycle import IllegalTransition
from returnflow.returns.model import Label, LabelState, Reason, ReturnState
from returnflow.returns.ports import LabelUnreadable
from returnflow.returns.service import open_return


class Maker:
    """Makes labels of nothing; `unreadable` are the parcels that do not read."""

    def __init__(self):
        self.made = []
        self.unreadable = set()

    def make(self, made, customer, items, now, parcel=1):
        self.made.append((parcel, tuple(items)))
        if parcel in self.unreadable:
            raise LabelUnreadable("the label", meant="x", found=["y"])
        file = f"{made.rma}-{parcel}.pdf"
        return Label(made.rma, LabelState.RELEASED, "ups", f"T{parcel}", "Q", made.drop_off_code, file, now, parcel=parcel)


@pytest.fixture
def maker():
    return Maker()


class Parcelled:
    """A transaction whose returns go in so many parcels, whatever is kept."""

    def __init__(self, work, parcels):
        self._work, self._parcels = work, parcels
        self.returns = self

    def __getattr__(self, name):
        return getattr(self._work, name)

    def get(self, rma):
        made = self._work.returns.get(rma)
        return made and replace(made, parcels=self._parcels)

    def save(self, changed):
        self._work.returns.save(changed)


def in_parcels(db, parcels):
    @contextmanager
    def begin():
        with db.begin() as work:
            yield Parcelled(work, parcels)

    return begin


@pytest.fixture
def order(db, world):
    order = world.order(quantity=2)
    with db.begin() as work:
        work.orders.add(order)
        work.calls.create(
            "call-1", user_identity="u", caller_key="k", room_name="r", channel="voice", recording=False, at=world.now
        )
    return order


def opened(db, world, order, call_id=None):
    """A return of two pieces."""
    with db.begin() as work:
        decision = world.decide(order.line(1), Reason.DEFECTIVE, quantity=2)
        return open_return(
            work, call_id=call_id, order=order, line_no=1, quantity=2, reason=Reason.DEFECTIVE, decision=decision, method=None,
            now=world.now,
        )  # fmt: skip


def notices(db, world):
    with db.read() as work:
        return [row.key for row in work.outbox.due(world.now) if row.kind == NOTIFY_LABEL]


def test_each_parcel_gets_a_label_and_the_customer_one_message(db, world, order, maker):
    made = opened(db, world, order)
    labels = issue_labels(in_parcels(db, 3), maker, made.rma, world.now)
    assert [label.parcel for label in labels] == [1, 2, 3]
    assert [parcel for parcel, _ in maker.made] == [1, 2, 3]
    assert notices(db, world) == [f"{NOTIFY_LABEL}:{made.rma}"]
    with db.read() as work:
        assert work.labels.for_return(made.rma) == list(labels)
        assert work.returns.get(made.rma).state is ReturnState.LABEL_ISSUED


def test_while_one_parcel_has_no_label_the_return_has_none(db, world, order, maker):
    made = opened(db, world, order)
    maker.unreadable = {2}
    with pytest.raises(LabelUnreadable):
        issue_labels(in_parcels(db, 2), maker, made.rma, world.now)
    with db.read() as work:
        assert work.returns.get(made.rma).state is ReturnState.AUTHORIZED
        assert [label.state for label in work.labels.for_return(made.rma)] == [LabelState.RELEASED, LabelState.FAILED]
    assert notices(db, world) == []
    maker.unreadable = set()
    issue_labels(in_parcels(db, 2), maker, made.rma, world.now)
    assert [parcel for parcel, _ in maker.made] == [1, 2, 2]
    assert len(notices(db, world)) == 1


def test_a_parcel_that_the_return_has_not_is_refused(db, world, order, maker):
    made = opened(db, world, order)
    for parcel in (0, 2, -1):
        with pytest.raises(InvalidInput) as raised:
            issue_label(db.begin, maker, made.rma, world.now, parcel)
        assert raised.value.field == "parcel"
    assert maker.made == []


def test_an_unreadable_label_is_kept_as_failed_and_told_in_the_calls_timeline(db, world, order, maker):
    made = opened(db, world, order, call_id="call-1")
    maker.unreadable = {1}
    with pytest.raises(LabelUnreadable):
        issue_label(db.begin, maker, made.rma, world.now)
    with db.read() as work:
        label = work.labels.get(made.rma)
        [item] = [item for item in work.timeline.read("call-1") if item.kind == "error"]
    assert label.state is LabelState.FAILED
    assert item.data == {"code": "label_unreadable", "rma": made.rma, "parcel": 1, "message": label.error}


def test_a_call_whose_record_is_gone_does_not_hide_the_failure(db, world, order, maker):
    made = opened(db, world, order, call_id="call-2")
    maker.unreadable = {1}
    with pytest.raises(LabelUnreadable):
        issue_label(db.begin, maker, made.rma, world.now)
    with db.read() as work:
        assert work.labels.get(made.rma).state is LabelState.FAILED


def test_the_next_try_mends_a_failed_label(db, world, order, maker):
    made = opened(db, world, order)
    maker.unreadable = {1}
    with pytest.raises(LabelUnreadable):
        issue_label(db.begin, maker, made.rma, world.now)
    maker.unreadable = set()
    label = issue_label(db.begin, maker, made.rma, world.now)
    with db.read() as work:
        assert work.labels.get(made.rma) == label
        assert label.error == ""


def test_a_return_that_is_over_or_unknown_has_no_labels_made(db, world, order, maker):
    made = opened(db, world, order)
    with db.begin() as work:
        work.returns.save(replace(made, state=ReturnState.CANCELLED))
    with pytest.raises(IllegalTransition):
        issue_labels(db.begin, maker, made.rma, world.now)
    with pytest.raises(NotFound):
        issue_labels(db.begin, maker, "RF-0000-0000", world.now)
    assert maker.made == []


def test_the_maker_is_told_how_many_pieces_come_back(db, world, order, maker):
    made = opened(db, world, order)
    assert contents(made) == ["thing (2)"]
    issue_label(db.begin, maker, made.rma, world.now)
    assert maker.made == [(1, ("thing (2)",))]
