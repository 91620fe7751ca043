"""Nothing is released that does not read, and what is released is the same in every form."""

import io
import stat
from dataclasses import replace

import pytest
import structlog
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from returnflow.labels.carriers import CARRIERS
from returnflow.labels.elements import HEIGHT, Block, Printed
from returnflow.labels.maker import draw
from returnflow.labels.reading import codes_in
from returnflow.labels.release import KINDS, Finished, file_name, release
from returnflow.labels.symbols.model import Bars, Maxi, Square, Stacked
from returnflow.labels.verify import exactly
from returnflow.labels.zpl import dots
from returnflow.returns.ports import LabelUnreadable

KINDS_OF = {
    "usps": frozenset((Bars, Square)),
    "ups": frozenset((Bars, Maxi, Square)),
    "fedex": frozenset((Bars, Stacked, Square)),
}


@pytest.fixture
def finished(a_label):
    label = a_label("ups")
    return Finished(label, draw(CARRIERS["ups"], label), "the label in words\n", KINDS_OF["ups"], "^XA^XZ")


def meant(label):
    return [each.reads for each in (*CARRIERS[label.carrier].symbols(label), Square(label.qr))]


@pytest.fixture
def judge(finished):
    return lambda found: exactly(found, meant(finished.content), "the label")


def test_every_form_is_written_for_its_owner_only_and_nothing_else(folder, finished, judge):
    assert release(folder, finished, judge) == "RF-7K4M-92XM.pdf"
    assert sorted(path.name for path in folder.iterdir()) == sorted(f"RF-7K4M-92XM.{kind}" for kind in KINDS)
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_picture_and_printers_dots_read_as_the_label_does(folder, finished, judge):
    release(folder, finished, judge)
    picture = Image.open(io.BytesIO((folder / "RF-7K4M-92XM.png").read_bytes()))
    printed = dots.decode((folder / "RF-7K4M-92XM.zpl").read_text())
    assert (picture.size, picture.mode) == ((812, 1218), "1")
    assert [round(each) for each in picture.info["dpi"]] == [203, 203]
    for image in (picture, printed):
        assert sorted((code.symbology, code.text) for code in codes_in(image)) == sorted(
            (each.symbology, each.text) for each in meant(finished.content)
        )


def test_a_parcel_further_on_has_its_number_in_the_name():
    assert file_name("RF-7K4M-92XM") == "RF-7K4M-92XM.pdf"
    assert file_name("RF-7K4M-92XM", 2) == "RF-7K4M-92XM-2.pdf"
    assert file_name("RF-7K4M-92XM", 3, "png") == "RF-7K4M-92XM-3.png"


def test_the_pdf_is_written_last_so_that_where_it_is_the_others_are(folder, finished, judge, monkeypatch):
    written = []
    monkeypatch.setattr("returnflow.labels.release.write_whole", lambda path, content: written.append(path.suffix))
    release(folder, finished, judge)
    assert written == [".txt", ".zpl", ".zpl", ".png", ".pdf"]


def test_an_unreadable_label_leaves_no_file_and_is_told_at_error_level(folder, finished):
    def judge(found):
        raise LabelUnreadable("the label", meant="x", found=["y"])

    with structlog.testing.capture_logs() as lines, pytest.raises(LabelUnreadable):
        release(folder, finished, judge)
    assert not folder.exists()
    [line] = [line for line in lines if line["event"] == "label_unreadable"]
    assert (line["log_level"], line["rma"], line["parcel"], line["carrier"]) == ("error", "RF-7K4M-92XM", 1, "ups")
    assert "should say 'x'" in line["why"]


def test_another_returns_slip_is_noticed(folder, finished, judge, a_label):
    other = Finished(a_label("ups", qr="RF1.other"), finished.pdf, "", KINDS_OF["ups"])
    with pytest.raises(LabelUnreadable, match="the QR code on the slip"):
        release(folder, other, judge)
    assert not folder.exists()


def test_a_file_of_one_page_is_no_label(folder, finished, judge):
    buffer = io.BytesIO()
    page = Canvas(buffer)
    page.showPage()
    page.save()
    with pytest.raises(LabelUnreadable, match="1 pages"):
        release(folder, Finished(finished.content, buffer.getvalue(), "", KINDS_OF["ups"]), judge)


def test_dots_that_are_not_the_labels_are_noticed(folder, finished, judge, monkeypatch):
    blank = Image.new("L", (812, 1218), 255)
    monkeypatch.setattr("returnflow.labels.release.dots.decode", lambda zpl: blank)
    with pytest.raises(LabelUnreadable, match="the printer's dots"):
        release(folder, finished, judge)
    assert not folder.exists()


def wrong_digit(element):
    *routes, number = element.symbol.parts
    return replace(element, symbol=replace(element.symbol, parts=(*routes, number[:-1] + str((int(number[-1]) + 1) % 10))))


MADE_WRONG = {
    "wrong digit": wrong_digit,
    "cropped": lambda element: replace(element, x=element.x + 400),
    "below the page": lambda element: replace(element, y=HEIGHT),
    "too small": lambda element: replace(element, module=1),
    "FNC1 is wrong": lambda element: replace(element, symbol=replace(element.symbol, gs1=not element.symbol.gs1)),
    "left out": lambda element: Block(0, 0, 1, 1),
}


def _has_the_number(element, label):
    return isinstance(element, Printed) and isinstance(element.symbol, Bars) and label.tracking in element.symbol.parts


@pytest.mark.parametrize("fault", sorted(MADE_WRONG))
@pytest.mark.parametrize("name", sorted(CARRIERS))
def test_a_label_made_wrong_on_purpose_is_never_released(folder, a_label, name, fault):
    label, form = a_label(name), CARRIERS[name]

    def layout(content):
        return tuple(MADE_WRONG[fault](each) if _has_the_number(each, label) else each for each in form.layout(content))

    made_wrong = Finished(label, draw(replace(form, layout=layout), label), "", KINDS_OF[name])
    with pytest.raises(LabelUnreadable, match="the label should say"):
        release(folder, made_wrong, lambda found: exactly(found, meant(label), "the label"))
    assert not folder.exists()


@pytest.mark.parametrize("name", sorted(CARRIERS))
def test_the_same_label_made_right_is_released(folder, a_label, name):
    label = a_label(name)
    right = Finished(label, draw(CARRIERS[name], label), "", KINDS_OF[name])
    assert release(folder, right, lambda found: exactly(found, meant(label), "the label")) == file_name(label.rma)
