"""Our MaxiCode encoder against a decoder of somebody else, with as much damage as the standard's correction bears and no more."""

import hashlib

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from returnflow.errors import InvalidInput
from returnflow.labels.symbols import maxicode
from returnflow.labels.symbols.model import Maxi

FIELDS = ("1Z12345675", "UPSN", "SAMPLE", "166", "", "1/1", "2", "N", "", "SPRINGFIELD", "IL")
NUMERIC = Maxi("627010000", 840, 3, "96", FIELDS)
LETTERS = Maxi("K1A0B1", 124, 90, "96", FIELDS)
SIDE = 8


def read(modules):
    """What the decoder makes of squares where the hexagons are."""
    image = Image.new("L", (30 * SIDE + 40, 33 * SIDE + 40), 255)
    for row, column in modules:
        x, y = 20 + column * SIDE + row % 2 * SIDE // 2, 20 + row * SIDE
        image.paste(0, (x, y, x + SIDE, y + SIDE))
    formats = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.MaxiCode])
    return [one for one in zxingcpp.read_barcodes(image, formats=formats, is_pure=True) if one.valid]


@pytest.mark.parametrize("symbol", [NUMERIC, LETTERS])
def test_a_symbol_reads_as_its_mode_and_message_say(symbol):
    [found] = read(maxicode.dark(symbol))
    assert (found.symbology_identifier, found.ec_level) == ("]U1", str(symbol.mode))
    assert found.bytes.decode() == symbol.reads.text
    assert found.symbology_identifier == symbol.reads.symbology


# The digests are of what zint makes of the same messages (zint-bindings 1.2.2, compared once, by hand).
@pytest.mark.parametrize(
    ("symbol", "digest"),
    [(NUMERIC, "ca4c4a453e0f6c80"), (LETTERS, "2cff34587cc46054")],
)
def test_a_symbol_is_bit_for_bit_what_another_encoder_makes(symbol, digest):
    assert hashlib.sha256(repr(sorted(maxicode.dark(symbol))).encode()).hexdigest()[:16] == digest


@settings(max_examples=30, deadline=None)
@given(code=st.text("0123456789", min_size=9, max_size=9), country=st.integers(0, 999), service=st.integers(0, 999),
       city=st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ -'.", max_size=12))  # fmt: skip
def test_any_destination_reads_back(code, country, service, city):
    symbol = Maxi(code, country, service, "96", (*FIELDS[:9], city, "IL"))
    assert [found.bytes.decode() for found in read(maxicode.dark(symbol))] == [symbol.reads.text]


def spoilt(symbol, words):
    """The symbol with one bit of each of these codewords the other way round."""
    modules = set(maxicode.dark(symbol))
    for word in words:
        modules ^= {maxicode._places(word)[0]}
    return modules


def test_five_wrong_codewords_of_the_destination_are_corrected_and_six_are_not():
    assert [found.bytes.decode() for found in read(spoilt(NUMERIC, range(8, 13)))] == [NUMERIC.reads.text]
    assert read(spoilt(NUMERIC, range(8, 14))) == []


def test_ten_wrong_codewords_of_each_half_of_the_message_are_corrected_and_eleven_are_not():
    assert [found.bytes.decode() for found in read(spoilt(NUMERIC, range(20, 40)))] == [NUMERIC.reads.text]
    assert read(spoilt(NUMERIC, range(20, 42))) == []


def test_every_bit_of_every_codeword_has_a_place_of_its_own():
    places = [module for word in range(144) for module in maxicode._places(word).values()]
    assert len(places) == len(set(places)) == 864


def test_a_message_without_room_is_refused():
    long = Maxi("627010000", 840, 3, "96", (*FIELDS, "X" * 40))
    assert not maxicode.fits(long)
    assert maxicode.fits(NUMERIC)
    with pytest.raises(InvalidInput, match="84 codewords"):
        maxicode.dark(long)


def test_a_letter_that_cannot_be_said_is_named():
    with pytest.raises(InvalidInput, match="'É'"):
        maxicode.dark(Maxi("627010000", 840, 3, "96", ("É",)))
