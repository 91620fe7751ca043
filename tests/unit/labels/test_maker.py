from dataclasses import replace
from datetime import timedelta

import pypdfium2
import pytest

from returnflow.labels import token
from returnflow.labels.carriers import CARRIERS, sample
from returnflow.labels.maker import SampleCarrier
from returnflow.labels.reading import codes
from returnflow.returns.model import LabelState, Method, Store
from returnflow.returns.ports import LabelUnreadable

SECRET = b"a secret of this installation"


def words(pdf):
    """The text of each page."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def test_a_label_is_released_under_its_returns_number(carrier, folder, made, order, world):
    label = carrier.make(made, order.customer, ["thing"], world.now)
    assert (label.state, label.file, label.released_at) == (LabelState.RELEASED, f"{made.rma}.pdf", world.now)
    assert {path.name.partition(".")[0] for path in folder.iterdir()} == {made.rma}
    assert token.read(label.qr, SECRET) == made.rma


@pytest.mark.parametrize("name", sorted(CARRIERS))
def test_the_released_file_scans_as_the_label_says(carrier_of, folder, made, order, world, name):
    label = carrier_of(name).make(made, order.customer, ["thing"], world.now)
    found = codes((folder / label.file).read_bytes())
    assert label.carrier == name
    assert sample.is_sample(label.tracking)
    assert any(code.symbology.startswith("]C") and code.text.endswith(label.tracking) for code in found)
    assert [code.page for code in found if code.text == label.qr] == [1, 2]


def test_each_store_goes_with_its_carrier_unless_the_merchant_says_otherwise(carrier, carrier_of, variant, order, world):
    walmart = variant(store=Store.WALMART)
    assert carrier.make(variant(), order.customer, ["thing"], world.now).carrier == "ups"
    assert carrier.make(walmart, order.customer, ["thing"], world.now).carrier == "fedex"
    assert carrier_of("usps").make(walmart, order.customer, ["thing"], world.now).carrier == "usps"


def test_making_it_again_gives_the_same_files_byte_for_byte(carrier, folder, made, order, world):
    carrier.make(made, order.customer, ["thing"], world.now)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    carrier.make(made, order.customer, ["thing"], world.now + timedelta(days=1))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_the_second_parcel_has_files_a_number_and_a_code_of_its_own(carrier, folder, variant, order, world):
    made = variant(parcels=2)
    first = carrier.make(made, order.customer, ["thing"], world.now)
    second = carrier.make(made, order.customer, ["thing"], world.now, 2)
    assert second.file == f"{made.rma}-2.pdf"
    assert (folder / second.file).is_file()
    assert first.tracking != second.tracking
    assert token.parcel_of(second.qr, SECRET) == token.Marked(made.rma, 2)
    assert second.drop_off_code == first.drop_off_code
    assert "parcel 2 of 2" in " ".join(words(folder / second.file))


def test_both_pages_say_that_this_is_no_postage(carrier, folder, made, order, world):
    carrier.make(made, order.customer, ["thing"], world.now)
    for text in words(folder / f"{made.rma}.pdf"):
        assert "SAMPLE - NOT POSTAGE" in text


def test_the_slip_tells_what_to_do_and_not_who_does_it(carrier, folder, made, order, world):
    carrier.make(made, order.customer, ["thing"], world.now)
    label, slip = words(folder / f"{made.rma}.pdf")
    told = (folder / f"{made.rma}.txt").read_text()
    assert made.rma in label
    assert made.rma in slip
    assert f"{made.return_by:%B} {made.return_by.day}, {made.return_by.year}" in slip
    assert "Maria Carter" in label
    assert "Carter" not in slip + told
    assert order.customer.email not in label + slip + told
    assert order.number not in label + slip + told


@pytest.mark.parametrize("method", Method)
def test_every_way_back_has_a_slip_that_reads(carrier, variant, order, world, method):
    label = carrier.make(variant(method=method), order.customer, ["a", "b"], world.now)
    assert label.state is LabelState.RELEASED


def test_a_summary_is_in_the_files_properties(carrier, folder, made, order, world):
    carrier.make(made, order.customer, ["thing"], world.now)
    with pypdfium2.PdfDocument(folder / f"{made.rma}.pdf") as document:
        facts = document.get_metadata_dict()
    assert facts["Title"] == f"Return label {made.rma}"
    assert made.return_by.isoformat() in facts["Subject"]


def test_a_label_with_another_number_than_was_meant_is_never_released(carrier, folder, made, order, world, monkeypatch):
    right = CARRIERS["ups"]
    wrong = replace(right, layout=lambda label: right.layout(replace(label, tracking=sample.ups("RF-0000-0000", 1))))
    monkeypatch.setattr(carrier, "_carriers", dict.fromkeys(Store, wrong))
    with pytest.raises(LabelUnreadable):
        carrier.make(made, order.customer, ["thing"], world.now)
    assert not folder.exists()


def test_commands_that_do_not_say_what_the_label_says_are_never_released(carrier, folder, made, order, world, monkeypatch):
    monkeypatch.setattr("returnflow.labels.maker.commands.encode", lambda elements: "^XA^XZ")
    with pytest.raises(LabelUnreadable, match="the printer's commands"):
        carrier.make(made, order.customer, ["thing"], world.now)
    assert not folder.exists()


def test_a_store_without_a_return_centre_has_no_label(folder, made, order, world):
    with pytest.raises(KeyError):
        SampleCarrier(folder, b"s", {}).make(made, order.customer, ["thing"], world.now)
