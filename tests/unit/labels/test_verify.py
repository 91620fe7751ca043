from dataclasses import replace

import pytest

from returnflow.labels.reading import Code
from returnflow.labels.symbols.model import Bars, Read, Square
from returnflow.labels.verify import bears, exactly
from returnflow.returns.ports import LabelUnreadable

BARS, QR = Bars(("42062701", "9200090000000012345678"), gs1=True), Square("RF1.x.y")
RIGHT = [Code(1, "]Q1", "RF1.x.y"), Code(1, "]C1", "42062701\x1d9200090000000012345678")]


def test_what_was_meant_passes_in_any_order():
    exactly(RIGHT, [BARS.reads, QR.reads], "the label")
    exactly(RIGHT[::-1], [BARS.reads, QR.reads], "the label")
    with pytest.raises(LabelUnreadable):
        exactly([], [QR.reads], "the label")


@pytest.mark.parametrize(
    "found",
    [
        [],
        RIGHT[:1],
        RIGHT[1:],
        [*RIGHT, Code(1, "]E0", "4006381333931")],
        [*RIGHT, RIGHT[0]],
        [RIGHT[0], Code(1, "]C0", RIGHT[1].text)],
        [RIGHT[0], Code(1, "]C1", RIGHT[1].text.replace("\x1d", ""))],
        [RIGHT[0], Code(1, "]C1", RIGHT[1].text[:-1] + "9")],
    ],
    ids=["nothing", "no bars", "no square", "one too many", "one twice", "no FNC1 in front", "no FNC1 between", "another number"],
)
def test_anything_else_does_not(found):
    with pytest.raises(LabelUnreadable, match="the label should say") as raised:
        exactly(found, [BARS.reads, QR.reads], "the label")
    assert raised.value.code == "label_unreadable"


def test_what_is_missing_is_named():
    with pytest.raises(LabelUnreadable, match=r"should say 'RF1.x.y'"):
        exactly(RIGHT[1:], [BARS.reads, QR.reads], "the label")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("9400100208303109505657", "9400100208303109505657"),
        ("420941079400100208303109505657", "9400100208303109505657"),
        ("42094107\x1d9400100208303109505657", "9400100208303109505657"),
        ("9622001900000000000000776632517510", "776632517510"),
    ],
)
def test_a_carriers_own_label_bears_its_number_in_some_bars(text, number):
    found = [Code(1, "]d2", "something of the carrier's"), Code(1, "]C1", text)]
    bears(found, number, "the carrier's label")
    with pytest.raises(LabelUnreadable, match="the carrier's label should say"):
        bears(found, number[:-1] + str((int(number[-1]) + 1) % 10), "the carrier's label")


@pytest.mark.parametrize(
    ("code", "least"),
    [
        (Code(1, "]C1", RIGHT[1].text), 444),
        (Code(1, "]C0", "1ZSAMPLE9073285438"), 378),
        (Code(1, "]Q1", "RF1.RF-7K4M-92XM.AAAAAAAA"), 50),
        (Code(1, "]L2", "a routing code"), 376),
    ],
    ids=["GS1-128", "Code 128", "QR", "PDF417"],
)
def test_a_symbol_is_at_least_two_dots_a_module_wide(code, least):
    meant = [Read(code.symbology, code.text)]
    exactly([replace(code, across=least)], meant, "the label")
    with pytest.raises(LabelUnreadable, match=r"the same in 1\.\d dots a module instead of at least 2"):
        exactly([replace(code, across=least * 9 // 10)], meant, "the label")


def test_a_carriers_own_bars_may_stand_a_second_time_in_small():
    large, small = (Code(1, "]C1", RIGHT[1].text, across) for across in (666, 200))
    bears([small, large], "9200090000000012345678", "the carrier's label")
    with pytest.raises(LabelUnreadable, match="dots a module"):
        bears([small], "9200090000000012345678", "the carrier's label")


def test_a_label_without_a_number_bears_none():
    with pytest.raises(LabelUnreadable):
        bears([Code(1, "]C1", "9400100208303109505657")], "", "the carrier's label")


def test_a_number_in_a_square_code_alone_is_not_enough():
    with pytest.raises(LabelUnreadable):
        bears([Code(1, "]Q1", "9400100208303109505657")], "9400100208303109505657", "the carrier's label")
