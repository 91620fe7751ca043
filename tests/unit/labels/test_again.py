import pytest

from returnflow.errors import NotFound
from returnflow.labels import again
from returnflow.returns.model import LabelState


def test_what_is_missing_is_made_and_what_is_there_left_alone(db, world, carrier, folder, made):
    [label] = again.issue(db.begin, carrier, folder, made.rma, world.now)
    assert label.state is LabelState.RELEASED
    pdf = folder / label.file
    before, touched = pdf.read_bytes(), pdf.stat().st_mtime_ns
    assert again.issue(db.begin, carrier, folder, made.rma, world.now) == (label,)
    assert pdf.stat().st_mtime_ns == touched
    pdf.unlink()
    assert again.issue(db.begin, carrier, folder, made.rma, world.now) == (label,)
    assert pdf.read_bytes() == before


def test_a_return_that_is_not_there_is_named(db, world, carrier, folder):
    with pytest.raises(NotFound):
        again.issue(db.begin, carrier, folder, "RF-0000-0000", world.now)
