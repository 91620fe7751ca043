"""One spoken conversation: hears, decides whose turn it is, asks the desk, speaks.

Owns the order of things in a call from the greeting to the last word. Decides nothing about returns (that is the desk's), nothing
about pauses (`turns`), and knows neither processes nor databases (`worker`).
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from typing import Any

from livekit.agents import AgentSession
from livekit.agents.voice import SpeechHandle

from returnflow.conversation.expecting import Expect, Expecting
from returnflow.conversation.hearing import Heard, Source
from returnflow.conversation.reply import AgentName, EndReason, Reply
from returnflow.records.redaction import never_kept
from returnflow.voice import lines, overlap
from returnflow.voice.brain import Brain, Considered
from returnflow.voice.captions import share_heard, words_heard
from returnflow.voice.pauses import pause
from returnflow.voice.speaker import Speaker
from returnflow.voice.stage import Stage
from returnflow.voice.stt.plugin import LocalStream, LocalSTT, Recognised
from returnflow.voice.taps import TurnTimes
from returnflow.voice.tts.plugin import LocalTTS
from returnflow.voice.turns import Do, Floor, Step

SILENCE_S = 9.0
MAX_TYPED = 2_000

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Utterance:
    """What the agent is saying, or is about to say. `cut` when the caller took the floor, having heard the words `until`."""

    times: TurnTimes = field(default_factory=TurnTimes)
    heard: Heard | None = None
    reply: Reply | None = None
    handle: SpeechHandle | None = None
    cut: bool = False
    until: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A settled turn of the caller's voice, with the loop times between which it was said."""

    text: str
    began: float
    over: float


