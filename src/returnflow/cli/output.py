"""What commands print: aligned columns for people, JSON for programs. Knows no content."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import typer

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of columns.")]


def plain(value: object) -> object:
    """A value that JSON does not know, as one it does."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"cannot write {type(value).__name__} as JSON")


def as_json(value: Any) -> str:
    """JSON with two spaces; dates in ISO format, enumerations by value."""
    return json.dumps(value, indent=2, ensure_ascii=False, default=plain)


def columns(rows: Iterable[Sequence[object]], head: Sequence[str]) -> str:
    """Rows under a head, each column as wide as its widest cell."""
    table = [tuple(head), *(tuple("-" if cell is None else str(cell) for cell in row) for row in rows)]
    widths = [max(len(row[i]) for row in table) for i in range(len(head))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table)
    return "\n".join(lines)


def table(rows: Iterable[Mapping[str, Any]], heads: Mapping[str, str]) -> str:
    """Rows as columns; `heads` names the keys to show and what stands above them. A list is joined, nothing is a dash."""
    return columns(([_cell(row[key]) for key in heads] for row in rows), tuple(heads.values()))


def _cell(value: Any) -> object:
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value) or None
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return None if value == "" else value
