"""One live call. Blocking, one thread at a time; every committed turn saves state and timeline in one transaction.

A label is made between two transactions of its turn: the first has saved the return, so that dying in between loses nothing
and a resumed call goes on where this one stopped. A reply's own timeline item waits in the state until it is known what the
caller heard of it.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from returnflow.agents import hearing
from returnflow.agents.house import House
from returnflow.agents.outcome import outcome_of
from returnflow.agents.record import storable, told
from returnflow.agents.toolbox import Outside, SlowTool, Surroundings
from returnflow.agents.tools import TOOLS
from returnflow.agents.turn import Events, OnlyByCommitting, Turn, today_of
from returnflow.clock import Clock
from returnflow.conversation.expecting import Expecting
from returnflow.conversation.hearing import Heard, Source
from returnflow.conversation.moves import Move, ToolResult
from returnflow.conversation.reply import EndReason, Reply
from returnflow.conversation.state import ConversationState, to_json
from returnflow.database import Database, DatabaseWork
from returnflow.dialogue import brain
from returnflow.dialogue.flows.call import Call
from returnflow.dialogue.understand.number_match import NumberHeard
from returnflow.dialogue.understand.understanding import Understanding, understand
from returnflow.errors import ReturnFlowError, UpstreamUnavailable
from returnflow.returns.policy import RuleBook
from returnflow.returns.ports import LabelMaker
from returnflow.returns.risk import RiskTable
from returnflow.settings import Settings

log = logging.getLogger(__name__)

_NOTHING = Heard("", Source.TEXT)
_NOT_A_WORD = Understanding("")


@dataclass(frozen=True, slots=True)
class Shared:
    """What all calls of a desk work with."""

    database: Database
    rules: RuleBook
    settings: Settings
    clock: Clock
    labels: LabelMaker
    risk: RiskTable
    house: House


class OpenCall:
    """See `agents.contract.DeskCall`."""

    def __init__(self, state: ConversationState, shared: Shared) -> None:
        self.call_id = state.session_id
        self._state = state
        self._shared = shared
        self._lock = threading.RLock()
        self._repairing: NumberHeard | None = None  # what is known of a number while a part of it is asked for again
        self._scored: tuple[Heard, Understanding, NumberHeard | None] | None = (
            None  # scoring takes 100 ms: not twice for one utterance
        )

    @property
    def state(self) -> ConversationState:
        """What is known after the last committed turn."""
        return self._state

    @property
    def expecting(self) -> Expecting:
        """What the last committed reply asked for."""
        return self._state.talk.expecting

    def greet(self) -> Reply:
        """The first words, or on resumption one bridging sentence."""
        events, caller = Events(), self._state.caller
        if brain.is_new(self._state):
            events.add("call_started", channel=caller.channel, user_identity=self._state.user_identity)
            events.add("consent", recording=caller.recording, asked_by="page")
        return self._settle(_NOTHING, _NOT_A_WORD, brain.greet, events)

    def consider(self, heard: Heard) -> Reply | None:
        """The answer to `heard` if it were the whole turn; None when only committing can tell."""
        heard = storable(heard)
        with self._lock, self._shared.database.read() as work:
            try:
                turn, around = self._begin(heard, self._understand(heard), Events(), work, speculative=True)
                turn.run(brain.hear(turn.call), around)
            except OnlyByCommitting:
                return None
        return turn.reply

    def commit(self, heard: Heard) -> Reply:
        """Answer for real. A fault of ours is written down and apologised for; it does not end the call."""
        before, heard = self._state, storable(heard)
        try:
            return self._settle(heard, self._understand(heard), brain.hear, Events())
        except UpstreamUnavailable:
            raise  # the database is gone: there is nothing left to answer with
        except Exception as error:  # the boundary of a turn: a mistake in one flow must not cost the caller the call
            log.exception("a turn failed", extra={"call_id": self.call_id})
            events = Events()
            events.add("error", where="turn", type=type(error).__name__)
            if self._state.case.made is None:
                self._state = before
            return self._settle(_NOTHING, _NOT_A_WORD, brain.stumble, events)

    def silence(self) -> Reply:
        """The caller has said nothing for a while."""
        return self._settle(_NOTHING, _NOT_A_WORD, brain.silent, Events())

    def spoken(self, reply: Reply, text: str, interrupted: bool) -> None:
        """What the caller really heard of a reply; one that was cut stays cut in the conversation's history."""
        item = self._state.talk.unrecorded
        if item is None or item["text"] != reply.display:
            return
        with self._lock, self._shared.database.begin() as work:
            if interrupted:
                self._state = self._state.heard_only(text)
            self._record_reply(work, {"heard": text, "interrupted": True} if interrupted else {})
            work.calls.save_state(self.call_id, to_json(self._state), self._shared.clock())

    def end(self, reason: EndReason) -> None:
        """Close the record: outcome and end reason. Idempotent."""
        with self._lock, self._shared.database.begin() as work:
            self._record_reply(work, {})
            outcome, now = outcome_of(self._state, reason), self._shared.clock()
            if work.calls.end(self.call_id, reason.value, outcome.value, now):
                work.timeline.append(self.call_id, "call_ended", now, {"reason": reason.value, "outcome": outcome.value})
                work.calls.save_state(self.call_id, to_json(replace(self._state, end_reason=reason.value)), now)

    def _settle(self, heard: Heard, understood: Understanding, first: Callable[[Call], Move], events: Events) -> Reply:
        """A whole turn, committed: one transaction, two when a label is made."""
        with self._lock:
            with self._shared.database.begin() as work:
                self._record_reply(work, {})
                turn, around = self._begin(heard, understood, events, work, speculative=False)
                turn.run(first(turn.call), around)
                self._keep(turn, work)
            while turn.pending is not None:
                result = self._slow(turn)
                with self._shared.database.begin() as work:
                    told(events, result)
                    turn.resume(result, self._surroundings(work, heard, understood))
                    self._keep(turn, work)
            assert turn.reply is not None
            return turn.reply

    def _understand(self, heard: Heard) -> Understanding:
        return understand(heard.text, brain.context(self._state))

    def _begin(
        self, heard: Heard, understood: Understanding, events: Events, work: DatabaseWork, *, speculative: bool
    ) -> tuple[Turn, Callable[[ConversationState], Surroundings]]:
        state = self._state
        refined, number = self._refine(heard, understood, work)
        if heard is not _NOTHING:
            said = hearing.for_the_record(heard.text, refined, state)
            state = replace(state.plus("user", said), last_updated=self._shared.clock())
            events.add("utterance", role="user", text=said, source=heard.source.value, understood=_for_the_record(refined))
        call = Call(state, refined, today_of(state, self._shared.clock()), number)
        turn = Turn(call, events, speculative=speculative, seed=self._shared.settings.seed)
        call.at(self._shared.house.name, self._shared.house.back_at(self._shared.clock(), state.case.zone))
        return turn, self._surroundings(work, heard, understood)

    def _refine(self, heard: Heard, understood: Understanding, work: DatabaseWork) -> tuple[Understanding, NumberHeard | None]:
        if self._scored is not None and self._scored[0] == heard:
            return self._scored[1], self._scored[2]
        refined, number = hearing.refine(understood, heard, self._state, work, self._repairing)
        self._scored = (heard, refined, number) if heard.ears is not None else None
        return refined, number

    def _surroundings(
        self, work: DatabaseWork, heard: Heard, understood: Understanding
    ) -> Callable[[ConversationState], Surroundings]:
        agreed_to = brain.agreed_to(self._state.talk.question, understood)
        shared = self._shared

        def around(state: ConversationState) -> Surroundings:
            return Surroundings(work, state, heard, shared.clock(), shared.rules, shared.settings, shared.risk, agreed_to)

        return around

    def _slow(self, turn: Turn) -> ToolResult:
        move, shared = turn.pending, self._shared
        assert move is not None
        tool = TOOLS[move.tool]
        assert isinstance(tool, SlowTool)
        try:
            return tool.run(Outside(shared.database, shared.labels, turn.call.state, shared.clock()), move.arguments)
        except ReturnFlowError as error:
            return ToolResult(move.tool, {"message": error.message}, error.code)

    def _keep(self, turn: Turn, work: DatabaseWork) -> None:
        now = self._shared.clock()
        for kind, data in turn.events.items:
            work.timeline.append(self.call_id, kind, now, data)
        turn.events.items.clear()
        number, self._scored = turn.call.number, None
        self._repairing = number if number is not None and number.number is None and number.doubtful else None
        turn.call.know(last_updated=now)
        item = turn.call.state.talk.unrecorded
        if item is not None and turn.reply is not None:
            turn.call.talk(unrecorded=item | {"began": now.isoformat()})
        work.calls.save_state(self.call_id, to_json(turn.call.state), now)
        self._state = turn.call.state

    def _record_reply(self, work: DatabaseWork, heard: dict[str, Any]) -> None:
        talk = self._state.talk
        if talk.unrecorded is not None:
            work.timeline.append(self.call_id, "utterance", self._shared.clock(), talk.unrecorded | heard)
            self._state = replace(self._state, talk=replace(talk, unrecorded=None))


def _for_the_record(understood: Understanding) -> dict[str, Any]:
    return {
        "acts": sorted(act.value for act in understood.acts),
        "intents": {scored.intent.value: scored.confidence for scored in understood.intents},
        "problem": understood.problem.value if understood.problem else None,
    }
