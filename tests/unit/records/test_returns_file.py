"""Returns as CSV and JSON: what stands in which row, and that the money column adds up."""

import csv
import json
from dataclasses import replace

import pytest

from returnflow.records.returns_file import COLUMNS, as_csv, as_json
from returnflow.returns.document import document
from returnflow.returns.model import Reason
from returnflow.returns.service import Item, open_return


@pytest.fixture
def made(db, world):
    """One return of two lines."""
    order = world.order(world.line(quantity=2), world.line(short_name="lamp"))
    items = [Item(line.line_no, 1, Reason.DEFECTIVE, world.decide(line, Reason.DEFECTIVE)) for line in order.lines]
    with db.begin() as work:
        work.orders.add(order)
        return open_return(work, order=order, wanted=items, now=world.now)


def rows(*returns):
    return list(csv.DictReader("".join(as_csv(returns)).splitlines()))


def test_a_line_is_a_row_and_the_refund_stands_in_the_first(made):
    first, second = rows(made)
    assert [row["line_no"] for row in (first, second)] == ["1", "2"]
    assert (first["rma"], first["item"], first["quantity"], first["reason"]) == (made.rma, "thing", "1", "defective")
    assert (first["refund_minor"], first["currency"]) == (str(made.refund.amount.minor), "USD")
    assert (second["rma"], second["refund_minor"], second["refund_state"]) == (made.rma, "", "")


def test_the_money_column_adds_up(made):
    other = replace(made, rma="RF-0000-0000", lines=made.lines[:1])
    assert sum(int(row["refund_minor"] or 0) for row in rows(made, other)) == 2 * made.refund.amount.minor


def test_without_returns_there_is_the_head_and_an_empty_array():
    assert "".join(as_csv([])).strip() == ",".join(COLUMNS)
    assert json.loads("".join(as_json([]))) == []


def test_json_is_an_array_of_the_webhooks_documents(made):
    assert json.loads("".join(as_json([made, made]))) == [document(made)] * 2


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_a_title_is_never_a_formula(made, title):
    named = replace(made, lines=(replace(made.lines[0], item=title),))
    assert rows(named)[0]["item"] == f"'{title}"


@pytest.mark.parametrize("title", ['a "good" one, and cheap', "Löffel, groß", "two\nlines", "tea - green"])
def test_other_titles_stay_as_they_are(made, title):
    named = replace(made, lines=(replace(made.lines[0], item=title),))
    [row] = csv.DictReader(iter("".join(as_csv([named])).splitlines(keepends=True)))
    assert row["item"] == title


def test_returns_are_taken_one_at_a_time(made):
    taken = []

    def many():
        for number in range(3):
            taken.append(number)
            yield made

    parts = as_csv(many())
    next(parts), next(parts)
    assert taken == [0]
