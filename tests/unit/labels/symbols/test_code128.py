import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from returnflow.labels.symbols import code128
from returnflow.labels.symbols.model import Bars


def read(symbol):
    runs = code128.runs(symbol)
    image = Image.new("L", ((sum(runs) + 40) * 3, 60), 255)
    x = 60
    for place, run in enumerate(runs):
        if place % 2 == 0:
            image.paste(0, (x, 5, x + 3 * run, 55))
        x += 3 * run
    return [(one.symbology_identifier, one.bytes.decode()) for one in zxingcpp.read_barcodes(image)]


@pytest.mark.parametrize(
    ("symbol", "modules"),
    [
        (Bars(("42062701", "9200090000000012345678"), gs1=True), 222),
        (Bars(("9600000000000012345678",), gs1=True), 167),
        (Bars(("1ZSAMPLE9012345678",)), 189),
        (Bars(("42062701",)), 79),
    ],
)
def test_bars_read_with_their_identifier_and_are_as_short_as_can_be(symbol, modules):
    assert read(symbol) == [(symbol.reads.symbology, symbol.reads.text)]
    assert code128.width(symbol) == modules


@given(st.text("0123456789", min_size=22, max_size=22), st.text("0123456789", min_size=5, max_size=5))
def test_any_number_with_any_route_reads_back(number, code):
    symbol = Bars((f"420{code}", number), gs1=True)
    assert read(symbol) == [("]C1", f"420{code}\x1d{number}")]
