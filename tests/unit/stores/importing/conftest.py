"""Files to import: rows that are right, and a way to make one thing about them wrong."""

import csv
import io
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from returnflow.stores.importing import ImportRefused, import_orders

NOW = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)


def line(**given):
    return {"title": "Headphones, blue", "category": "default", "price_minor": 7999, "tax_minor": 690} | given


def order(*lines, **given):
    customer = {"name": "Maria Carter", "zip": "60614", "email": "maria@example.com"} | given.pop("customer", {})
    facts = {"store": "amazon", "order_number": "114-2839407-5561823", "purchased_at": "2026-06-01T14:30:00Z"}
    return facts | given | {"customer": customer, "lines": list(lines) or [line()]}


def as_jsonl(*orders):
    return "".join(json.dumps(one) + "\n" for one in orders).encode()


def as_csv(*orders, columns=None):
    """One row for each line, with the columns that occur."""
    rows = [
        {name: value for name, value in one.items() if name not in ("customer", "lines")}
        | {f"customer_{name}": value for name, value in one["customer"].items()}
        | each
        for one in orders
        for each in one["lines"]
    ]
    text = io.StringIO()
    names = columns or list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(text, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


@dataclass
class Memory:
    """A target that keeps what it is given, and whether it was published."""

    orders: list = field(default_factory=list)
    published: bool = False
    begun: bool = False
    changed: int = 0
    unchanged: int = 0

    @property
    def new(self):
        return len(self.orders)

    def __enter__(self):
        self.begun = True
        return self

    def __exit__(self, *_):
        pass

    def add(self, orders):
        self.orders += orders

    def publish(self):
        self.published = True


@pytest.fixture
def memory():
    return Memory()


@pytest.fixture
def importing(tmp_path, rules, memory):
    """Imports some bytes as a file of that name."""

    def run(content, name="orders.jsonl", **given):
        path = tmp_path / name
        path.write_bytes(content)
        return import_orders(path, lambda: memory, rules, NOW, **given)

    return run


@pytest.fixture
def refused(importing, memory):
    """Imports bytes that must be refused, with nothing begun; gives (line, field, what) of each mistake."""

    def run(content, name="orders.jsonl", **given):
        with pytest.raises(ImportRefused) as raised:
            importing(content, name, **given)
        assert not memory.begun
        assert all(mistake.fix for mistake in raised.value.mistakes)
        return [(mistake.line, mistake.field, mistake.what) for mistake in raised.value.mistakes]

    return run
