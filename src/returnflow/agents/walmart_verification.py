"""Walmart verification finds the order, proves whose it is and decides by the rules whether an item may come back."""

from returnflow.agents.spec import AgentSpec
from returnflow.conversation.reply import AgentName
from returnflow.conversation.slots import Slot

AGENT = AgentSpec(
    name=AgentName.WALMART_VERIFICATION,
    purpose="Validate the Walmart order, verify the customer, find item and reason, check eligibility.",
    slots=frozenset({Slot.STORE, Slot.ORDER_NUMBER, Slot.ZIP, Slot.LAST_NAME, Slot.CODE, Slot.ITEM, Slot.QUANTITY, Slot.REASON}),
    tools=frozenset({"verify_caller", "send_code", "check_code", "decide_return", "policy_answer", "stop_recording"}),
    hands_to=frozenset(
        {AgentName.WALMART_PROCESSING, AgentName.AMAZON_VERIFICATION, AgentName.INITIAL_ROUTER, AgentName.HUMAN_HANDOFF}
    ),
)
