"""One spoken call from the first word to the hang-up: a driver decides, the caller speaks, what is heard is judged.

Owns the order of things in a call. Must not know who the driver is, nor how results are printed.
"""

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from returnflow.simulate import ear
from returnflow.simulate.caller import STEP_S, Caller
from returnflow.simulate.clip import Clip, at_level, read, trimmed
from returnflow.simulate.driver import AgentTurn, Driver, DriverFailed, HangUp, Say
from returnflow.simulate.result import CallResult, Turn, shown_words

ANSWER_S = 20.0
"""An answer that takes longer than this does not come; the desk asks a silent caller again after some seconds."""
TELLS_S = 0.6
"""How long after the agent's last sound its data messages may still be on the way."""
GONE_S = 15.0
"""How long after a farewell the room may stay."""


class Speaks(Protocol):
    """A line as sound."""

    def __call__(self, words: str) -> Clip:
        """The clip for these words."""
        ...


@dataclass(slots=True)
class Watch:
    """What an onlooker wants to be told while the call runs."""

    turn: Callable[[Turn], None] = lambda _: None
    saying: Callable[[str], None] = lambda _: None


@dataclass(slots=True)
class SpokenCall:
    """One call in progress."""

    caller: Caller
    driver: Driver
    speaks: Speaks
    watch: Watch = field(default_factory=Watch)
    seed: int = 0

    async def run(self, limit: float = 600.0) -> CallResult:
        """Hold the whole call; the caller must be connected. A driver that breaks its protocol is the result's `failure`."""
        result = CallResult(self.caller.line.call_id)
        reactions = random.Random(self.seed)
        try:
            async with asyncio.timeout(limit):
                going = await self._greeting(result)
                while going:
                    going = await self._exchange(result, reactions)
        except TimeoutError:
            await self._hang_up()
        except DriverFailed as failure:
            result.failure = failure
            await self._hang_up()
        finally:
            await asyncio.to_thread(self.driver.close)
        _conclude(result, self.caller)
        return result

    async def _greeting(self, result: CallResult) -> bool:
        """The agent's first words; False, and the caller hangs up, when nobody says any."""
        sound = await self.caller.agent_sound(0.0, ANSWER_S)
        if sound is None:
            await self._hang_up()
            return False
        result.greeting_ms = (sound - self.caller.line.asked_at) * 1000
        await self._listen(0.0)
        self._add(result, Turn(self._agent(), "", "", self._words(0.0)))
        return True

    async def _exchange(self, result: CallResult, reactions: random.Random) -> bool:
        """One turn; False when the call is over."""
        asked = self._asked(result.turns[-1].reply)
        action = await asyncio.to_thread(self.driver.answer, asked)
        if asked.ended:
            return False
        if isinstance(action, HangUp):
            await self._hang_up()
            return False
        clip = await asyncio.to_thread(self._clip, action)
        await asyncio.sleep(reactions.uniform(0.0, 0.3))
        since = time.monotonic()
        self.watch.saying(shown_words(clip.words, asked.expecting))
        said = await self.caller.say(clip) if len(clip.samples) else ear.Said(since, since)
        await self.caller.agent_sound(said.start, ANSWER_S)
        await self._listen(said.start)
        self._add(result, self._judged(clip, said, asked))
        return True

    async def _listen(self, since: float) -> None:
        """Until the agent's turn is over and its data messages have come."""
        await self.caller.agent_quiet()
        for _ in range(round(TELLS_S / STEP_S)):
            if any(self.caller.agent.named("turn", since)):
                break
            await asyncio.sleep(STEP_S)
        if self.caller.agent.ended:
            await self._leave()

    async def _hang_up(self) -> None:
        if not self.caller.over:
            await self.caller.hang_up()
            await self._leave()

    async def _leave(self) -> None:
        try:
            async with asyncio.timeout(GONE_S):
                await self.caller.gone.wait()
        except TimeoutError:
            return  # the room stays for a while when nobody deletes it; the caller goes all the same

    def _clip(self, action: Say) -> Clip:
        if action.audio is not None:
            return Clip(action.words, at_level(trimmed(read(action.audio))))
        return self.speaks(action.words) if action.words.strip() else Clip("", np.zeros(0, np.float32))

    def _asked(self, text: str) -> AgentTurn:
        agent = self.caller.agent
        expecting = agent.last("expecting").get("kind") or agent.attributes.get("rf.expecting", "open")
        slots = agent.last("turn").get("slots") or {}
        return AgentTurn(self._agent(), text, str(expecting), dict(slots), ended=agent.ended or self.caller.over)

    def _agent(self) -> str:
        agent = self.caller.agent
        return str(agent.last("turn").get("agent") or agent.attributes.get("rf.agent", ""))

    def _words(self, since: float) -> str:
        told = " ".join(str(action.payload.get("reply", "")) for action in self.caller.agent.named("turn", since))
        return told.strip() or self.caller.agent.words(since)

    def _judged(self, clip: Clip, said: ear.Said, asked: AgentTurn) -> Turn:
        told = list(self.caller.agent.named("turn", said.start))
        words = shown_words(clip.words, asked.expecting)
        turn = Turn(self._agent(), words, "", self._words(said.start), expecting=asked.expecting, span=said)
        turn.pieces = max(1, len(self.caller.agent.taken(said.start)))
        turn.heard = shown_words(" ".join(str(action.payload.get("heard", "")) for action in told).strip(), asked.expecting)
        turn.stages = dict(told[-1].payload.get("stages") or {}) if told else {}
        if len(clip.samples):
            judged = ear.judge(said, self.caller.earpiece.bursts(said.start), self.caller.agent.committed())
            turn.verdict = judged.verdict
            turn.latency_ms = None if judged.latency is None else judged.latency * 1000
        return turn

    def _add(self, result: CallResult, turn: Turn) -> None:
        result.turns.append(turn)
        self.watch.turn(turn)


def _conclude(result: CallResult, caller: Caller) -> None:
    """What the desk said of the call, and how well the generator kept time."""
    end = caller.agent.last("call_ended")
    result.outcome, result.end_reason = str(end.get("outcome") or ""), str(end.get("reason") or "")
    for action in caller.agent.named("card"):
        data = action.payload.get("data")
        if isinstance(data, dict):
            result.show(str(action.payload.get("kind", "")), data)
    result.lags_ms = [lag * 1000 for lag in caller.microphone.lags]
