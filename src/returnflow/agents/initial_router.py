"""The initial router greets, hears what the call is about and finds the store. It knows nothing of orders."""

from returnflow.agents.spec import AgentSpec
from returnflow.conversation.reply import AgentName
from returnflow.conversation.slots import Slot

AGENT = AgentSpec(
    name=AgentName.INITIAL_ROUTER,
    purpose="Greet the caller, detect the wish to return, find the store, route to its verification agent.",
    slots=frozenset({Slot.STORE, Slot.ITEM, Slot.REASON, Slot.ORDER_NUMBER, Slot.ZIP, Slot.LAST_NAME}),
    tools=frozenset({"policy_answer", "stop_recording"}),
    hands_to=frozenset({AgentName.AMAZON_VERIFICATION, AgentName.WALMART_VERIFICATION, AgentName.HUMAN_HANDOFF}),
)
