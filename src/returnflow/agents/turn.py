"""One turn carried out: the brain proposes moves; this loop checks each against the agent's permissions and executes it.

A speculative turn stops with `OnlyByCommitting` where a write or a counted try would be needed. Nothing here keeps state between
turns: what comes out is a new state, the reply and the timeline items to be written with it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from returnflow.agents.record import masked, told
from returnflow.agents.roster import AGENTS
from returnflow.agents.toolbox import Kind, SlowTool, Surroundings, Tool
from returnflow.agents.tools import TOOLS
from returnflow.conversation.context import AgentContext
from returnflow.conversation.expecting import Expect, Expecting
from returnflow.conversation.moves import End, HandTo, Move, Phrase, Say, ToolResult, UseTool
from returnflow.conversation.reply import AgentName, EndReason, Reply
from returnflow.conversation.state import ConversationState
from returnflow.dialogue import brain
from returnflow.dialogue.flows.call import Call
from returnflow.dialogue.phrasing.sentences import joined, render
from returnflow.errors import NotAllowed, ReturnFlowError

MAX_MOVES = 24
"""Moves in one turn. A plain turn takes one to six; more means that two flows hand a call to and fro."""
_HOME_ZONE = ZoneInfo("America/New_York")


class OnlyByCommitting(Exception):
    """The answer needs a write or a counted try."""


@dataclass(slots=True)
class Events:
    """Timeline items of a turn, in order."""

    items: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def add(self, item: str, /, **data: Any) -> None:
        """One more item."""
        self.items.append((item, data))


class Turn:
    """From a first move to a reply. `pending` is set when a slow tool has to run outside the transaction before it goes on."""

    def __init__(self, call: Call, events: Events, *, speculative: bool, seed: int) -> None:
        self.call = call
        self.events = events
        self.pending: UseTool | None = None
        self.reply: Reply | None = None
        self._speculative = speculative
        self._seed = seed
        self._passed: list[AgentName] = []

    def run(self, move: Move, around: Callable[[ConversationState], Surroundings]) -> None:
        """Carry out moves until something is said, or a slow tool has to run."""
        for _ in range(MAX_MOVES):
            if isinstance(move, Say):
                self.reply = self._reply(move.phrases, move.expecting, None)
                return
            if isinstance(move, End):
                self.reply = self._reply(move.phrases, Expecting(Expect.NOTHING), move.reason)
                return
            if isinstance(move, HandTo):
                self._hand_over(move)
                move = brain.proceed(self.call)
                continue
            tool = self._permitted(move)
            if isinstance(tool, SlowTool):
                self.pending = move
                return
            move = brain.learn(self.call, self._use(tool, move, around))
        raise ReturnFlowError(f"no reply after {MAX_MOVES} moves", field=self.call.state.current_agent.value)

    def resume(self, result: ToolResult, around: Callable[[ConversationState], Surroundings]) -> None:
        """Go on with a slow tool's result."""
        self.pending = None
        self.run(brain.learn(self.call, result), around)

    def _permitted(self, move: UseTool) -> Tool | SlowTool:
        agent = AGENTS[self.call.state.current_agent]
        if move.tool not in agent.tools:
            raise NotAllowed(f"{agent.name} has no tool {move.tool}")
        tool = TOOLS[move.tool]
        if self._speculative and tool.kind is not Kind.READ:
            raise OnlyByCommitting(move.tool)
        self.events.add("tool_call", tool=move.tool, kind=tool.kind.value, arguments=masked(move.arguments))
        return tool

    def _use(self, tool: Tool, move: UseTool, around: Callable[[ConversationState], Surroundings]) -> ToolResult:
        surroundings = around(self.call.state)
        try:
            if tool.needs_yes and surroundings.agreed_to != tool.name:
                raise NotAllowed(f"{tool.name} needs the caller's yes in this turn")
            result = tool.run(surroundings, move.arguments)
        except ReturnFlowError as error:
            result = ToolResult(tool.name, {"message": error.message}, error.code)
        told(self.events, result)
        return result

    def _hand_over(self, move: HandTo) -> None:
        state = self.call.state
        if move.agent not in AGENTS[state.current_agent].hands_to:
            raise NotAllowed(f"{state.current_agent} may not hand to {move.agent}")
        context = AgentContext(state, None, move.agent, move.confidence, state.user_intent)
        self.events.add(
            "agent_changed",
            **{"from": state.current_agent.value, "to": move.agent.value},
            context=context.to_document(),
            confidence=move.confidence,
            reason=move.reason,
        )
        self._passed.append(move.agent)
        self.call.state = context.handed().state
        if move.agent is AgentName.HUMAN_HANDOFF:
            self.call.talk(question="", asked=0, wrapping_up=False)

    def _reply(self, phrases: tuple[Phrase, ...], expecting: Expecting, end: EndReason | None) -> Reply:
        talk = self.call.state.talk
        spoken = render(phrases, self._seed, talk.turn, talk.text, self.call.brand)
        text, display = joined(spoken)
        cards = tuple(self.call.cards)
        for card in cards:
            self.events.add("card", kind=card.kind, data=card.data)
        item = {
            "role": "assistant",
            "text": display,
            "spoken": text,
            "agent": self.call.state.current_agent.value,
            "sentences": [{"key": s.key, "sources": list(s.sources)} for s in spoken],
        }
        self.call.talk(turn=talk.turn + 1, phrases=phrases, text=text, display=display, expecting=expecting, unrecorded=item)
        self.call.state = self.call.state.plus("assistant", display)
        if end is not None:
            self.call.know(end_reason=end.value)
        return Reply(
            text, display, self.call.state.current_agent, expecting, self._trail(), cards, end, slots_of(self.call.state)
        )

    def _trail(self) -> tuple[AgentName, ...]:
        return tuple(self._passed)


def today_of(state: ConversationState, now: datetime) -> date:
    """The caller's day: by the verified order's zone, else the east coast's."""
    return now.astimezone(ZoneInfo(state.case.zone) if state.case.zone else _HOME_ZONE).date()


def slots_of(state: ConversationState) -> dict[str, Any]:
    """What is known, masked as the driver protocol and the page may see it."""
    case = state.case
    slots: dict[str, Any] = {
        "store": state.store.value if state.store else None,
        "order_number": _masked_number(state.order_number, case.verified),
        "item_type": state.item_type,
        "reason": state.return_reason.value if state.return_reason else None,
        "verified": case.verified,
        "rma": case.made.rma if case.made else None,
    }
    return {name: value for name, value in slots.items() if value is not None}


def _masked_number(number: str | None, verified: bool) -> str | None:
    """Its last four digits once verified, none before: a number that the records corrected would be given away."""
    if number is None:
        return None
    shown = 4 if verified else 0
    return "".join(c if c == "-" or at >= len(number) - shown else "*" for at, c in enumerate(number))
