"""Which thing, among the lines of an order and before there are any."""

import pytest

from returnflow.dialogue.understand.items import Line, item_phrase, lines_meant, lines_negated

LINES = [
    Line(1, "headphones", "Wireless over-ear headphones with noise cancelling"),
    Line(2, "phone charger", "USB-C fast phone charger, 20 W"),
    Line(3, "coffee maker", "Stainless steel coffee maker"),
]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("the head phones", (1,)),
        ("headphone", (1,)),
        ("the had phones", (1,)),
        ("charger", (2,)),
        ("the coffey maker", (3,)),
        ("coffee machine", (3,)),
        ("the second one", (2,)),
        ("the last one please", (3,)),
        ("not the headphones, the charger", (2,)),
        ("the charger, not the headphones", (2,)),
        ("I want the coffee maker instead of the charger", (3,)),
        ("it's the toaster", ()),
        ("hmm", ()),
    ],
)
def test_a_line_is_found_by_its_name_its_sound_or_its_place(text, numbers):
    assert lines_meant(text, LINES, asked=True) == numbers


def test_what_is_not_meant_is_known_as_well():
    assert lines_negated("not the headphones, the charger", LINES) == (1,)
    assert lines_negated("the headphones", LINES) == ()


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("I want to return my headphones from Amazon", "headphones"),
        ("I'd like to return a pair of running shoes I bought at Walmart", "running shoes"),
        ("I need to send back the coffee maker because it's broken", "coffee maker"),
        ("I bought a blender on amazon and it's broken", "blender"),
        ("I want to return something", None),
        ("I want to return an item", None),
        ("hello", None),
    ],
)
def test_a_thing_is_named_before_the_order_is_known(text, phrase):
    assert item_phrase(text) == phrase


CURTAINS = [Line(1, "curtains", "Curtains"), Line(2, "curtain rod", "Curtain rod"), Line(3, "curtain rings", "Rings")]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("curtains", (1,)),
        ("the curtains, please", (1,)),
        ("the curtain rod", (2,)),
        ("the curtain rings", (3,)),
        ("the curtain rod and the curtain rings", (2, 3)),
        ("the curtains and the curtain rod", (1, 2)),
    ],
)
def test_a_name_that_is_said_whole_is_no_part_of_another(text, numbers):
    assert lines_meant(text, CURTAINS, asked=True) == numbers
