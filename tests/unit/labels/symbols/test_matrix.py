import pytest
import zxingcpp
from PIL import Image

from returnflow.labels.symbols import matrix
from returnflow.labels.symbols.model import Square, Stacked


def read(rows, tall=1, scale=3):
    height, width = len(rows) * tall, len(rows[0])
    image = Image.new("L", (width + 8, height + 8), 255)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                image.paste(0, (4 + x, 4 + y * tall, 5 + x, 4 + (y + 1) * tall))
    big = image.resize((image.width * scale, image.height * scale), Image.Resampling.NEAREST)
    return [(one.symbology_identifier, one.bytes.decode(), one.ec_level) for one in zxingcpp.read_barcodes(big)]


def test_a_square_code_reads_at_level_m():
    symbol = Square("RF1.RF-7K4M-92XM.ABCDEFGH")
    rows = matrix.square(symbol)
    assert len(rows) == len(rows[0]) == 25
    assert read(rows) == [("]Q1", symbol.text, "M")]
    assert symbol.reads.symbology == "]Q1"


@pytest.mark.parametrize("text", ["HELLO", "[)>\x1e01\x1d0262701\x1d840\x1e\x04", "A" * 200])
def test_a_stacked_code_reads_as_it_was_meant(text):
    symbol = Stacked(text)
    [found] = read(matrix.stacked(symbol), matrix.STACKED_ROW)
    assert found[:2] == (symbol.reads.symbology, symbol.reads.text)
