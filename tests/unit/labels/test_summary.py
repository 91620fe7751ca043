"""The label in words: the text beside the files, and the text layer of the pages, in the order in which one reads."""

import pypdfium2
import pytest

from returnflow.labels.carriers import CARRIERS
from returnflow.labels.maker import draw
from returnflow.labels.summary import summary


def words(pdf):
    """The text of each page."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def assert_in_order(text, facts):
    places = [text.index(fact) for fact in facts]
    assert places == sorted(places), dict(zip(facts, places, strict=True))


def test_the_words_are_one_fact_a_line_in_the_order_of_reading(a_label):
    label = a_label("ups", parcel=2)
    said = summary(label, "UPS Ground Return (sample)", "SAMPLE - NOT POSTAGE")
    assert_in_order(said, [
        "Return RF-7K4M-92XM, parcel 2 of 2", "SAMPLE - NOT POSTAGE", "Carrier: UPS Ground Return", label.tracking,
        "Springfield IL 62701", "Order ending: 1823", "Drop-off code: K 4 M 9 Z Q", "Friday, July 31, 2026", "Get it ready:",
        "1. Put the item", "Hand it over:", "1. Print page 1.", "What comes back:", "1. headphones",
    ])  # fmt: skip
    assert "Carter" not in said


def test_a_label_that_is_postage_says_nothing_of_samples(a_label):
    said = summary(a_label(), "USPS GroundAdvantage")
    assert said.splitlines()[1] == "Carrier: USPS GroundAdvantage"
    assert "SAMPLE" not in said


@pytest.mark.parametrize("name", sorted(CARRIERS))
def test_the_text_of_the_pages_comes_in_the_order_of_reading(a_label, name):
    label = a_label(name)
    first, slip = words(draw(CARRIERS[name], label))
    assert_in_order(first, ["Maria Carter", "Sample Return Centre A", f"RMA {label.rma}", "K4M 9ZQ", "Hand over by", "July 31"])
    assert_in_order(slip, [
        "Return slip", "Put this page", "Return number", "Drop-off code", "Hand over by", "Get it ready", "Close the box",
        "Hand it over", "Print page 1.", "What comes back", "headphones", "Cut here",
    ])  # fmt: skip
    assert "SAMPLE - NOT POSTAGE" in first
    assert "SAMPLE - NOT POSTAGE" in slip
    assert "Carter" not in slip


def test_more_items_than_have_room_are_counted(a_label):
    slip = words(draw(CARRIERS["usps"], a_label(items=tuple(f"item {number}" for number in range(12)))))[1]
    assert "item 7" in slip
    assert "item 8" not in slip
    assert "and 4 more" in slip
