"""What a tool is, and what it gets to work with.

READ tools change nothing and may run for a speculative answer. COUNTED ones write an attempt, WRITE ones change something:
both run only when the turn is settled, and a WRITE that needs the caller's yes is refused without one to it in that very turn.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from returnflow.conversation.hearing import Heard
from returnflow.conversation.moves import ToolResult
from returnflow.conversation.state import ConversationState
from returnflow.database import Database, DatabaseWork
from returnflow.returns.policy import RuleBook
from returnflow.returns.ports import LabelMaker
from returnflow.returns.risk import RiskTable
from returnflow.settings import Settings


class Kind(StrEnum):
    """What a tool does to the world."""

    READ = "read"
    COUNTED = "counted"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a tool works with. `agreed_to`: the tool that the caller said yes to in this turn, if any."""

    work: DatabaseWork
    state: ConversationState
    heard: Heard
    now: datetime
    rules: RuleBook
    settings: Settings
    risk: RiskTable
    agreed_to: str = ""


@dataclass(frozen=True, slots=True)
class Outside:
    """What a slow tool works with: it opens its own transactions, so that its work holds up no other writer."""

    database: Database
    labels: LabelMaker
    state: ConversationState
    now: datetime


@dataclass(frozen=True, slots=True)
class Tool:
    """`needs_yes`: refused unless the caller has said yes to it in this turn."""

    name: str
    kind: Kind
    run: Callable[[Surroundings, dict[str, Any]], ToolResult]
    needs_yes: bool = False


@dataclass(frozen=True, slots=True)
class SlowTool:
    """A write that runs between two transactions of a turn. Must be safe to repeat."""

    name: str
    run: Callable[[Outside, dict[str, Any]], ToolResult]
    kind: Kind = Kind.WRITE
