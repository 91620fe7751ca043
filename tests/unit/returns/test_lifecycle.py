import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnflow.errors import Conflict
from returnflow.returns.lifecycle import (
    ENDS,
    FREES_THE_UNITS,
    IllegalTransition,
    RefundState,
    ReturnState,
    advance,
    advance_refund,
    following,
    following_refund,
)

states = st.sampled_from(ReturnState)
money = st.sampled_from(RefundState)


def test_a_return_goes_the_whole_way_to_its_refund():
    way = ["authorized", "label_issued", "in_transit", "received", "inspected", "refunded", "closed"]
    state = ReturnState(way[0])
    for step in way[1:]:
        state = advance(state, ReturnState(step))
    assert state is ReturnState.CLOSED


def test_a_refund_before_anything_came_back_is_illegal_and_says_what_is_possible():
    with pytest.raises(IllegalTransition) as raised:
        advance(ReturnState.AUTHORIZED, ReturnState.REFUNDED)
    assert isinstance(raised.value, Conflict)
    assert raised.value.field == "state"
    assert "label_issued" in (raised.value.fix or "")
    assert (raised.value.current, raised.value.wanted) == (ReturnState.AUTHORIZED, ReturnState.REFUNDED)


def test_staying_put_is_harmless():
    assert advance(ReturnState.LABEL_ISSUED, ReturnState.LABEL_ISSUED) is ReturnState.LABEL_ISSUED


def test_the_end_is_the_end():
    assert following(ReturnState.CLOSED) == frozenset()
    with pytest.raises(IllegalTransition, match="it is the end"):
        advance(ReturnState.CLOSED, ReturnState.AUTHORIZED)


@given(states, states)
def test_a_step_is_either_listed_or_refused(current, wanted):
    if wanted is current or wanted in following(current):
        assert advance(current, wanted) is wanted
    else:
        with pytest.raises(IllegalTransition):
            advance(current, wanted)


@given(money, money)
def test_a_step_of_the_money_is_either_listed_or_refused(current, wanted):
    if wanted is current or wanted in following_refund(current):
        assert advance_refund(current, wanted) is wanted
    else:
        with pytest.raises(IllegalTransition, match="a refund that is"):
            advance_refund(current, wanted)


@given(states)
def test_every_state_can_reach_an_end(state):
    seen, reach = {state}, [state]
    while reach:
        new = following(reach.pop()) - seen
        seen |= new
        reach += new
    assert seen & ENDS


def test_money_and_goods_never_both_stay_with_the_customer_after_units_are_freed():
    assert all(following(state) == {ReturnState.ESCALATED} for state in FREES_THE_UNITS)


def test_money_is_sent_before_it_arrives_fails_or_is_taken_back():
    for state in (RefundState.SETTLED, RefundState.FAILED, RefundState.REVERSED):
        assert RefundState.ISSUED in {each for each in RefundState if state in following_refund(each)}
        assert state not in following_refund(RefundState.PENDING)
