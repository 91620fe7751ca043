import re
from dataclasses import replace

import pytest
import structlog

from returnflow.errors import NotFound
from returnflow.jobs.outbox import POISON
from returnflow.labels.carriers import CARRIERS
from returnflow.labels.effect import effects
from returnflow.labels.elements import Printed
from returnflow.observe.metrics import page
from returnflow.returns.model import LabelState, ReturnState, Store
from returnflow.returns.ports import LabelUnreadable
from returnflow.returns.service import MAKE_LABEL


@pytest.fixture
def run(db, world, carrier):
    """Run every due effect of this package."""
    table = effects(db.begin, carrier, lambda: world.now)

    def run():
        with db.read() as work:
            rows = [row for row in work.outbox.due(world.now) if row.kind in table]
        for row in rows:
            table[row.kind](row)
        return rows

    return run


def test_the_outbox_row_of_a_new_return_makes_its_label(db, run, made, folder):
    assert len(run()) == 1
    with db.read() as work:
        assert work.labels.get(made.rma).state is LabelState.RELEASED
    assert (folder / f"{made.rma}.pdf").is_file()


def test_running_it_again_changes_nothing(db, run, made):
    run()
    with db.read() as work:
        before = work.labels.get(made.rma), work.returns.get(made.rma), work.outbox.due(made.created_at)
    run()
    with db.read() as work:
        assert (work.labels.get(made.rma), work.returns.get(made.rma), work.outbox.due(made.created_at)) == before


def test_an_unreadable_label_fails_the_row_but_not_for_ever_and_is_kept_as_failed(db, world, made):
    class Blurred:
        def make(self, *_):
            raise LabelUnreadable("the label", meant="x", found=["y"])

    with db.read() as work:
        [row] = [row for row in work.outbox.due(world.now) if row.kind == MAKE_LABEL]
    with pytest.raises(LabelUnreadable) as raised:
        effects(db.begin, Blurred(), lambda: world.now)[MAKE_LABEL](row)
    assert not isinstance(raised.value, POISON)
    with db.read() as work:
        label = work.labels.get(made.rma)
    assert label.state is LabelState.FAILED
    assert "should say 'x'" in label.error
    assert unreadable(db, world) == 1


def unreadable(db, world):
    """What `/metrics` tells of labels."""
    text = page(db, lambda: world.now)[0].decode()
    return float(re.search(r"^returnflow_labels_unreadable (\S+)$", text, re.MULTILINE)[1])


@pytest.mark.parametrize("fault", ["wrong digit", "too small"])
def test_a_label_made_wrong_on_purpose_fails_its_job_and_is_told_until_it_is_made_right(
    db, world, carrier, made, folder, monkeypatch, fault
):
    right = CARRIERS["ups"]

    def layout(label):
        if fault == "wrong digit":
            return right.layout(replace(label, tracking=label.tracking[:-1] + str((int(label.tracking[-1]) + 1) % 10)))
        return tuple(replace(each, module=1) if isinstance(each, Printed) else each for each in right.layout(label))

    with db.read() as work:
        [row] = [row for row in work.outbox.due(world.now) if row.kind == MAKE_LABEL]
    make = effects(db.begin, carrier, lambda: world.now)[MAKE_LABEL]
    with monkeypatch.context() as spoilt:
        spoilt.setattr(carrier, "_carriers", dict.fromkeys(Store, replace(right, layout=layout)))
        with structlog.testing.capture_logs() as lines, pytest.raises(LabelUnreadable):
            make(row)
    assert [line["log_level"] for line in lines if line["event"] == "label_unreadable"] == ["error"]
    assert unreadable(db, world) == 1
    assert not folder.exists()
    make(row)
    assert unreadable(db, world) == 0
    assert (folder / f"{made.rma}.pdf").is_file()


def test_a_cancelled_return_gets_no_label_and_no_complaint(db, run, made, folder):
    with db.begin() as work:
        work.returns.save(replace(made, state=ReturnState.CANCELLED))
    run()
    assert not folder.exists()


def test_a_row_about_nothing_is_named(db, world, carrier, made):
    with db.read() as work:
        [row, *_] = work.outbox.due(world.now)
    with pytest.raises(NotFound):
        effects(db.begin, carrier, lambda: world.now)["make_label"](replace(row, payload={"rma": "RF-0000-0000"}))
