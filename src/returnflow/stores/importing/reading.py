"""A file as entries: one JSON object a line, or CSV with one row for each line of an order.

Owns bytes, lines and columns: encoding, length, header, which rows belong together. Reads no more than one order at a time;
what an entry must hold is `schema`'s.
"""

import codecs
import csv
import difflib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO

from returnflow.stores.importing.mistakes import Mistake
from returnflow.stores.importing.schema import CustomerEntry, LineEntry, OrderEntry

LONGEST_LINE = 1 << 20
"""Bytes. The largest order that the schema allows is a third of it."""
_REST = 1 << 16


class Format(StrEnum):
    """How the file is written."""

    CSV = "csv"
    JSONL = "jsonl"


def format_of(path: Path) -> Format:
    """By the name's ending: .csv, else JSON Lines."""
    return Format.CSV if path.suffix.casefold() == ".csv" else Format.JSONL


@dataclass(slots=True)
class Entry:
    """One order as it stands in the file: JSON text, or cells by the schema's names. `lines` are the rows of its order lines."""

    line: int
    text: str = ""
    cells: dict[str, object] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)

    def raw(self) -> dict[str, Any]:
        """What stands there, whatever it is; empty when it is no object."""
        try:
            found = json.loads(self.text) if self.text else self.cells
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def place(self, loc: tuple[int | str, ...]) -> tuple[int, str]:
        """Where a mistake at `loc` of the schema stands: line of the file, field as the file names it."""
        if not self.lines:
            return self.line, "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in loc).removeprefix(".")
        line = self.lines[loc[1]] if loc[:1] == ("lines",) and len(loc) > 1 and isinstance(loc[1], int) else self.line
        names = [str(step) for step in loc if not isinstance(step, int) and step != "lines"]
        return line, "_".join(names)


def entries(file: BinaryIO, form: Format) -> Iterator[Entry | Mistake]:
    """Every order of an open file, and what could not be read."""
    lines = _Lines(file)
    unreadable = lines.skip_mark()
    if unreadable is not None:
        yield unreadable
        return
    yield from _of_csv(lines) if form is Format.CSV else _of_json(lines)


