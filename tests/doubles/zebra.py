"""A label printer that understands the few commands which `zpl/commands.py` writes, and draws them as the printer's manual says.

Written from the commands' meaning, with another encoder (zint, inside zxing-cpp) for bars and square codes, so that what it draws
can be read back. Letters are drawn as grey boxes of the right height: they are not what is checked here.
"""

import re

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw

_ESCAPES = {";": ("start", "C"), ":": ("start", "B"), "5": ("to", "C"), "6": ("to", "B"), "8": ("fnc1", "")}


def code128_text(data):
    """What the printer's invocation codes mean: the text, and whether it begins with FNC1. FNC1 within is a group separator."""
    text, gs1, at = "", False, 0
    while at < len(data):
        if data[at] == ">" and data[at + 1] in _ESCAPES:
            if _ESCAPES[data[at + 1]][0] == "fnc1":
                gs1, text = (True, text) if not text else (gs1, text + "\x1d")
            at += 2
        else:
            text += data[at]
            at += 1
    return text, gs1


def modules(code):
    return np.asarray(code.to_image(scale=1, add_quiet_zones=False)) == 0


def bars(text, gs1):
    """One row of zint's modules; its GS1 mode wants identifiers in brackets: 420 and a ZIP, then two digits and the rest."""
    if not gs1:
        return modules(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128))[0]
    parts = text.split("\x1d")
    bracketed = f"[420]{parts[0][3:]}[{parts[1][:2]}]{parts[1][2:]}" if len(parts) == 2 else f"[{text[:2]}]{text[2:]}"
    return modules(zxingcpp.create_barcode(bracketed, zxingcpp.BarcodeFormat.Code128, gs1=True))[0]


class Zebra:
    """Draws one label format at 203 dots to the inch."""

    def __init__(self):
        self.image = None
        self.symbols = []

    def print(self, zpl):
        width, height = (int(re.search(rf"\^{name}(\d+)", zpl)[1]) for name in ("PW", "LL"))
        self.image = Image.new("L", (width, height), 255)
        for x, y, field in re.findall(r"\^FO(\d+),(\d+)(.*?)\^FS", zpl, re.S):
            self._field(int(x), int(y), field)
        return self.image

    def _field(self, x, y, field):
        commands, _, data = field.partition("^FD")
        if "^FH_" in commands:
            data = re.sub(r"_([0-9A-F]{2})", lambda code: chr(int(code[1], 16)), data)
        if box := re.search(r"\^GB(\d+),(\d+),(\d+)", commands):
            width, height, _ = map(int, box.groups())
            self.image.paste(0, (x, y, x + width, y + height))
        elif found := re.search(r"\^BY(\d+)\^BCN,(\d+),N,N,N", commands):
            self._rows([bars(*code128_text(data))], x, y, int(found[1]), int(found[2]))
        elif found := re.search(r"\^BY(\d+)\^B7N,(\d+),(\d+),(\d+),,N", commands):
            module, row, level, columns = map(int, found.groups())
            made = zxingcpp.create_barcode(data, zxingcpp.BarcodeFormat.PDF417, columns=columns, ecLevel=str(level))
            self._rows(modules(made)[::3], x, y, module, row)
        elif found := re.search(r"\^BQN,2,(\d+)", commands):
            level, text = data[0], data[3:]
            made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ecLevel=level)
            self._rows(modules(made), x, y, int(found[1]), int(found[1]))
        elif "^BD" in commands:
            self.symbols.append((commands, data))
        elif found := re.search(r"\^A0N,(\d+),(\d+)", commands):
            grey = ImageDraw.Draw(self.image)
            grey.rectangle((x, y, x + len(data) * int(found[2]) // 3, y + int(found[1])), outline=200)

    def _rows(self, rows, x, y, module, height):
        for number, row in enumerate(rows):
            for column, dark in enumerate(row):
                if dark:
                    at = x + column * module, y + number * height
                    self.image.paste(0, (*at, at[0] + module, at[1] + height))
