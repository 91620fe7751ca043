"""Questions of policy need nobody's order, and are answered from the rows."""

import pytest

from .client import assert_problem


def test_how_long_comes_with_the_row_that_says_it(app):
    answer = app.test_client().get("/api/policies?store=walmart&category=default&on=2026-06-01").json
    assert (answer["days"], answer["question"], answer["outcome"]) == (90, "how_long", "returnable")
    assert answer["rules"] != []
    assert answer["rule_version"] != ""


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("store=amazon&category=spaceships", "category"), ("store=amazon&category=%00", "category"), ("store=amazon", "category"),
        ("store=target&category=default", "store"), ("store=amazon&category=default&on=9999-12-31", "on"),
        ("store=amazon&category=default&on=1750000000", "on"), ("store=amazon&category=default&question=why", "question"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_named(app, query, field):
    assert_problem(app.test_client().get(f"/api/policies?{query}"), 400, field)


def test_a_day_before_every_row_is_not_found(app):
    assert_problem(app.test_client().get("/api/policies?store=amazon&category=default&on=2001-01-01"), 404, "on")