class _Lines:
    """Text lines by number, never more than one in memory; those that are too long or not UTF-8 are left out and told."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.number = 0
        self.first = 0  # of the row under way, for a CSV row may go over several lines
        self.wrong: list[Mistake] = []

    def skip_mark(self) -> Mistake | None:
        """Pass over the byte order mark that spreadsheets put before UTF-8; the mark of another encoding is a mistake."""
        head = self._file.read(4)
        others = {"UTF-32": (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE), "UTF-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)}
        for name, marks in others.items():
            if head.startswith(marks):
                return Mistake(0, "encoding", f"the file is written in {name}", "save it as UTF-8")
        self._file.seek(len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0)
        return None

    def __iter__(self) -> Iterator[str]:
        while raw := self._file.readline(LONGEST_LINE + 1):
            self.number += 1
            if len(raw) > LONGEST_LINE:
                self._pass_over(raw)
                what = f"the line is longer than {LONGEST_LINE >> 20} MB"
                self.wrong.append(Mistake(self.number, "line", what, "one order a line; is this the right file?"))
                continue
            try:
                text = raw.decode("utf-8")
            except UnicodeDecodeError as error:
                what = f"byte 0x{raw[error.start]:02x} at position {error.start + 1} is not UTF-8"
                self.wrong.append(Mistake(self.number, "encoding", what, "save the file as UTF-8"))
                continue
            self.first = self.first or self.number
            yield text

    def _pass_over(self, raw: bytes) -> None:
        while raw and not raw.endswith(b"\n"):
            raw = self._file.readline(_REST)

    def told(self) -> list[Mistake]:
        """What was wrong since the last time."""
        wrong, self.wrong = self.wrong, []
        return wrong


def _of_json(lines: _Lines) -> Iterator[Entry | Mistake]:
    for text in lines:
        yield from lines.told()
        if text.strip():
            yield Entry(lines.number, text)
    yield from lines.told()


_CUSTOMER = {f"customer_{name}": name for name in CustomerEntry.model_fields}
_ORDER = tuple(name for name in OrderEntry.model_fields if name not in ("customer", "lines"))
COLUMNS = (*_ORDER, *_CUSTOMER, *LineEntry.model_fields)
"""Every column that a CSV file may have."""
_SHARED = (*_ORDER, *_CUSTOMER)
_NEEDED = tuple(
    prefix + name
    for model, prefix in ((OrderEntry, ""), (CustomerEntry, "customer_"), (LineEntry, ""))
    for name, each in model.model_fields.items()
    if each.is_required() and prefix + name in COLUMNS
)


def _of_csv(lines: _Lines) -> Iterator[Entry | Mistake]:
    rows = _rows(lines)
    header = next((row for row in rows if not isinstance(row, Mistake)), None)
    yield from lines.told()
    if header is None:
        return
    names = [name.strip() for name in header[1]]
    wrong = list(_wrong_header(names))
    if wrong:
        yield from wrong
        return
    yield from _joined(rows, names, lines)


def _rows(lines: _Lines) -> "Iterator[tuple[int, list[str]] | Mistake]":
    """Rows with the number of their first line. One that cannot be read ends the file: nobody knows where the next begins."""
    reader = csv.reader(iter(lines), strict=True)
    while True:
        lines.first = 0
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Mistake(lines.first, "line", f"not CSV from here on: {error}", "look for a quotation mark that is not closed")
            return
        if row:
            yield lines.first, row


def _wrong_header(names: list[str]) -> Iterator[Mistake]:
    if len(names) == 1 and any(mark in names[0] for mark in ";\t|"):
        yield Mistake(1, "header", "the columns are not separated by commas", "save it as CSV with commas")
        return
    for name in names:
        if name not in COLUMNS:
            near = difflib.get_close_matches(name, COLUMNS, 1)
            yield Mistake(1, name, f"there is no column {name!r}", f"did you mean {near[0]}?" if near else "remove it")
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Mistake(1, name, f"the column {name} is there twice", "remove one")
    for name in _NEEDED:
        if name not in names:
            yield Mistake(1, name, f"the column {name} is missing", "add it")


def _joined(rows: "Iterable[tuple[int, list[str]] | Mistake]", names: list[str], lines: _Lines) -> Iterator[Entry | Mistake]:
    """Rows that follow each other and name the same order, as one entry."""
    entry: Entry | None = None
    shared: dict[str, str] = {}
    for row in rows:
        yield from lines.told()
        if isinstance(row, Mistake):
            yield row
            continue
        number, cells = row
        if len(cells) != len(names):
            yield Mistake(
                number, "line", f"the row has {len(cells)} columns, the header {len(names)}", "put text with commas in quotes"
            )
            continue
        given = {name: text for name, cell in zip(names, cells, strict=True) if (text := cell.strip())}
        if entry is None or _key(given) != _key(shared):
            if entry is not None:
                yield entry
            shared = {name: given[name] for name in _SHARED if name in given}
            entry = _begun(number, given)
        else:
            yield from _other_values(number, given, shared)
        yield from _bare_numbers(number, given)
        _add_line(entry, number, given)
    if entry is not None:
        yield entry
    yield from lines.told()


def _key(given: dict[str, str]) -> tuple[str | None, str | None]:
    return given.get("store"), given.get("order_number")


def _begun(number: int, given: dict[str, str]) -> Entry:
    cells: dict[str, object] = {name: given[name] for name in _ORDER if name in given}
    cells["customer"] = {name: given[column] for column, name in _CUSTOMER.items() if column in given}
    cells["lines"] = []
    return Entry(number, cells=cells)


def _add_line(entry: Entry, number: int, given: dict[str, str]) -> None:
    its_lines = entry.cells["lines"]
    assert isinstance(its_lines, list)
    its_lines.append({name: given[name] for name in LineEntry.model_fields if name in given})
    entry.lines.append(number)


def _bare_numbers(number: int, given: dict[str, str]) -> Iterator[Mistake]:
    """A number in place of a date would be read as seconds since 1970."""
    for name, text in given.items():
        if name.endswith("_at") and text.lstrip("+-").replace(".", "", 1).isdigit():
            yield Mistake(number, name, "is a number, not a date", "write it as 2026-05-01T14:30:00Z")


def _other_values(number: int, given: dict[str, str], shared: dict[str, str]) -> Iterator[Mistake]:
    for name in _SHARED:
        if given.get(name) not in (None, shared.get(name)):
            yield Mistake(number, name, "differs from the first row of this order", "give every row of an order the same")
