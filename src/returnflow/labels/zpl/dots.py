"""A picture as ZPL and back: one ^GFA field over the whole label, in the printer's own compressed hexadecimal.

What is printed from it is, dot for dot, what was decoded. Owns both directions, so that a label is checked out of the ZPL itself.
"""

import re

from PIL import Image

from returnflow.errors import InvalidInput
from returnflow.labels.elements import HEIGHT, WIDTH

_FORM = re.compile(r"\^XA\^PW(\d+)\^LL(\d+)\^LH0,0\^FO0,0\^GFA,(\d+),(\d+),(\d+),([0-9A-Fg-zG-Y,!:]*)\^FS\^XZ\s*", re.A)
_ONES, _TWENTIES = "GHIJKLMNOPQRSTUVWXY", "ghijklmnopqrstuvwxyz"  # 1 to 19; 20 to 400
_LONGEST = 419
_RUN = re.compile(r"([0-9A-F])\1{2,}", re.A)
_COUNTED = re.compile(r"([g-zG-Y]+)([0-9A-F])", re.A)
_PART = re.compile(r"[0-9A-F]+|[,!:]", re.A)
_LARGEST = 4 * WIDTH * HEIGHT  # dots of a label that is read


def encode(picture: Image.Image) -> str:
    """A black and white picture (any mode; dark below 128 of 255) as one label format."""
    lines = _lines(picture)
    width = len(lines[0]) // 2
    total = width * len(lines)
    body = "".join(_packed(line, lines[place - 1] if place else "") for place, line in enumerate(lines))
    return f"^XA^PW{picture.width}^LL{picture.height}^LH0,0^FO0,0^GFA,{total},{total},{width},{body}^FS^XZ\n"


def decode(zpl: str) -> Image.Image:
    """The picture (mode L) that a printer makes of it. Raises InvalidInput when it is not of the form that `encode` writes."""
    match = _FORM.fullmatch(zpl)
    if match is None:
        raise InvalidInput("this is no label of one picture", field="zpl", fix="hand in a file that was made here")
    width, height, total, _, row = (int(number) for number in match.groups()[:5])
    if width * height > _LARGEST or row * height != total or (width + 7) // 8 != row:
        raise InvalidInput("the picture's sizes do not fit together", field="zpl", fix="hand in a file that was made here")
    raw = bytes.fromhex("".join(_unpacked(match[6], 2 * row)))
    if len(raw) != total:
        raise InvalidInput(f"the picture has {len(raw)} bytes instead of {total}", field="zpl", fix="hand in the whole file")
    negative = bytes(255 - byte for byte in raw)  # a printer's dot is a one, a picture's white is a one
    return Image.frombytes("1", (width, height), negative).convert("L")


def _lines(picture: Image.Image) -> list[str]:
    """Hexadecimal of each row, dots as ones."""
    plain = picture.convert("L").point(lambda shade: 255 if shade < 128 else 0).convert("1")
    raw, row = plain.tobytes(), (plain.width + 7) // 8
    return [raw[start : start + row].hex().upper() for start in range(0, len(raw), row)]


def _packed(line: str, above: str) -> str:
    if line == above:
        return ":"
    text, tail = line, ""
    for filler, mark in (("0", ","), ("F", "!")):
        kept = line.rstrip(filler)
        if len(kept) < len(text):
            text, tail = kept, mark
    return _RUN.sub(lambda run: _counted(len(run[0]), run[1]), text) + tail


def _counted(count: int, character: str) -> str:
    text = ""
    while count > _LONGEST:
        text += f"z{character}"
        count -= 400
    twenties, ones = divmod(count, 20)
    return text + (_TWENTIES[twenties - 1] if twenties else "") + (_ONES[ones - 1] if ones else "") + character


def _unpacked(body: str, length: int) -> list[str]:
    """The rows of `length` hexadecimal digits."""
    rows: list[str] = []
    row = ""
    for part in _PART.findall(_COUNTED.sub(lambda run: run[2] * sum(map(_count, run[1])), body)):
        if part == ":":
            rows.append(rows[-1] if rows else "0" * length)
        elif part in ",!":
            row = row.ljust(length, "0" if part == "," else "F")
        else:
            row += part
        while len(row) >= length:
            rows.append(row[:length])
            row = row[length:]
    return rows


def _count(mark: str) -> int:
    return _ONES.index(mark) + 1 if mark in _ONES else 20 * (_TWENTIES.index(mark) + 1)
