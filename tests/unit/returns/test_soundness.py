from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnflow.errors import InvalidInput
from returnflow.returns.model import Money
from returnflow.returns.replacements import Origin
from returnflow.returns.soundness import check_line
from returnflow.stores import demo

TIMES = ["purchased_at", "shipped_at", "delivered_at", "promised_at"]
SUMS = ["price", "tax", "promotion", "shipping"]
LINES = [line for order in demo.orders(datetime(2026, 6, 15, 15, tzinfo=UTC)) for line in order.lines]


def field_refused(world, line, said, **given):
    """The field that is named when the line is refused in those words."""
    with pytest.raises(InvalidInput, match=said) as raised:
        world.decide(line, **given)
    return raised.value.field


@pytest.mark.parametrize("field", TIMES)
@pytest.mark.parametrize("year", [1, 1969, 9001, 9999])
def test_a_year_that_no_calendar_counts_in_is_refused_by_name(world, field, year):
    line = replace(world.line(), **{field: datetime(year, 12, 31, tzinfo=UTC)})
    assert field_refused(world, line, f"the year {year} is out of reach") == field


@pytest.mark.parametrize("field", TIMES)
def test_a_time_without_a_zone_is_refused_and_not_taken_for_local(world, field):
    line = replace(world.line(), **{field: datetime(2026, 6, 1)})  # noqa: DTZ001
    assert field_refused(world, line, "has no time zone") == field


@pytest.mark.parametrize("now", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC), datetime(2026, 6, 1)])  # noqa: DTZ001
def test_the_moment_of_asking_is_held_to_the_same(world, now):
    assert field_refused(world, world.line(), "out of reach|no time zone", now=now) == "now"


@pytest.mark.parametrize("field", ["tax", "promotion", "shipping"])
def test_two_currencies_in_a_line_are_refused_by_name_even_where_the_sum_is_not_needed(world, field):
    line = replace(world.line(), **{field: Money(5, "EUR")})
    assert field_refused(world, line, "two currencies in one line: USD and EUR") == field


@pytest.mark.parametrize("field", SUMS)
def test_an_amount_below_zero_is_refused_by_name(world, field):
    assert field_refused(world, replace(world.line(), **{field: Money(-1)}), "-0.01 USD is below zero") == field


def test_what_a_replacement_goes_back_to_is_held_to_the_same(world):
    wrong = Origin(replace(world.line(), price=Money(-1)))
    assert field_refused(world, world.line(replaces="112-0000000-0000000"), "below zero", origin=wrong) == "price"


@given(st.sampled_from(LINES))
def test_every_line_of_the_demo_is_sound(line):
    assert check_line(line) is None


@given(st.sampled_from(LINES), st.sampled_from(SUMS), st.integers(max_value=-1), st.sampled_from(["USD", "EUR", "JPY"]))
def test_whatever_is_wrong_with_a_sum_its_field_is_named(line, field, minor, currency):
    with pytest.raises(InvalidInput) as raised:
        check_line(replace(line, **{field: Money(minor, currency)}))
    assert raised.value.field == field
