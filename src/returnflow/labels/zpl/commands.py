"""A label as a printer's own commands: text, rules and symbols, which the printer draws itself. 203 dots to the inch.

Owns the commands and their reading back as fields. There is no printer here to draw them: before release every field is read back
and compared (`agrees`); the picture of the label is `dots`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from returnflow.errors import InvalidInput
from returnflow.labels.elements import HEIGHT, PAGE, WIDTH, Block, Element, Printed, Text
from returnflow.labels.symbols import matrix
from returnflow.labels.symbols.model import END, GROUP, RECORD, Bars, Maxi, Square, Stacked, Symbol

_FIELD = re.compile(r"\^FO(\d+),(\d+)(.*?)\^FS", re.S)
_DATA = re.compile(r"\^FD(.*)\Z", re.S)
_HIDDEN = {"^": "_5E", "~": "_7E", "_": "_5F", GROUP: "_1D", RECORD: "_1E", END: "_04"}


def encode(elements: Iterable[Element]) -> str:
    """One label format; a field for each element, in order."""
    fields = "".join(f"{_field(element)}^FS\n" for element in elements)
    return f"^XA^CI28^PW{WIDTH}^LL{HEIGHT}^LH0,0\n{fields}^XZ\n"


def _field(element: Element) -> str:
    match element:
        case Text():
            reverse = "^FR" if element.white else ""
            font = f"^A0N,{element.size},{element.size}"
            return f"^FO{round(element.start)},{element.y}{reverse}{font}^FH_^FD{_safe(element.shown)}"
        case Block():
            return f"^FO{element.x},{element.y}^GB{element.width},{element.height},{min(element.width, element.height)}"
        case Printed():
            return f"^FO{element.x},{element.y}{_symbol(element)}"


def _symbol(printed: Printed) -> str:
    match printed.symbol:
        case Bars():
            command = f"^BY{printed.module}^BCN,{printed.height},N,N,N"
        case Maxi():
            command = f"^BD{printed.symbol.mode},1,1"
        case Stacked():
            command = f"^BY{printed.module}^B7N,{matrix.STACKED_ROW * printed.module},{matrix.LEVEL},{matrix.COLUMNS},,N"
        case Square():
            command = f"^BQN,2,{printed.module}"
    return f"{command}^FH_^FD{_safe(_data(printed.symbol))}"


def bars_data(symbol: Bars) -> str:
    """With the printer's invocation codes: ">;" and ">:" start in code set C or B, ">5" goes over to C, ">8" is FNC1."""
    if symbol.gs1:
        return ">;>8" + ">8".join(symbol.parts)
    text = symbol.parts[0]
    digits = re.search(r"(?:\d\d)+\Z", text)
    if digits is None or len(digits[0]) == len(text):
        return (">;" if digits else ">:") + text
    return f">:{text[: digits.start()]}>5{digits[0]}"


def maxi_data(symbol: Maxi) -> str:
    """Class, country and postal code first, then the message."""
    return f"{symbol.service:03d}{symbol.country:03d}{symbol.postcode}{symbol.message}"


def _safe(text: str) -> str:
    """What would be a command, as its hexadecimal after an underscore."""
    return "".join(_HIDDEN.get(character, character) for character in text)


@dataclass(frozen=True, slots=True)
class Field:
    """One field as a printer understands it."""

    x: int
    y: int
    commands: str
    data: str


def fields(zpl: str) -> Iterator[Field]:
    """Every field of a label format. Raises InvalidInput when it is none."""
    if not zpl.startswith("^XA") or not zpl.rstrip().endswith("^XZ"):
        raise InvalidInput("this is no label format", field="zpl", fix="it begins with ^XA and ends with ^XZ")
    for match in _FIELD.finditer(zpl):
        data = _DATA.search(match[3])
        text = data[1] if data else ""
        if "^FH_" in match[3]:
            text = re.sub(r"_([0-9A-F]{2})", lambda code: chr(int(code[1], 16)), text)
        yield Field(int(match[1]), int(match[2]), match[3][: data.start()] if data else match[3], text)


def agrees(zpl: str, elements: Iterable[Element]) -> bool:
    """Whether every element is in the format, where it belongs, saying what it says, and inside the label."""
    elements, found = tuple(elements), tuple(fields(zpl))
    inside = all(element.box.inside(PAGE) for element in elements)
    return inside and [(round(_left(each)), each.y, _says(each)) for each in elements] == [(f.x, f.y, f.data) for f in found]


def _left(element: Element) -> float:
    return element.start if isinstance(element, Text) else element.x


def _says(element: Element) -> str:
    match element:
        case Text():
            return element.shown
        case Block():
            return ""
        case Printed():
            return _data(element.symbol)


def _data(symbol: Symbol) -> str:
    match symbol:
        case Bars():
            return bars_data(symbol)
        case Maxi():
            return maxi_data(symbol)
        case Stacked():
            return symbol.text
        case Square():
            return f"MA,{symbol.text}"
