"""Amazon processing sums up, asks for the yes, creates the return and hands out its label."""

from returnflow.agents.spec import AgentSpec
from returnflow.conversation.reply import AgentName
from returnflow.conversation.slots import Slot

AGENT = AgentSpec(
    name=AgentName.AMAZON_PROCESSING,
    purpose="Confirm the details of the Amazon return, create it, make the label, tell how it goes back.",
    slots=frozenset({Slot.CONFIRMATION, Slot.ITEM, Slot.REASON}),
    tools=frozenset({"open_return", "issue_label", "policy_answer", "stop_recording"}),
    hands_to=frozenset(
        {AgentName.AMAZON_VERIFICATION, AgentName.WALMART_VERIFICATION, AgentName.INITIAL_ROUTER, AgentName.HUMAN_HANDOFF}
    ),
)
