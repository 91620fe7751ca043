from datetime import timedelta

import pytest

from returnflow.errors import InvalidInput, NotFound
from returnflow.returns import service
from returnflow.returns.labelling import contents
from returnflow.returns.lifecycle import IllegalTransition
from returnflow.returns.model import Handling, LabelState, ReturnState
from returnflow.returns.ports import LabelUnreadable

from .desk import Maker


def issue(desk, made, maker, **later):
    return service.issue_labels(desk.db.begin, maker, made.rma, desk.now + timedelta(**later))[0]


def test_a_label_is_issued_once_and_moves_the_return_on(desk):
    made, maker = desk.open(), Maker()
    label = issue(desk, made, maker)
    assert label == issue(desk, made, maker, hours=1)
    assert maker.calls == 1
    assert maker.seen == (made, desk.order.customer, ["thing"])
    with desk.db.read() as work:
        assert work.labels.get(made.rma) == label
    assert desk.get(made).state is ReturnState.LABEL_ISSUED
    assert desk.outbox(made, "notify_label") == [f"notify_label:{made.rma}"]


def test_every_parcel_gets_a_label_and_the_customer_hears_once(desk):
    made, maker = desk.open(parcels=3), Maker()
    issue(desk, made, maker)
    assert maker.parcels == [1, 2, 3]
    with desk.db.read() as work:
        labels = work.labels.for_return(made.rma)
    assert [(label.parcel, label.state, label.file) for label in labels] == [
        (parcel, LabelState.RELEASED, f"{made.rma}-{parcel}.pdf") for parcel in (1, 2, 3)
    ]
    assert len(desk.outbox(made, "notify_label")) == 1


def test_a_return_moves_on_only_when_all_of_its_labels_are_there(desk):
    made = desk.open(parcels=2)

    class Second(Maker):
        def make(self, made, customer, items, now, parcel=1):
            if parcel == 2 and self.fails == 0:
                self.fails = 1
            return super().make(made, customer, items, now, parcel)

    with pytest.raises(LabelUnreadable):
        issue(desk, made, Second())
    assert desk.get(made).state is ReturnState.AUTHORIZED
    with desk.db.read() as work:
        assert [label.state for label in work.labels.for_return(made.rma)] == [LabelState.RELEASED, LabelState.FAILED]
    again = Maker()
    issue(desk, made, again)
    assert again.parcels == [2]
    assert desk.get(made).state is ReturnState.LABEL_ISSUED


def test_a_label_that_cannot_be_read_is_not_released_and_may_be_made_again(desk):
    made, maker = desk.open(), Maker(fails=1)
    with pytest.raises(LabelUnreadable):
        issue(desk, made, maker)
    with desk.db.read() as work:
        label = work.labels.get(made.rma)
    assert label.state is LabelState.FAILED
    assert "reads ['2']" in label.error
    assert desk.get(made).state is ReturnState.AUTHORIZED
    assert issue(desk, made, maker).state is LabelState.RELEASED


def test_one_label_of_several_may_be_made_alone(desk):
    made, maker = desk.open(parcels=2), Maker()
    assert service.issue_label(desk.db.begin, maker, made.rma, desk.now, 2).parcel == 2
    assert maker.parcels == [2]
    assert desk.get(made).state is ReturnState.AUTHORIZED
    with pytest.raises(InvalidInput) as raised:
        service.issue_label(desk.db.begin, maker, made.rma, desk.now, 3)
    assert raised.value.field == "parcel"


def test_a_label_of_no_return_is_refused(desk):
    with pytest.raises(NotFound) as raised:
        service.issue_label(desk.db.begin, Maker(), "RF-0000-0000", desk.now)
    assert raised.value.field == "rma"


def test_what_does_not_travel_has_no_label(kept):
    desk, item = kept
    with pytest.raises(NotFound):
        issue(desk, desk.open(item), Maker())


@pytest.mark.parametrize("handling", [Handling.AUTO, Handling.PERSON])
def test_a_return_that_is_over_or_not_approved_gets_no_label(desk, handling):
    made, maker = desk.open(handling=handling), Maker()
    if handling is Handling.AUTO:
        desk.do(service.cancel, made)
    with pytest.raises(IllegalTransition):
        issue(desk, made, maker)
    assert maker.calls == 0


def test_a_return_cancelled_while_its_label_is_made_stays_cancelled(desk):
    made = desk.open()

    class Slow(Maker):
        def make(self, made, customer, items, now, parcel=1):
            desk.do(service.cancel, made)
            return super().make(made, customer, items, now, parcel)

    with pytest.raises(IllegalTransition):
        issue(desk, made, Slow())
    assert desk.get(made).state is ReturnState.CANCELLED
    with desk.db.read() as work:
        assert work.labels.get(made.rma).state is LabelState.PENDING


def test_two_who_make_the_same_label_at_once_release_it_once(desk):
    made = desk.open()

    class Overtaken(Maker):
        def make(self, made, customer, items, now, parcel=1):
            service.issue_labels(desk.db.begin, Maker(), made.rma, now)
            return super().make(made, customer, items, now + timedelta(hours=1), parcel)

    issue(desk, made, Overtaken())
    with desk.db.read() as work:
        assert work.labels.get(made.rma).released_at == desk.now
    assert len(desk.outbox(made, "notify_label")) == 1


def test_a_label_made_after_the_code_was_scanned_leaves_the_return_on_its_way(desk):
    made = desk.open()
    desk.scan(made)
    issue(desk, made, Maker())
    assert desk.get(made).state is ReturnState.IN_TRANSIT
    assert desk.outbox(made, "notify_label") == []


def test_an_unreadable_label_is_told_in_the_calls_timeline(desk):
    with desk.db.begin() as work:
        work.calls.create(
            "call", user_identity="u", caller_key="k", room_name="r", channel="voice", recording=False, at=desk.now
        )
    made = desk.open()
    with pytest.raises(LabelUnreadable):
        issue(desk, made, Maker(fails=1))
    with desk.db.read() as work:
        label = work.labels.get(made.rma)
        [item] = [item for item in work.timeline.read("call") if item.kind == "error"]
    assert item.data == {"code": "label_unreadable", "rma": made.rma, "parcel": 1, "message": label.error}


def test_the_maker_is_told_how_many_pieces_come_back(desk):
    made, maker = desk.open(desk.item(quantity=2)), Maker()
    issue(desk, made, maker)
    assert maker.seen[2] == ["thing (2)"] == contents(made)
