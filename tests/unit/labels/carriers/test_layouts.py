"""Where everything stands: nothing overlaps, white stays white, no letter leaves the label, whatever is written."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from returnflow.errors import InvalidInput
from returnflow.ids import new_rma
from returnflow.labels.carriers import CARRIERS, DEFAULTS, carrier
from returnflow.labels.elements import DPI, PAGE, Block, Printed, Text
from returnflow.labels.symbols.model import Bars, Square
from returnflow.returns.model import Address, Store

FORMS = sorted(CARRIERS)
words = st.text(min_size=1, max_size=90)


def assert_tidy(elements):
    printed = [each for each in elements if isinstance(each, Printed)]
    grounds = [each for each in elements if isinstance(each, Block)]
    letters = [each for each in elements if isinstance(each, Text)]
    assert [each for each in elements if not each.box.inside(PAGE)] == []
    black = [each for each in letters if not each.white]
    for one, other in combinations([*black, *grounds], 2):
        assert not one.box.overlaps(other.box), (one, other)
    for symbol in printed:
        assert symbol.clear.inside(PAGE)
        for other in [*letters, *grounds]:
            assert not symbol.clear.overlaps(other.box), (symbol, other)
    for one, other in combinations(printed, 2):
        assert not one.clear.overlaps(other.clear), (one, other)
    for each in (each for each in letters if each.white):
        assert any(each.box.inside(ground.box) for ground in grounds)


@pytest.mark.parametrize("name", FORMS)
def test_nothing_on_a_label_overlaps(a_label, name):
    assert_tidy(CARRIERS[name].layout(a_label(name)))


@settings(max_examples=40, deadline=None)
@given(name=st.sampled_from(FORMS), rma=st.builds(new_rma), place=st.tuples(words, words, words),
       lines=st.lists(words, max_size=3), parcel=st.integers(1, 99), items=st.integers(1, 200),
       code=st.text("0123456789", min_size=5, max_size=5))  # fmt: skip
def test_nothing_overlaps_whatever_is_written(a_label, name, rma, place, lines, parcel, items, code):
    to = Address(place[0], place[1], place[2], "IL", code)
    label = a_label(name, rma, parcel, sender=tuple(lines), to=to, items=("x",) * items)
    assert_tidy(CARRIERS[name].layout(label))


def test_an_address_that_a_routing_code_takes_much_room_for_is_shortened(a_label):
    street, name = '000000000;00;A"0000A0A', '0000000000;00;?"000?0?'
    for rma in ("RF-WY2A-S47P", "RF-CMBN-V30F"):
        to = Address(street * 2, street * 2, name * 2, "IL", "00000")
        assert_tidy(CARRIERS["fedex"].layout(a_label("fedex", rma, to=to)))


@pytest.mark.parametrize("name", FORMS)
def test_every_symbol_that_must_be_read_is_on_the_label_and_no_other(a_label, name):
    label = a_label(name)
    placed = [each.symbol for each in CARRIERS[name].layout(label) if isinstance(each, Printed)]
    assert placed == [*CARRIERS[name].symbols(label), Square(label.qr)]


@pytest.mark.parametrize("name", FORMS)
def test_every_form_says_that_it_is_no_postage(a_label, name):
    first = next(each for each in CARRIERS[name].layout(a_label(name)) if isinstance(each, Text))
    assert first.shown == "SAMPLE - NOT POSTAGE"


@pytest.mark.parametrize("name", FORMS)
def test_bars_are_as_high_and_as_wide_as_the_guide_asks(a_label, name):
    label = a_label(name)
    printed = [each for each in CARRIERS[name].layout(label) if isinstance(each, Printed)]
    bars = [each for each in printed if isinstance(each.symbol, Bars) and label.tracking in each.symbol.parts]
    assert [each.height >= 0.74 * DPI for each in bars] == [True]
    assert 0.013 <= bars[0].module / DPI <= 0.021


@pytest.mark.parametrize("name", FORMS)
def test_the_square_code_is_more_than_an_inch_wide(a_label, name):
    printed = [each for each in CARRIERS[name].layout(a_label(name)) if isinstance(each, Printed)]
    [code] = [each for each in printed if isinstance(each.symbol, Square)]
    assert code.box.right - code.box.left > DPI


def test_the_bars_of_usps_route_to_the_zip_code_and_the_print_does_not_show_it(a_label):
    label = a_label("usps")
    [bars] = CARRIERS["usps"].symbols(label)
    assert bars == Bars(("42062701", label.tracking), gs1=True)
    shown = " ".join(each.shown for each in CARRIERS["usps"].layout(label) if isinstance(each, Text))
    assert " ".join(label.tracking[i : i + 4] for i in range(0, 22, 4)) in shown
    assert "42062701" not in shown


def test_a_ups_label_sends_the_same_number_in_bars_and_in_the_maxicode(a_label):
    label = a_label("ups", parcel=2)
    maxi, postal, bars = CARRIERS["ups"].symbols(label)
    assert postal == Bars(("42062701",))
    assert bars == Bars((label.tracking,))
    assert (maxi.mode, maxi.postcode, maxi.country, maxi.service) == (2, "627010000", 840, 90)
    assert maxi.fields[:3] == (f"1Z{label.tracking[10:]}", "UPSN", "SAMPLE")
    assert maxi.fields[5] == "2/2"


def test_a_city_too_long_for_the_maxicode_is_cut(a_label):
    label = a_label("ups", to=Address("A", "B", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", "IL", "62701"))
    maxi = CARRIERS["ups"].symbols(label)[0]
    assert "LLANFAIRPWLL".startswith(maxi.fields[9][:12])
    assert 0 < len(maxi.fields[9]) < 58


def test_a_fedex_routing_code_names_destination_number_and_our_return(a_label):
    label = a_label("fedex", to=replace(a_label().to, name="Retouren Zürich", zip="00501"))
    routing, bars = CARRIERS["fedex"].symbols(label)
    fields = routing.text.split("\x1d")
    assert fields[1] == "0200501"
    assert label.tracking in fields
    assert "RETOUREN Z?RICH" in routing.text
    assert f"12Z{label.rma}" in routing.text
    assert bars == Bars((label.tracking,), gs1=True)


def test_each_store_has_a_carrier_and_an_unknown_one_is_named():
    assert {DEFAULTS[store] for store in Store} <= set(CARRIERS)
    with pytest.raises(InvalidInput, match="pigeon") as raised:
        carrier("pigeon")
    assert raised.value.field == "carriers"