class Conversation:
    """One call's conversation. Implements the recogniser's `Listener`."""

    def __init__(self, brain: Brain, hearing: LocalSTT, voice: LocalTTS, speaker: Speaker, stage: Stage,
                 committed: Callable[[], None] = lambda: None, spoken: Callable[[Spoken], None] = lambda _: None) -> None:
        self._brain = brain
        self._hearing = hearing
        self._voice = voice
        self._speaker = speaker
        self._stage = stage
        self._committed = committed
        self._spoken = spoken
        self._began: float | None = None
        self._floor = Floor(self._wait, self._judge)
        self._session: AgentSession[None] | None = None
        self._now = Utterance()
        self._times = TurnTimes()
        self._considered: Considered | None = None
        self._sure = False
        self._broken = False
        self._timer: asyncio.TimerHandle | None = None
        self._silence: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._last: Reply | None = None
        self.expecting = Expecting()
        self.ended: asyncio.Future[EndReason] = asyncio.get_running_loop().create_future()
        hearing.listener = self
        hearing.digits = lambda: self.expecting.digits
        speaker.on("playback_started", self._on_first_frame)

    # -- from outside ------------------------------------------------------------------------------------------------

    def open(self, session: AgentSession[None], greeting: Reply) -> None:
        """Say the greeting, which was prepared before the caller came."""
        self._session = session
        self._floor.voice_started()
        self._later(self._answer_with(Utterance(), greeting))

    def typed(self, text: str, source: Source) -> None:
        """The caller wrote, or used the keypad."""
        text = text.strip()
        if not text or self.ended.done():
            return
        self._considered = None
        self._stream.drop()
        self._do(self._floor.typed())
        if len(text) > MAX_TYPED:
            self._later(self._say_line(lines.TOO_LONG_A_TEXT))
            return
        heard = Heard(text, source)
        now = self._clock()
        self._start_answer(heard, TurnTimes(ended=now, over=now))

    def display(self, spoken: str) -> str:
        """The words for the eye of what is being said."""
        reply = self._last if self._last and self._last.text == spoken else self._now.reply
        return reply.display if reply and reply.text == spoken else spoken

    def caller_left(self) -> None:
        """The caller's page is gone, for a moment or for good: nobody hears what is being said."""
        if self._session and not self.ended.done():
            self._do(self._floor.typed())

    def caller_back(self) -> None:
        """The page is back after a reload: repeat what was said last."""
        if self._session and self._last and not self.ended.done():
            self._later(self._say_line(self._last.text))

    def time_is_up(self) -> None:
        """The longest time a call may take is over."""
        self._do(self._floor.typed())
        self._floor.may_be_held = False
        self._later(self._say_line(lines.TIME_IS_UP, EndReason.MAX_DURATION))

    def close(self, reason: EndReason) -> None:
        """The call is over, whatever is being said."""
        for timer in (self._timer, self._silence):
            if timer:
                timer.cancel()
        if not self.ended.done():
            self.ended.set_result(reason)

    async def aclose(self) -> None:
        """Stop everything that still runs."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # -- what the recogniser tells ------------------------------------------------------------------------------------

    def speech_started(self, at: float) -> None:
        """The caller speaks."""
        self._considered = None
        self._began = at if self._began is None else self._began
        self._do(self._floor.speech_started(at))

    def speech_paused(self, ended_at: float) -> None:
        """The caller paused."""
        self._times = TurnTimes(ended=ended_at)
        self._do(self._floor.speech_paused(ended_at))

    def silence(self, seconds: float) -> None:
        """The caller has been silent for so long."""
        if steps := self._floor.silent(seconds):
            self._do(steps)

    def recognised(self, what: Recognised) -> None:
        """The turn so far."""
        self._times.decode_started, self._times.decoded = what.started, what.done
        self._sure = what.sure
        self._do(self._floor.recognised(what.text))

    # -- decisions ----------------------------------------------------------------------------------------------------

    def _wait(self, text: str) -> float:
        return pause(self.expecting, text, self._sure)

    def _judge(self, text: str, seconds: float) -> overlap.Overlap:
        spoken = self._now.reply.text if self._now.reply else ""
        saying = overlap.Saying(spoken, share_heard(self._speaker, spoken), self.expecting)
        verdict = overlap.judge(text, seconds, saying)
        log.info("over the voice: %s", verdict.value)
        return verdict

    def _do(self, steps: list[Step]) -> None:
        for step in steps:
            log.debug("floor: %s", step.do)
            match step.do:
                case Do.HOLD:
                    self._speaker.pause()
                case Do.RELEASE:
                    self._forget()
                    self._speaker.resume()
                case Do.TAKE:
                    self._cut()
                case Do.FORGET:
                    self._forget()
                case Do.CONSIDER:
                    self._later(self._consider(Heard(step.text, Source.VOICE, self._stream.ears()), self._times))
                case Do.COMMIT:
                    self._commit(step.text)
        self._arm()

    def _arm(self) -> None:
        """One timer for the floor's deadline, one for the caller's silence."""
        for timer in (self._timer, self._silence):
            if timer:
                timer.cancel()
        self._timer = self._silence = None
        if self.ended.done():
            return
        loop = asyncio.get_running_loop()
        if (deadline := self._floor.deadline) is not None:
            self._timer = loop.call_at(deadline, lambda: self._do(self._floor.tick(loop.time())))
        elif self._floor.free and self.expecting.kind is not Expect.NOTHING:
            self._silence = loop.call_later(SILENCE_S, self._on_silence)

    def _on_silence(self) -> None:
        if self._floor.free:
            self._floor.voice_started()
            self._later(self._answer_silence())

    def _commit(self, text: str) -> None:
        self._times.over = now = self._clock()
        self._spoken(Spoken(text, now if self._began is None else self._began, now))
        self._began = None
        self._start_answer(Heard(text, Source.VOICE, self._stream.settle()), self._times)

    def _forget(self) -> None:
        """What was heard meant nothing."""
        self._began = None
        self._stream.drop()

    def _start_answer(self, heard: Heard, times: TurnTimes) -> None:
        self._now = Utterance(times=times, heard=heard)
        self._later(self._answer(self._now))

    def _cut(self) -> None:
        now = self._now
        now.cut = True
        if now.handle:
            now.until = words_heard(self._speaker, now.reply.text if now.reply else "")
            now.handle.interrupt(force=True)

    # -- answers ------------------------------------------------------------------------------------------------------

    async def _consider(self, heard: Heard, times: TurnTimes) -> None:
        considered = await self._brain.consider(heard)
        self._considered = considered
        if considered.reply:
            times.considered_s = considered.seconds
            started = self._clock()
            await self._voice.prepare(considered.reply.text)
            times.prepared_s = self._clock() - started

    async def _answer(self, utterance: Utterance) -> None:
        """Commit the turn. Words that are known already are spoken meanwhile: the commit takes 20 ms that nobody should hear."""
        assert utterance.heard is not None
        known, self._considered = self._considered, None
        if known and known.reply and known.text == utterance.heard.text:
            self._take_up(utterance, known.reply)
        started = self._clock()
        reply = await self._brain.commit(utterance.heard)
        utterance.times.committed_s = self._clock() - started
        # Settled: the turn's audio and encoding may go (11 MB for 10 s), and nobody is shown a card number.
        utterance.heard = replace(utterance.heard, text=never_kept(utterance.heard.text), ears=None)
        self._committed()
        self._stage.heard(utterance.heard)
        if utterance.handle and utterance.reply and utterance.reply.text != reply.text:
            log.warning("the desk has changed its mind")
            utterance.handle.interrupt(force=True)
            await utterance.handle.wait_for_playout()
            utterance.handle = None
        await self._answer_with(utterance, reply)

    async def _answer_silence(self) -> None:
        self._now = utterance = Utterance()
        await self._answer_with(utterance, await self._brain.silence())

    async def _answer_with(self, utterance: Utterance, reply: Reply) -> None:
        """Say the desk's reply and tell it what was heard of it."""
        if utterance.heard is None:
            self._now = utterance
        self._take_up(utterance, reply)
        self._last = reply
        self._stage.reply(reply)
        heard = await self._speak(utterance)
        self._stage.said(utterance.heard, reply, heard, utterance.times)
        await self._brain.spoken(reply, heard, interrupted=utterance.cut)
        if reply.end and not utterance.cut:
            self.close(reply.end)

    async def _say_line(self, text: str, end: EndReason | None = None) -> None:
        """Say a sentence of the line itself; the desk knows nothing of it."""
        agent = self._last.agent if self._last else AgentName.INITIAL_ROUTER
        self._now = utterance = Utterance()
        self._take_up(utterance, Reply(text, text, agent, self.expecting, end=end))
        await self._speak(utterance)
        if end:
            self.close(end)

    def _take_up(self, utterance: Utterance, reply: Reply) -> None:
        """Begin to say `reply`, unless it is being said already or the caller has taken the floor."""
        assert self._session is not None
        utterance.reply = reply
        self.expecting = reply.expecting
        self._floor.may_be_held = reply.end is None
        if utterance.handle is None and not utterance.cut and reply.text:
            utterance.handle = self._session.say(reply.text, allow_interruptions=True)

    async def _speak(self, utterance: Utterance) -> str:
        """Until it is said or cut. Returns the words that were heard."""
        if utterance.handle:
            await utterance.handle.wait_for_playout()
        self._finished(utterance)
        if utterance.cut or not utterance.reply:
            return utterance.until
        return utterance.reply.text

    def _finished(self, utterance: Utterance) -> None:
        if utterance.cut:
            self._speaker.resume()  # it was held, and must not hold what comes next
        elif utterance is self._now:
            self._floor.voice_finished()
        self._arm()

    # -- small things -------------------------------------------------------------------------------------------------

    @property
    def _stream(self) -> LocalStream:
        assert self._hearing.live is not None
        return self._hearing.live

    def _on_first_frame(self, _: object) -> None:
        if not self._now.times.first_frame:
            self._now.times.first_frame = self._clock()

    @staticmethod
    def _clock() -> float:
        return asyncio.get_running_loop().time()

    def _later(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._settled)
        return task

    def _settled(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("the conversation broke", exc_info=error)
            self._give_up()

    def _give_up(self) -> None:
        """Say that something is wrong, once, and end."""
        if self._broken or self._session is None:
            self.close(EndReason.ERROR)
            return
        self._broken = True
        self._cut()
        self._later(self._say_line(lines.TROUBLE, EndReason.ERROR))
