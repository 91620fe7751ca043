import io

import pytest

from returnflow.errors import InvalidInput
from returnflow.labels.carriers import CARRIERS
from returnflow.labels.maker import draw
from returnflow.labels.reading import rasterise
from returnflow.labels.scan import _numbers, scan

SECRET = b"a secret of this installation"  # as in conftest


@pytest.mark.parametrize("name", sorted(CARRIERS))
def test_a_label_of_ours_is_told_as_a_sample_with_a_wrong_check_digit_and_our_code(a_label, name):
    label = a_label(name)
    found = scan(draw(CARRIERS[name], label), SECRET, 203)
    numbers = {(one.carrier, one.number, one.check, one.sample) for one in found if one.number}
    assert numbers == {(name, label.tracking, "wrong", True)}
    assert [(one.page, one.kind, one.rma, one.parcel, one.signed) for one in found if one.signed is not None] == [
        (1, "QR code", label.rma, 1, True),
        (2, "QR code", label.rma, 1, True),
    ]


def test_a_picture_is_read_as_well(a_label):
    buffer = io.BytesIO()
    rasterise(draw(CARRIERS["ups"], a_label("ups")))[0].save(buffer, "PNG")
    kinds = sorted(one.kind for one in scan(buffer.getvalue(), SECRET, 203))
    assert kinds == ["Code 128", "Code 128", "MaxiCode", "QR code"]


def test_a_code_that_only_looks_like_ours_is_told_as_such(a_label):
    found = scan(draw(CARRIERS["usps"], a_label()), b"another secret", 203)
    assert [(one.signed, one.rma) for one in found if one.signed is not None] == [(False, None)] * 2


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("42010282\x1d9261290113185417468510", "9261290113185417468510"),
        ("4201028200009261290113185417468510", "9261290113185417468510"),
        ("[)>\x1e01\x1d0200501\x1d840\x1d9611020987654312345672\x1e\x04", "9611020987654312345672"),
        ("1Z5R89390357567127", "1Z5R89390357567127"),
    ],
)
def test_a_carriers_own_number_is_found_in_whatever_stands_around_it(text, number):
    [known] = {one.number: one for one in _numbers(text)}.values()
    assert known.number == number
    assert known.right


def test_what_is_no_label_is_refused():
    with pytest.raises(InvalidInput):
        scan(b"hello", SECRET, 203)
