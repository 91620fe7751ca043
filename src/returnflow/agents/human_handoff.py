"""The human hand-off agent brings the caller to a person, or takes a number for a call back."""

from returnflow.agents.spec import AgentSpec
from returnflow.conversation.reply import AgentName
from returnflow.conversation.slots import Slot

AGENT = AgentSpec(
    name=AgentName.HUMAN_HANDOFF,
    purpose="Queue the call for a person with everything known; with nobody free, arrange a call back.",
    slots=frozenset({Slot.CONTACT, Slot.CONFIRMATION}),
    tools=frozenset({"request_person", "add_callback", "policy_answer", "stop_recording"}),
    hands_to=frozenset(
        {
            AgentName.INITIAL_ROUTER,
            AgentName.AMAZON_VERIFICATION,
            AgentName.AMAZON_PROCESSING,
            AgentName.WALMART_VERIFICATION,
            AgentName.WALMART_PROCESSING,
        }
    ),
)
