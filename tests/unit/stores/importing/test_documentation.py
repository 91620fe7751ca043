"""What `docs/orders.md` says is true: its examples are imported, its tables are the schema."""

import re
from pathlib import Path

import pytest

from returnflow.stores.importing.mistakes import MOST_TOLD
from returnflow.stores.importing.reading import COLUMNS, LONGEST_LINE
from returnflow.stores.importing.schema import CustomerEntry, LineEntry, OrderEntry

DOCUMENT = (Path(__file__).parents[4] / "docs" / "orders.md").read_text("utf-8")
ROW = re.compile(r"^\| (\*\*)?`(\w+)`(?:\*\*)? \| `(\w+)` \|", re.MULTILINE)


def example(language):
    [found] = re.findall(rf"^```{language}\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)
    return found.encode()


@pytest.mark.parametrize("name", ["orders.jsonl", "orders.csv"])
def test_the_examples_are_imported_as_they_stand(importing, memory, name):
    done = importing(example(name.rpartition(".")[2]), name)
    assert (done.orders, done.lines) == (2, 3)
    assert memory.orders[1].lines[1].parcel == 2


def test_both_examples_are_the_same_orders(importing, memory):
    importing(example("jsonl"))
    importing(example("csv"), "orders.csv")
    assert memory.orders[:2] == memory.orders[2:]


def test_every_column_is_in_the_tables_and_those_that_are_needed_are_bold():
    told = {column: bool(bold) for bold, _, column in ROW.findall(DOCUMENT)}
    models = ((OrderEntry, ""), (CustomerEntry, "customer_"), (LineEntry, ""))
    needed = {prefix + name: each.is_required() for model, prefix in models for name, each in model.model_fields.items()}
    assert told == {name: needed[name] for name in COLUMNS}


def test_the_numbers_in_it_are_those_of_the_code():
    from returnflow.database.repositories.batches import GIVEN_UP
    from returnflow.database.staging import HOLD_S, MOST_ROWS
    from returnflow.settings import Settings

    kept = Settings.model_fields["keep_words_days"].default
    for said in (
        f"the first {MOST_TOLD} on the terminal",
        f"more than {LONGEST_LINE >> 20} MB",
        f"at most {MOST_ROWS:,} rows",
        f"about {HOLD_S * 1000:.0f} ms",
        f"`RETURNFLOW_KEEP_WORDS_DAYS` ({kept})",
    ):
        assert said in DOCUMENT
    assert GIVEN_UP.seconds == 120
