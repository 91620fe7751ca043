from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from returnflow.errors import InvalidInput
from returnflow.labels.carriers import CARRIERS
from returnflow.labels.elements import PAGE, Block, Printed, Text
from returnflow.labels.reading import codes_in
from returnflow.labels.symbols.model import Bars, Maxi, Square
from returnflow.labels.zpl import commands
from tests.doubles.zebra import Zebra, code128_text

FORMS = sorted(CARRIERS)


@pytest.mark.parametrize("name", FORMS)
def test_every_element_is_a_field_inside_the_label_that_says_what_it_says(a_label, name):
    elements = CARRIERS[name].layout(a_label(name))
    zpl = commands.encode(elements)
    assert commands.agrees(zpl, elements)
    found = list(commands.fields(zpl))
    assert len(found) == len(elements)
    assert all(0 <= field.x < PAGE.right and 0 <= field.y < PAGE.bottom for field in found)
    assert len(zpl) < 4000


@pytest.mark.parametrize("name", FORMS)
def test_a_printer_that_follows_the_commands_draws_symbols_that_read_as_they_were_meant(a_label, name):
    label, zebra = a_label(name), Zebra()
    image = zebra.print(commands.encode(CARRIERS[name].layout(label)))
    wanted = [each.reads for each in (*CARRIERS[name].symbols(label), Square(label.qr)) if not isinstance(each, Maxi)]
    found = sorted((code.symbology, code.text) for code in codes_in(image))
    assert found == sorted((each.symbology, each.text) for each in wanted)


@pytest.mark.parametrize("name", FORMS)
def test_symbols_drawn_by_the_printer_stand_where_ours_stand(a_label, name):
    elements, zebra = CARRIERS[name].layout(a_label(name)), Zebra()
    image = zebra.print(commands.encode([each for each in elements if isinstance(each, Printed)]))
    for each in elements:
        if isinstance(each, Printed) and not isinstance(each.symbol, Maxi):
            box = each.box
            cut = image.crop((box.left, box.top, box.right, box.bottom)).point(lambda shade: 255 - shade)
            assert cut.getbbox() == (0, 0, box.right - box.left, box.bottom - box.top)


def test_a_maxicode_is_asked_for_with_class_country_and_postal_code_in_front(a_label):
    zebra = Zebra()
    zebra.print(commands.encode(CARRIERS["ups"].layout(a_label("ups"))))
    [(command, data)] = zebra.symbols
    assert command == "^BD2,1,1^FH_"
    assert data.startswith("090840627010000[)>\x1e01\x1d961Z")
    assert data.endswith("\x1dIL\x1e\x04")


@pytest.mark.parametrize(
    ("symbol", "data"),
    [
        (Bars(("42062701", "9200090000000012345678"), gs1=True), ">;>842062701>89200090000000012345678"),
        (Bars(("1ZSAMPLE9012345678",)), ">:1ZSAMPLE>59012345678"),
        (Bars(("42062701",)), ">;42062701"),
        (Bars(("ABC",)), ">:ABC"),
        (Bars(("A123",)), ">:A1>523"),
    ],
)
def test_bars_are_asked_for_with_the_printers_invocation_codes(symbol, data):
    assert commands.bars_data(symbol) == data
    assert code128_text(data) == (symbol.reads.text, symbol.gs1)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_no_text_can_become_a_command(text):
    elements = (Text(30, 30, text, 30), Block(10, 100, 20, 3))
    zpl = commands.encode(elements)
    assert commands.agrees(zpl, elements)
    assert zpl.count("^FO") == zpl.count("^FS") == 2


def test_a_field_that_says_something_else_or_stands_elsewhere_is_noticed(a_label):
    elements = CARRIERS["usps"].layout(a_label())
    zpl = commands.encode(elements)
    assert not commands.agrees(zpl.replace("RF-7K4M-92XM", "RF-7K4M-92XD"), elements)
    assert not commands.agrees(zpl.replace("^FO24,186", "^FO24,187"), elements)
    assert not commands.agrees(zpl, elements[:-1])
    outside = (*elements, replace(elements[-1], x=800))
    assert not commands.agrees(commands.encode(outside), outside)


@pytest.mark.parametrize("text", ["", "hello", "^XA", "^FO1,1^FDx^FS^XZ"])
def test_what_is_no_label_format_is_refused(text):
    with pytest.raises(InvalidInput):
        list(commands.fields(text))
