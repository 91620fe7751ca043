"""Two hundred labels over carriers, ZIP codes and names of any script read back; and as much damage as a printer usually does.

Measured at 203 dpi: bars stand one dot of growth on one side, and a blur of one dot (standard deviation); growth of one dot on
both sides of bars of three dots is too much for them, as gaps are a third then.
"""

import random

import pytest
from PIL import Image, ImageChops, ImageFilter

from returnflow.ids import new_rma
from returnflow.labels.carriers import CARRIERS
from returnflow.labels.maker import draw
from returnflow.labels.reading import codes_in, in_black_and_white, rasterise
from returnflow.labels.symbols.model import Square
from returnflow.returns.model import Address

FORMS = sorted(CARRIERS)
NAMES = [
    "Maria Carter", "Núñez-O'Brien", "Łukasz Żółć", "王小明", "Мария Иванова", "محمد علي", "नेहा शर्मा", "Nguyễn Thị Ánh",
    "김민준", "Ωμέγα", "👩‍🚀 Ada", "x" * 200, "A\u202eB\n\tC", "^XZ~JA_5E",
]  # fmt: skip
LABELS, PARTS = 200, 4


def case(number, a_label):
    """One label, the same in every run; carriers take turns."""
    draws = random.Random(number)
    name = draws.choice(NAMES)
    place = Address(draws.choice(NAMES), draws.choice(NAMES), draws.choice(NAMES), "NY", f"{draws.randrange(100_000):05d}")
    carrier = FORMS[number % len(FORMS)]
    label = a_label(carrier, new_rma(draws), draws.choice((1, 1, 2, 12)), sender=(name, name, name), to=place, items=(name,) * 9)
    return CARRIERS[carrier], label


def meant(form, label):
    return sorted((each.reads.symbology, each.reads.text) for each in (*form.symbols(label), Square(label.qr)))


def reads(image):
    return sorted((code.symbology, code.text) for code in codes_in(image))


@pytest.mark.parametrize("part", range(PARTS))
def test_two_hundred_labels_of_any_name_and_place_read_back(a_label, part):
    unread = []
    for number in range(part, LABELS, PARTS):
        form, label = case(number, a_label)
        first = in_black_and_white(rasterise(draw(form, label))[0])
        if reads(first) != meant(form, label):
            unread.append((label.rma, form.name, reads(first)))
    assert unread == []


def grown(image):
    """Each dark part one dot wider, as ink or heat makes it."""
    return ImageChops.darker(image, ImageChops.offset(image, 1, 0))


def thinned(image):
    return ImageChops.lighter(image, ImageChops.offset(image, 1, 0))


DAMAGE = {
    "one dot wider": grown,
    "one dot narrower": thinned,
    "blurred by one dot": lambda image: image.filter(ImageFilter.GaussianBlur(1)),
    "wider and blurred": lambda image: grown(image).filter(ImageFilter.GaussianBlur(1)),
    "pale": lambda image: image.point(lambda shade: 90 + shade * 130 // 255),
    "specked": lambda image: speckled(image),
    "upside down": lambda image: image.transpose(Image.Transpose.ROTATE_180),
}


def speckled(image):
    """A white and a black dot in every thousand."""
    draws, spoilt = random.Random(1), image.copy()
    for shade in (0, 255):
        for _ in range(image.width * image.height // 1000):
            spoilt.putpixel((draws.randrange(image.width), draws.randrange(image.height)), shade)
    return spoilt


@pytest.mark.parametrize("damage", sorted(DAMAGE))
@pytest.mark.parametrize("dpi", [203, 300])
def test_a_printers_usual_damage_leaves_bars_and_square_codes_readable(a_label, damage, dpi):
    for number in range(6):
        form, label = case(number, a_label)
        image = in_black_and_white(rasterise(draw(form, label), dpi)[0])
        wanted = [each for each in meant(form, label) if each[0] != "]U1"]
        assert [each for each in reads(DAMAGE[damage](image)) if each[0] != "]U1"] == wanted, (form.name, label.rma)


@pytest.mark.parametrize("damage", ["one dot wider", "one dot narrower", "blurred by one dot", "wider and blurred", "pale"])
def test_a_maxicode_stands_the_same_damage(a_label, damage):
    for rma in ("RF-7K4M-92XM", "RF-65P1-XWTN", "RF-CTWW-QJYV"):
        label = a_label("ups", rma)
        image = in_black_and_white(rasterise(draw(CARRIERS["ups"], label))[0])
        assert ("]U1", CARRIERS["ups"].symbols(label)[0].reads.text) in reads(DAMAGE[damage](image))
