"""The context between agents has exactly the shape of the customer's document."""

from datetime import UTC, datetime

from returnflow.conversation.context import AgentContext
from returnflow.conversation.reply import AgentName
from returnflow.conversation.state import ConversationState, Message
from returnflow.returns.model import Store

NOW = datetime(2026, 6, 15, tzinfo=UTC)
DOCUMENT = {
    "conversation_history": [
        {"role": "user", "content": "I want to return my headphones"},
        {"role": "assistant", "content": "Which store?"},
    ],
    "extracted_data": {"store": "amazon", "item_type": "headphones", "order_number": None, "reason": None},
    "current_agent": "amazon_verification",
    "next_agent": "amazon_processing",
    "user_intent": "process_return",
    "session_id": "sess_abc123",
}


def test_the_document_comes_back_as_it_was():
    context = AgentContext.from_document(DOCUMENT, user_identity="user_1", now=NOW)
    assert context.to_document() == DOCUMENT
    assert context.state.user_identity == "user_1"


def test_its_keys_are_in_the_documents_order():
    assert list(AgentContext.from_document(DOCUMENT, now=NOW).to_document()) == list(DOCUMENT)


def test_a_context_has_the_documents_five_fields():
    state = ConversationState("s", "u", NOW, NOW, store=Store.AMAZON)
    context = AgentContext(
        state=state,
        previous_agent=AgentName.INITIAL_ROUTER,
        next_agent=AgentName.AMAZON_VERIFICATION,
        confidence_score=0.95,
        user_intent="process_return",
    )
    assert context.to_document()["extracted_data"]["store"] == "amazon"
    assert context.confidence_score == 0.95


def test_only_the_last_ten_messages_are_shown_to_a_model():
    messages = tuple(Message("user", str(number)) for number in range(25))
    state = ConversationState("s", "u", NOW, NOW, conversation_history=messages)
    shown = AgentContext(state).to_document()["conversation_history"]
    assert [message["content"] for message in shown] == [str(number) for number in range(15, 25)]
    assert len(state.conversation_history) == 25


def test_a_hand_over_makes_the_next_agent_the_current_one():
    handed = AgentContext.from_document(DOCUMENT, now=NOW).handed()
    assert handed.state.current_agent is AgentName.AMAZON_PROCESSING
    assert handed.previous_agent is AgentName.AMAZON_VERIFICATION
    assert handed.next_agent is None
    assert handed.handed() is handed
