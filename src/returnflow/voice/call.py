"""One call from the dispatch to the deleted room: connects the conversation with room, desk, record and recording.

Owns who may end a call and why; every end goes through `_close` exactly once.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import numpy as np
from livekit import rtc
from livekit.agents import AgentSession, JobContext
from livekit.agents.voice.room_io.types import TextInputEvent
from numpy.typing import NDArray

from returnflow import bootstrap
from returnflow.conversation.hearing import Source
from returnflow.conversation.reply import EndReason, Reply
from returnflow.errors import InvalidInput
from returnflow.settings import Settings
from returnflow.voice import agent, engines
from returnflow.voice.books import CALL_BEAT_S, Beat, CallBooks
from returnflow.voice.brain import Brain
from returnflow.voice.captions import paced
from returnflow.voice.dispatch import Dispatch
from returnflow.voice.echo import EchoCanceller, Played
from returnflow.voice.recording import Recording
from returnflow.voice.room import RoomLink
from returnflow.voice.session import Conversation
from returnflow.voice.speaker import Speaker
from returnflow.voice.stage import Stage
from returnflow.voice.stt.plugin import LocalSTT
from returnflow.voice.tts.plugin import LocalTTS

COMING_BACK_S = 6.0  # a page that reloads is back within this time
LAST_SOUND_S = 0.3  # for the caller's jitter buffer to play what is on its way

log = logging.getLogger(__name__)

_DISCONNECTED = {
    rtc.DisconnectReason.ROOM_DELETED: EndReason.CALLER_HUNG_UP,  # how the platform hangs up for a caller
    rtc.DisconnectReason.PARTICIPANT_REMOVED: EndReason.AGENT_LOST,
    rtc.DisconnectReason.CLIENT_INITIATED: EndReason.AGENT_LOST,  # the framework leaves when the worker is being stopped
}


async def run(context: JobContext, worker_id: str) -> None:
    """Begin one call; it goes on after this returns. Its process ends with it."""
    try:
        dispatch = Dispatch.parse(context.job.metadata)
    except InvalidInput as error:
        log.error("dispatch refused: %s", error)
        context.shutdown("malformed dispatch")
        return
    call = Call(context, dispatch, bootstrap.settings(), worker_id)
    holding = asyncio.create_task(call.hold())

    async def stopped() -> None:
        call.stop()
        await asyncio.wait([holding])

    context.add_shutdown_callback(stopped)  # the worker is being stopped, or the call is over
    await asyncio.wait([holding, asyncio.create_task(call.connected.wait())], return_when=asyncio.FIRST_COMPLETED)


class Call:
    """One call's objects and their lives."""

    def __init__(self, context: JobContext, dispatch: Dispatch, settings: Settings, worker_id: str) -> None:
        database, loaded = bootstrap.database(settings), engines.load(settings)
        self._context = context
        self._room = context.room
        self._dispatch = dispatch
        self._settings = settings
        self._books = CallBooks(database, bootstrap.clock(settings), dispatch.call_id, worker_id)
        self._brain = Brain(lambda: bootstrap.desk(settings, database).open(
            dispatch.call_id, user_identity=dispatch.user_identity, caller_key=dispatch.caller_key,
            recording=dispatch.record, channel="web",
        ))
        self._threads = [ThreadPoolExecutor(1, thread_name_prefix=name) for name in ("recognise", "speak")]
        self._hearing = LocalSTT(loaded.recogniser, self._threads[0])
        self._voice = LocalTTS(loaded.voice, self._threads[1])
        self._played = Played()
        self._canceller = EchoCanceller(self._played)
        self._speaker = Speaker(self._room, self._sent)
        self._link = RoomLink(self._room, dispatch.user_identity)
        self._stage = Stage(self._link, dispatch.call_id, self._note)
        self._conversation = Conversation(self._brain, self._hearing, self._voice, self._speaker, self._stage, self._committed)
        self._session = agent.session(self._hearing, self._voice)
        self._recording: Recording | None = None
        self._tasks: set[asyncio.Task[Any]] = set()
        self._away: asyncio.TimerHandle | None = None
        self._outcome = ""
        self._hearing.clean = self._arrived
        self.connected = asyncio.Event()

    async def hold(self) -> None:
        """The whole call. The greeting is prepared while the caller is still on the way."""
        beat = Beat(self._books.beat, CALL_BEAT_S, "call-beat")
        reason = EndReason.ERROR
        try:
            consent = await self._brain.run(self._books.open)
            greeting, _ = await asyncio.gather(self._brain.greet(), self._context.connect())
            self.connected.set()
            if consent:
                path = self._settings.recordings / f"{self._dispatch.call_id}.ogg"
                self._recording = Recording(path, asyncio.get_running_loop().time())
            reason = await self._talk(greeting)
        except Exception as error:  # the call's boundary: whatever broke, the record is closed and the caller let go
            log.exception("the call broke")
            await self._try(partial(self._brain.run, partial(self._books.note, "error", {"type": type(error).__name__})))
        finally:
            beat.stop()
            await self._close(reason)
            self._context.shutdown(reason.value)

    def stop(self) -> None:
        """The worker is being stopped."""
        self._conversation.close(EndReason.AGENT_LOST)

    async def _talk(self, greeting: Reply) -> EndReason:
        conversation = self._conversation
        self._watch()
        self._stage.open()
        self._later(self._speaker.publish())
        self._later(self._voice.prepare(greeting.text))
        self._session.output.audio = self._speaker
        options = agent.room_options(self._dispatch.user_identity, self._on_text)
        speaker = agent.ReturnsAgent(lambda spoken: paced(self._speaker, spoken, conversation.display(spoken)))
        await self._session.start(speaker, room=self._room, room_options=options, record=False, session_host=False)
        if not await self._arrival():
            return EndReason.CALLER_NEVER_JOINED
        self._later(self._link.beat())
        conversation.open(self._session, greeting)
        asyncio.get_running_loop().call_later(self._settings.max_call_s, conversation.time_is_up)
        return await conversation.ended

    async def _arrival(self) -> bool:
        """Whether the caller came while his place was held."""
        coming = self._context.wait_for_participant(identity=self._dispatch.user_identity)
        try:
            await asyncio.wait_for(coming, self._settings.place_hold_s)
        except (TimeoutError, RuntimeError):  # the framework raises the latter when the room is gone
            return False
        return True

    async def _close(self, reason: EndReason) -> None:
        """Every step is tried, whatever became of the one before: a record that stays open blocks its caller's next call."""
        steps = (partial(self._brain.end, reason), self._leave_the_books, partial(self._say_it_is_over, reason),
                 self._conversation.aclose, self._hush, self._keep_recording, self._delete_room)
        for step in steps:
            await self._try(step)
        self._brain.close()
        for thread in self._threads:
            thread.shutdown(wait=False, cancel_futures=True)

    async def _leave_the_books(self) -> None:
        self._outcome = await self._brain.run(self._books.close)

    async def _say_it_is_over(self, reason: EndReason) -> None:
        await self._stage.ended(reason, self._outcome)
        await asyncio.sleep(LAST_SOUND_S)

    async def _hush(self) -> None:
        for task in self._tasks:
            task.cancel()
        with contextlib.suppress(RuntimeError):  # when the framework has closed the session itself
            self._session.clear_user_turn()  # or it complains about words that were taken long ago
        await self._session.aclose()
        await self._speaker.aclose()

    async def _delete_room(self) -> None:
        await self._context.delete_room()

    async def _keep_recording(self) -> None:
        if self._recording:
            await asyncio.to_thread(self._recording.finish)

    async def _try(self, step: Callable[[], Awaitable[Any]]) -> None:
        try:
            await step()
        except Exception:
            log.exception("a call did not close cleanly")

    # -- sound -------------------------------------------------------------------------------------------------------

    def _sent(self, pcm: bytes, at: float) -> None:
        self._played.add(pcm, at)
        if self._recording:
            self._recording.agent(pcm, at)

    def _arrived(self, samples: NDArray[np.int16], now: float) -> NDArray[np.int16]:
        if self._recording:
            self._recording.caller(samples, now)
        return self._canceller.clean(samples, now)

    # -- the caller's page ---------------------------------------------------------------------------------------------

    def _watch(self) -> None:
        """Everything that may happen from outside."""
        self._link.on("hang_up", self._hang_up)
        self._link.on("stop_recording", self._stop_recording)
        self._room.on("participant_disconnected", self._on_left)
        self._room.on("participant_connected", self._on_joined)
        self._room.on("disconnected", self._on_disconnected)

    async def _hang_up(self) -> None:
        self._conversation.close(EndReason.CALLER_HUNG_UP)

    async def _stop_recording(self) -> None:
        await self._brain.run(self._books.refuse_recording)
        await self._forget_recording()

    def _committed(self) -> None:
        """A turn was committed: an agent may have handed to another, the caller may not want to be recorded any more."""
        self._later(self._tell_news())

    async def _tell_news(self) -> None:
        news = await self._brain.run(self._books.news)
        for handover in news.handovers:
            self._stage.handed(handover)
        if not news.may_record:
            await self._forget_recording()

    async def _forget_recording(self) -> None:
        recording, self._recording = self._recording, None
        if recording:
            await asyncio.to_thread(recording.delete)

    def _on_left(self, participant: rtc.RemoteParticipant) -> None:
        if participant.identity == self._dispatch.user_identity:
            self._conversation.caller_left()
            loop = asyncio.get_running_loop()
            self._away = loop.call_later(COMING_BACK_S, self._conversation.close, EndReason.CALLER_HUNG_UP)

    def _on_joined(self, participant: rtc.RemoteParticipant) -> None:
        if participant.identity == self._dispatch.user_identity and self._away:
            self._away.cancel()
            self._away = None
            self._conversation.caller_back()

    def _on_disconnected(self, reason: rtc.DisconnectReason.ValueType) -> None:
        self._conversation.close(_DISCONNECTED.get(reason, EndReason.MEDIA_LOST))

    def _on_text(self, _: AgentSession[Any], event: TextInputEvent) -> None:
        attributes = (event.info.attributes if event.info else None) or {}
        keypad = attributes.get("rf.source") == Source.KEYPAD.value
        self._conversation.typed(event.text, Source.KEYPAD if keypad else Source.TEXT)

    # -- small things --------------------------------------------------------------------------------------------------

    def _note(self, kind: str, data: dict[str, Any]) -> None:
        self._later(self._brain.run(partial(self._books.note, kind, data)))

    def _later(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.warning("a part of the call failed", exc_info=error)

