"""All six agents by name."""

from returnflow.agents import (
    amazon_processing,
    amazon_verification,
    human_handoff,
    initial_router,
    walmart_processing,
    walmart_verification,
)
from returnflow.agents.spec import AgentSpec
from returnflow.conversation.reply import AgentName

AGENTS: dict[AgentName, AgentSpec] = {
    module.AGENT.name: module.AGENT
    for module in (
        initial_router,
        amazon_verification,
        amazon_processing,
        walmart_verification,
        walmart_processing,
        human_handoff,
    )
}
