import stat
from datetime import timedelta

import pypdfium2
import pytest

from returnflow.labels import token
from returnflow.labels.maker import SampleCarrier
from returnflow.labels.verify import codes
from returnflow.returns.model import LabelState, Method
from returnflow.returns.ports import LabelUnreadable


def words(pdf):
    """The text of each page."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def test_a_label_is_released_under_its_returns_number(carrier, folder, made, order, world):
    label = carrier.make(made, order.customer, ["thing"], world.now)
    assert (label.state, label.file, label.released_at) == (LabelState.RELEASED, f"{made.rma}.pdf", world.now)
    assert [path.name for path in folder.iterdir()] == [label.file]
    assert token.read(label.qr, b"a secret of this installation") == made.rma


def test_the_released_file_scans_as_the_label_says(carrier, folder, made, order, world):
    label = carrier.make(made, order.customer, ["thing"], world.now)
    bars, qr = (code.text for code in codes((folder / label.file).read_bytes()))
    assert bars.split("\x1d")[1] == label.tracking
    assert qr == label.qr


def test_making_it_again_gives_the_same_file_byte_for_byte(carrier, folder, made, order, world):
    first = carrier.make(made, order.customer, ["thing"], world.now)
    content = (folder / first.file).read_bytes()
    carrier.make(made, order.customer, ["thing"], world.now + timedelta(days=1))
    assert (folder / first.file).read_bytes() == content


def test_both_pages_say_that_this_is_no_postage(carrier, folder, made, order, world):
    carrier.make(made, order.customer, ["thing"], world.now)
    for text in words(folder / f"{made.rma}.pdf"):
        assert "SAMPLE - NOT POSTAGE" in text


def test_the_slip_tells_what_to_do_and_not_who_does_it(carrier, folder, made, order, world):
    carrier.make(made, order.customer, ["thing"], world.now)
    label, slip = words(folder / f"{made.rma}.pdf")
    assert made.rma in label
    assert made.rma in slip
    assert f"{made.return_by:%B} {made.return_by.day}, {made.return_by.year}" in slip
    assert "Maria Carter" in label
    assert "Carter" not in slip
    assert order.customer.email not in label + slip
    assert order.number not in label + slip


@pytest.mark.parametrize("method", Method)
def test_every_way_back_has_a_slip_that_reads(carrier, variant, order, world, method):
    label = carrier.make(variant(method=method), order.customer, ["a", "b"], world.now)
    assert label.state is LabelState.RELEASED


def test_a_summary_for_screen_readers_is_in_the_files_properties(carrier, folder, made, order, world):
    carrier.make(made, order.customer, ["thing"], world.now)
    with pypdfium2.PdfDocument(folder / f"{made.rma}.pdf") as document:
        facts = document.get_metadata_dict()
    assert facts["Title"] == f"Return label {made.rma}"
    assert made.return_by.isoformat() in facts["Subject"]


def test_a_label_that_does_not_read_is_never_released(carrier, folder, made, order, world, monkeypatch):
    monkeypatch.setattr("returnflow.labels.maker.draw_label", lambda page, label: page.showPage())
    with pytest.raises(LabelUnreadable):
        carrier.make(made, order.customer, ["thing"], world.now)
    assert not folder.exists()


def test_a_store_without_a_return_centre_has_no_label(folder, made, order, world):
    with pytest.raises(KeyError):
        SampleCarrier(folder, b"s", {}).make(made, order.customer, ["thing"], world.now)


def test_a_labels_file_is_for_its_owner_only(carrier, folder, made, order, world):
    label = carrier.make(made, order.customer, ["thing"], world.now)
    assert stat.S_IMODE((folder / label.file).stat().st_mode) == 0o600
