"""What an agent is: its purpose, the facts it may collect, the tools it may call, the agents it may hand to, its prompt."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from returnflow.conversation.reply import AgentName
from returnflow.conversation.slots import Slot


@dataclass(frozen=True, slots=True)
class AgentSpec:
    """One of the six. What is not listed here is refused by code, whatever a brain proposes."""

    name: AgentName
    purpose: str
    slots: frozenset[Slot]
    tools: frozenset[str]
    hands_to: frozenset[AgentName]

    @property
    def prompt(self) -> str:
        """The instructions for a language model in this role."""
        return _prompt(self.name)


@cache
def _prompt(name: AgentName) -> str:
    return files("returnflow.agents").joinpath("prompts", f"{name.value}.md").read_text(encoding="utf-8")
