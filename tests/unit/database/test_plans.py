"""No query on a call's way from the first word to the label reads a whole table, on either engine."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from returnflow.database.plans import Plan, plans
from returnflow.measure.race import Asked
from returnflow.measure.returns import questions
from returnflow.returns.model import Store
from returnflow.stores.demo.fresh import seed_random

NOW = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)
QUESTIONS = (
    "order", "returns of an order", "verifying", "orders of a contact", "orders of a customer", "history of a customer",
    "opening a return", "nearest numbers", "effects that are due", "dates that have passed",
)  # fmt: skip


@pytest.fixture
def asked(db, book):
    numbers = seed_random(db, 30, seed=1, now=NOW)
    number = next(number for number in numbers if number.startswith("11"))
    return Asked(db.url, None, book, Store.AMAZON, number, NOW)


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_of_a_call_is_answered_by_an_index(db, asked, name):
    made = plans(db, questions(asked)[name])
    assert made
    assert [scan for plan in made for scan in plan.scans] == []


def test_every_question_is_looked_at(asked):
    assert tuple(questions(asked)) == QUESTIONS


def test_a_table_that_is_read_whole_is_noticed(db, asked):
    (plan,) = plans(db, lambda work: work._session.execute(text("SELECT title FROM order_lines WHERE category = 'x'")).all())
    assert len(plan.scans) == 1
    assert "order_lines" in plan.scans[0]


def test_what_is_planned_leaves_no_trace(db, asked):
    made = plans(db, questions(asked)["opening a return"])
    assert any(plan.statement.startswith("SELECT") for plan in made)
    with db.read() as work:
        assert work.returns.list() == []
        assert work.outbox.due(datetime.max.replace(tzinfo=UTC)) == []


def test_a_fault_in_the_work_comes_out_and_is_not_listened_to_any_more(db, asked):
    with pytest.raises(ZeroDivisionError):
        plans(db, lambda work: 1 / 0)
    assert len(plans(db, lambda work: work.returns.get("RF-0000-0000"))) == 1


@pytest.mark.parametrize(("step", "is_scan"), [
    ("SCAN orders", True), ("SCAN orders USING COVERING INDEX ix", True), ("SEARCH orders USING INDEX ix (store=?)", False),
    ("SCAN CONSTANT ROW", False), ("SCAN (subquery-1)", False), ("Seq Scan on orders  (cost=1..2)", True),
    ("->  Index Scan using ix on orders", False), ("LIST SUBQUERY 1", False),
])  # fmt: skip
def test_which_steps_are_scans(step, is_scan):
    assert bool(Plan("SELECT 1", (step,)).scans) is is_scan


def test_what_a_step_before_has_found_may_be_read_whole():
    plan = Plan("SELECT 1", ("CO-ROUTINE mine", "SEARCH orders USING INDEX ix (customer_id=?)", "SCAN mine", "SCAN orders"))
    assert plan.scans == ("SCAN orders",)
