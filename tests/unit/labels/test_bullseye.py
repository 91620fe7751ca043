import pytest
from PIL import Image

from returnflow.labels import bullseye
from returnflow.labels.carriers import CARRIERS
from returnflow.labels.maker import draw
from returnflow.labels.reading import codes_in, in_black_and_white, rasterise


@pytest.fixture(scope="module")
def page(a_label):
    return rasterise(draw(CARRIERS["ups"], a_label("ups")), 203)[0]


def test_the_one_maxicode_of_a_page_is_cut_out_with_nothing_else(page):
    [cut] = bullseye.symbols(in_black_and_white(page))
    assert 210 < cut.width < 250
    assert 200 < cut.height < 250


@pytest.mark.parametrize("name", ["usps", "fedex"])
def test_a_page_without_one_has_none(a_label, name):
    [page, _] = rasterise(draw(CARRIERS[name], a_label(name)))
    assert list(bullseye.symbols(in_black_and_white(page))) == []


@pytest.mark.parametrize("scale", [1, 1.5, 3])
def test_one_is_found_at_any_size_from_the_printers_on(page, scale):
    larger = page.resize((round(page.width * scale), round(page.height * scale)), Image.Resampling.BICUBIC)
    assert [code.symbology for code in codes_in(larger) if code.symbology.startswith("]U")] == ["]U1"]


def test_two_on_one_page_are_both_found(page):
    both = Image.new("L", (page.width * 2, page.height), 255)
    both.paste(page, (0, 0))
    both.paste(page, (page.width, 0))
    assert len(list(bullseye.symbols(in_black_and_white(both)))) == 2


def test_one_without_its_eye_is_none(page):
    spoilt = in_black_and_white(page)
    spoilt.paste(255, (130, 410, 160, 450))
    assert list(bullseye.symbols(spoilt)) == []
