"""Columns and JSON."""

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import pytest

from returnflow.cli.output import as_json, columns, table


class Colour(StrEnum):
    RED = "red"


def test_columns_are_as_wide_as_their_widest_cell_and_nothing_is_a_dash() -> None:
    assert columns([("a", None), ("long", 1)], ("x", "number")) == "x     number\na     -\nlong  1"


def test_a_table_takes_named_keys_and_joins_lists() -> None:
    rows = [{"a": ["x", "y"], "b": "", "c": 1}]
    assert table(rows, {"a": "A", "b": "B"}).splitlines()[1] == "x, y  -"


def test_dates_paths_enumerations_and_sets_become_json() -> None:
    text = as_json([datetime(2026, 1, 2, tzinfo=UTC), Path("p"), Colour.RED, {2, 1}])
    assert '"2026-01-02T00:00:00+00:00"' in text
    assert '"p"' in text
    assert '"red"' in text


def test_what_json_cannot_say_is_an_error() -> None:
    with pytest.raises(TypeError, match="object"):
        as_json(object())
