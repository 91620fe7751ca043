import io

import pytest
from PIL import Image

from returnflow.errors import InvalidInput
from returnflow.labels.carriers import CARRIERS
from returnflow.labels.elements import HEIGHT, WIDTH
from returnflow.labels.maker import draw
from returnflow.labels.reading import codes, in_black_and_white, pages_of, rasterise
from returnflow.labels.symbols.model import Square

FORMS = sorted(CARRIERS)


def meant(name, label):
    return sorted((each.reads.symbology, each.reads.text) for each in (*CARRIERS[name].symbols(label), Square(label.qr)))


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("dpi", [203, 300, 600])
def test_both_pages_read_at_any_usual_resolution(a_label, name, dpi):
    label = a_label(name)
    found = codes(draw(CARRIERS[name], label), dpi)
    assert sorted((code.symbology, code.text) for code in found if code.page == 1) == meant(name, label)
    assert [(code.symbology, code.text) for code in found if code.page == 2] == [("]Q1", label.qr)]


def test_a_label_is_exactly_as_many_dots_as_its_printer_has(a_label):
    first, slip = rasterise(draw(CARRIERS["ups"], a_label("ups")))
    assert first.size == (WIDTH, HEIGHT) == (812, 1218)
    assert slip.size == (1726, 2233)
    assert set(in_black_and_white(first).tobytes()) == {0, 255}


def test_pages_come_out_of_a_pdf_and_out_of_a_picture(a_label):
    pdf = draw(CARRIERS["usps"], a_label())
    picture = io.BytesIO()
    rasterise(pdf)[0].save(picture, "PNG")
    assert [page.size for page in pages_of(pdf)] == [(812, 1218), (1726, 2233)]
    assert [page.size for page in pages_of(picture.getvalue())] == [(812, 1218)]


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7 nothing", b"\x89PNG\r\n\x1a\n", b"GIF89a"])
def test_what_is_no_label_is_refused_by_name(content):
    with pytest.raises(InvalidInput) as raised:
        pages_of(content)
    assert raised.value.field == "file"


def test_a_file_too_large_to_be_a_label_is_not_looked_at():
    with pytest.raises(InvalidInput, match="20 MiB"):
        pages_of(b"%PDF" + bytes(21 << 20))


def test_an_empty_page_has_nothing_to_read():
    picture = io.BytesIO()
    Image.new("L", (400, 400), 255).save(picture, "PNG")
    assert len(pages_of(picture.getvalue())) == 1
