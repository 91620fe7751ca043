import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from returnflow.errors import InvalidInput
from returnflow.labels.carriers import CARRIERS
from returnflow.labels.maker import draw
from returnflow.labels.reading import in_black_and_white, rasterise
from returnflow.labels.zpl import dots


@pytest.mark.parametrize("name", sorted(CARRIERS))
def test_what_a_printer_makes_of_it_is_the_label_dot_for_dot(a_label, name):
    first = in_black_and_white(rasterise(draw(CARRIERS[name], a_label(name)))[0])
    zpl = dots.encode(first)
    assert dots.decode(zpl).tobytes() == first.tobytes()
    assert zpl.startswith("^XA^PW812^LL1218^LH0,0^FO0,0^GFA,124236,124236,102,")
    assert len(zpl) < 80_000
    assert zpl.isascii()


@settings(max_examples=60, deadline=None)
@given(st.data(), st.integers(1, 70), st.integers(1, 12))
def test_any_picture_comes_back_as_it_was(data, width, height):
    shades = data.draw(st.lists(st.sampled_from([0, 0, 0, 255, 255, 255, 17]), min_size=width * height, max_size=width * height))
    picture = Image.new("L", (width, height))
    picture.putdata([0 if shade < 128 else 255 for shade in shades])
    assert dots.decode(dots.encode(picture)).tobytes() == picture.tobytes()


@pytest.mark.parametrize(
    ("body", "row"),
    [(",", "0" * 204), ("!", "F" * 204), ("gKA,", "A" * 25 + "0" * 179), ("A,", "A" + "0" * 203), ("oK0!", "0" * 185 + "F" * 19),
     ("IF,", "FFF" + "0" * 201)],
)  # fmt: skip
def test_the_printers_own_examples_of_its_compression_are_understood(body, row):
    assert dots._unpacked(body, 204) == [row]


def test_a_colon_repeats_the_row_above():
    assert dots._unpacked("A,::", 4) == ["A000"] * 3
    assert dots._unpacked(":A,", 4) == ["0000", "A000"]


@pytest.mark.parametrize(
    "zpl",
    ["", "^XA^XZ", "^XA^FO0,0^GFA,1,1,1,FF^FS^XZ", "^XA^PW8^LL1^LH0,0^FO0,0^GFA,2,2,1,FF^FS^XZ",
     "^XA^PW8^LL2^LH0,0^FO0,0^GFA,2,2,1,FF^FS^XZ", "^XA^PW99999999^LL99999999^LH0,0^FO0,0^GFA,1,1,12500000,FF^FS^XZ"],
)  # fmt: skip
def test_what_is_no_label_of_one_picture_is_refused(zpl):
    with pytest.raises(InvalidInput) as raised:
        dots.decode(zpl)
    assert raised.value.field == "zpl"
