"""The state survives being saved, whatever a call has learnt."""

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime

from returnflow.conversation.expecting import Expect, Expecting
from returnflow.conversation.facts import ReturnFacts
from returnflow.conversation.moves import Phrase, Value
from returnflow.conversation.slots import Slot
from returnflow.conversation.state import ConversationState, Message, from_json, to_json
from returnflow.returns.model import Method, Money, Reason, Store

NOW = datetime(2026, 6, 15, tzinfo=UTC)
CUSTOMERS_FIELDS = {
    "session_id", "user_identity", "store", "item_type", "order_number", "return_reason", "current_agent", "conversation_history",
    "created_at", "last_updated",
}  # fmt: skip


def state(**given):
    return ConversationState("call-1", "user_1", NOW, NOW, **given)


def test_the_customers_ten_fields_are_there_by_name():
    assert {field.name for field in fields(ConversationState)} >= CUSTOMERS_FIELDS


def test_a_new_state_comes_back():
    assert from_json(json.loads(json.dumps(to_json(state())))) == state()


def test_a_full_state_comes_back(world):
    line = world.line()
    made = ReturnFacts("RF-7K4M-92XC", 1, "thing", Money(5400), Method.PRINTED_LABEL, date(2026, 7, 1), "7K4M92", "a.pdf")
    full = state(store=Store.AMAZON, item_type="thing", order_number=line.order_number, return_reason=Reason.DEFECTIVE)
    full = full.plus("user", "hello").plus("assistant", "hi")
    full = replace(
        full,
        case=replace(
            full.case,
            verified=True,
            lines=(line,),
            line_no=1,
            decision=world.decide(line),
            made=made,
            earlier=(made,),
            filled=(Slot.STORE, Slot.ORDER_NUMBER),
        ),
        talk=replace(
            full.talk,
            question="ask_item",
            expecting=Expecting(Expect.ITEM, Slot.ITEM, (5,), ("thing",)),
            phrases=(Phrase("ask_item.1", {"items": Value("the thing", "the thing", True)}, ("order:1",)),),
            unrecorded={"role": "assistant", "sentences": [{"key": "a", "sources": []}]},
        ),
    )
    assert from_json(json.loads(json.dumps(to_json(full)))) == full
    assert from_json(to_json(full)).line == line


def test_what_was_not_heard_is_cut_from_the_last_message_only():
    spoken = state().plus("assistant", "One.").plus("assistant", "Two and three.")
    assert spoken.heard_only("Two").conversation_history == (Message("assistant", "One."), Message("assistant", "Two"))
