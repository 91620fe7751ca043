"""What an operator gets to see, and the number to call back."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from returnflow.conversation.state import ConversationState, from_json
from returnflow.errors import InvalidInput
from returnflow.handoff import callbacks, queue
from returnflow.ids import uuid7
from returnflow.returns.model import Reason, Store
from returnflow.returns.risk import Risk, Signal, Tell

NOW = datetime(2026, 6, 15, tzinfo=UTC)


def call(db):
    state = ConversationState(
        uuid7(), "user_1", NOW, NOW, store=Store.AMAZON, item_type="headphones", return_reason=Reason.DEFECTIVE
    )
    with db.begin() as work:
        work.calls.create(
            state.session_id, user_identity="user_1", caller_key="k", room_name="", channel="chat", recording=False, at=NOW
        )
    return state.plus("user", "I want a person")


def test_the_summary_says_why_what_and_how_far(db):
    lines = queue.summary(call(db), "asked").splitlines()
    assert lines[0] == "The caller asked for a person."
    assert "not verified" in lines[1]
    assert "headphones; defective" in lines[2]
    assert lines[-1] == "Last words: I want a person"


def test_the_operator_sees_what_a_closer_look_is_for(db):
    state = call(db)
    risk = Risk(80, (Signal("risk.change_of_contact", 70, Tell.CHANGE), Signal("risk.several_sizes", 10, Tell.ITEM)))
    told = queue.summary(replace(state, case=replace(state.case, risk=risk)), "second_look")
    assert "a person should look at first" in told
    assert "Risk 80 of 100: risk.change_of_contact, risk.several_sizes." in told


def test_an_unlisted_reason_is_told_as_it_is(db):
    assert "refund status" in queue.summary(call(db), "refund_status")


def test_a_call_waits_once_with_its_whole_state(db):
    state = call(db)
    with db.begin() as work:
        first = queue.request(work, state, "asked", NOW)
        second = queue.request(work, replace(state, item_type="charger"), "anger", NOW)
        (row,) = work.handoffs.waiting()
    assert first == second
    assert from_json(row.state).item_type == "charger"


def test_a_number_is_kept_once_a_call_and_in_one_form(db):
    state = call(db)
    with db.begin() as work:
        first = callbacks.add(work, state.session_id, "(415) 555-0101", NOW)
        again = callbacks.add(work, state.session_id, "1 415 555 0101", NOW)
        (row,) = work.callbacks.list()
    assert first == again
    assert row.contact == "+14155550101"


def test_what_is_no_phone_number_is_refused():
    with pytest.raises(InvalidInput):
        callbacks.e164("12345")


def test_the_callers_last_words_are_told_without_what_is_personal_but_with_the_order_number(db):
    state = replace(call(db), order_number="408-1234567-1234567")
    state = state.plus("user", "it is 408-1234567-1234567, call 312 555 0101").plus("user", "my last name is Carter")
    assert queue.summary(state, "asked").splitlines()[-1] == (
        "Last words: I want a person / it is 408-1234567-1234567, call [phone] / my last name is [name]"
    )


def test_the_last_words_are_told_without_the_names_of_the_orders_customer(db, world):
    order = world.order()
    state = replace(call(db), order_number=order.number).plus("user", "Carter, for Maria, 60614, order 114-2839407-5561823")
    with db.begin() as work:
        work.orders.add(order)
        queue.request(work, state, "asked", NOW)
        (row,) = work.handoffs.waiting()
    assert row.summary.splitlines()[-1] == ("Last words: I want a person / [name], for [name], [zip], order 114-2839407-5561823")
