from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnflow.errors import InvalidInput
from returnflow.returns import units
from returnflow.returns.model import Method, Money, Reason, Refund, Return, ReturnLine, ReturnState, Tender


@pytest.fixture
def held(world):
    """A return that holds units 1 and 2 of a line of three."""
    line = world.line(quantity=3)
    decision = world.decide(line, quantity=2)
    at = datetime(2026, 6, 15, tzinfo=UTC)
    made = Return(
        rma="RF-0000-0000",
        kind="return",
        store=line.store,
        order_number=line.order_number,
        lines=(ReturnLine(1, (1, 2), "thing", Reason.NO_LONGER_WANTED, decision),),
        state=ReturnState.AUTHORIZED,
        method=Method.PRINTED_LABEL,
        refund=Refund(Money(100), Tender.CREDIT_CARD),
        return_by=at.date(),
        drop_off_code="ABC123",
        call_id=None,
        created_at=at,
        updated_at=at,
    )
    return line, made


def test_units_of_an_open_return_are_taken_and_the_rest_is_left(held):
    line, made = held
    assert units.taken([made], 1) == {1: "RF-0000-0000", 2: "RF-0000-0000"}
    assert units.left(line, [made]) == (3,)


def test_another_line_of_the_order_is_free(held):
    line, made = held
    assert units.left(replace(line, line_no=2), [made]) == (1, 2, 3)


@pytest.mark.parametrize("state", [ReturnState.CANCELLED, ReturnState.EXPIRED, ReturnState.REJECTED])
def test_a_return_that_came_to_nothing_frees_its_units(held, state):
    line, made = held
    assert units.left(line, [replace(made, state=state)]) == (1, 2, 3)


@pytest.mark.parametrize(("quantity", "named"), [(0, None), (-1, None), (4, None), (2, (1, 1)), (1, (4,)), (1, (0,)), (2, (1,))])
def test_units_that_the_line_has_not_are_refused_by_name(world, quantity, named):
    with pytest.raises(InvalidInput) as raised:
        units.checked(world.line(quantity=3), quantity, named)
    assert raised.value.field == "quantity"


@given(st.integers(1, 9), st.data())
def test_whatever_units_are_named_come_back_in_order(quantity, data):
    named = data.draw(st.sets(st.integers(1, quantity), min_size=1))
    line = type("Line", (), {"quantity": quantity, "line_no": 1})()
    assert units.checked(line, len(named), tuple(named)) == tuple(sorted(named))
