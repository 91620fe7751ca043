from dataclasses import replace

import pytest

from returnflow.errors import NotFound
from returnflow.jobs.outbox import POISON
from returnflow.labels.effect import effects
from returnflow.returns.model import LabelState, ReturnState
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
