"""The simulated caller in the room: connects, sends his microphone, hears the agent, leaves.

Owns the connection and its times. What he says is a driver's business, what he heard is judged by `ear`.
"""

import asyncio
import contextlib
import json
import time
from dataclasses import dataclass

import numpy as np
from livekit import rtc
from livekit.rtc.participant import PublishDataError

from returnflow.errors import UpstreamUnavailable
from returnflow.simulate.agent_side import TOPIC, AgentSide
from returnflow.simulate.clip import Clip, Samples
from returnflow.simulate.ear import Said
from returnflow.simulate.earpiece import Earpiece
from returnflow.simulate.microphone import Microphone
from returnflow.simulate.phone import Line
from returnflow.simulate.recording import Recording

STEP_S = 0.02
TURN_OVER_S = 0.35
"""Quiet that ends the agent's turn when the agent says it listens: its own gaps between sentences are 0.1 s."""
SURELY_OVER_S = 1.5
"""Quiet that ends it whatever the agent says."""
DISTURBED_S = 3.0
"""Quiet that ends it after a disturbance: an agent that was only paused is to go on within a second."""


@dataclass(frozen=True, slots=True)
class Connected:
    """Seconds from the start of connecting."""

    room: float
    microphone: float


class Caller:
    """One participant. `frame_ms` 10 measures finest; 20 costs a third of the processor, for several calls at once.

    `echo_db`: how much of the agent's voice comes back through the caller's microphone (-20 is a loudspeaker in a quiet room).
    """

    def __init__(self, line: Line, *, frame_ms: int = 10, seed: int = 0, echo_db: float | None = None) -> None:
        self.line = line
        self.agent = AgentSide()
        self.room = rtc.Room()
        self.began = time.monotonic()
        self.recording = Recording(self.began)
        self.microphone = Microphone(frame_ms=frame_ms, seed=seed, sink=self.recording.sent)
        self.earpiece = Earpiece(frame_ms=frame_ms, sink=self._heard)
        self._echo = None if echo_db is None else np.float32(10 ** (echo_db / 20))
        self.gone = asyncio.Event()
        self._readers: set[asyncio.Task[None]] = set()

    async def connect(self, timeout: float = 10.0) -> Connected:
        """Join and publish the microphone."""
        self._register()
        self.began = time.monotonic()
        try:
            async with asyncio.timeout(timeout):
                await self.room.connect(self.line.livekit_url, self.line.token, rtc.RoomOptions(auto_subscribe=True))
                joined = time.monotonic() - self.began
                track = rtc.LocalAudioTrack.create_audio_track("microphone", self.microphone.source)
                options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE)
                await self.room.local_participant.publish_track(track, options)
        except (rtc.ConnectError, TimeoutError) as error:
            raise UpstreamUnavailable("livekit", f"the caller cannot join: {error or 'timed out'}") from error
        self.recording.start = time.monotonic()
        self.microphone.start()
        return Connected(joined, time.monotonic() - self.began)

    async def close(self) -> None:
        """Leave the room; safe to call twice."""
        await self.microphone.stop()
        await self.earpiece.stop()
        for task in list(self._readers):
            task.cancel()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(5):
                await self.room.disconnect()

    async def say(self, clip: Clip) -> Said:
        """Speak; returns when the last sample has left."""
        return await self.microphone.say(clip)

    async def write(self, text: str, *, keypad: bool = False) -> None:
        """Type instead of speaking."""
        attributes = {"rf.source": "keypad"} if keypad else {}
        await self.room.local_participant.send_text(text, topic="lk.chat", attributes=attributes)

    async def act(self, action: str, payload: dict[str, object] | None = None) -> None:
        """Send an action to the agent, as the page does."""
        message = {"type": "client_action", "action": action, "payload": payload or {}}
        await self.send(json.dumps(message).encode())

    async def hang_up(self) -> None:
        """Tell the agent that the caller leaves; a call that is over already is left as it is."""
        if not self.over:
            with contextlib.suppress(PublishDataError):  # it ended in this very moment
                await self.act("hang_up")

    async def send(self, raw: bytes, topic: str = TOPIC) -> None:
        """Send raw data: for malformed messages too."""
        await self.room.local_participant.publish_data(raw, reliable=True, topic=topic)

    @property
    def over(self) -> bool:
        """Whether the room is gone."""
        return self.gone.is_set()

    async def agent_sound(self, since: float, timeout: float) -> float | None:
        """The time of the first loud block after `since`, or None when none came in time or the call ended."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline and not self.over:
            found = self.earpiece.first_loud(since)
            if found is not None:
                return found
            await asyncio.sleep(STEP_S / 2)
        return self.earpiece.first_loud(since)

    async def agent_quiet(self, timeout: float = 60.0, *, disturbed: bool = False) -> bool:
        """Wait until the agent's turn is over. False when it talked on for longer than `timeout`.

        `disturbed`: the caller has made a noise, so the agent may be pausing: only a long quiet is the end.
        """
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline and not self.over:
            quiet = self.earpiece.quiet_for()
            told = not disturbed and not self.agent.busy
            if quiet > (DISTURBED_S if disturbed else SURELY_OVER_S) or (quiet > TURN_OVER_S and told):
                return True
            await asyncio.sleep(STEP_S)
        return self.over

    def _heard(self, at: float, samples: Samples) -> None:
        self.recording.heard(at, samples)
        if self._echo is not None:
            self.microphone.leak(samples * self._echo)

    def _register(self) -> None:
        self.room.on("track_subscribed", self._on_track)
        self.room.on("disconnected", lambda *_: self.gone.set())
        self.room.on("data_received", lambda packet: self.agent.data(packet.topic, packet.data))
        self.room.on("participant_attributes_changed", self._on_attributes)
        self.room.on("participant_connected", lambda participant: self._on_attributes(participant.attributes, participant))
        self.room.register_text_stream_handler("lk.transcription", self._on_caption)

    def _on_track(self, track: rtc.Track, publication: object, participant: rtc.RemoteParticipant) -> None:
        if track.kind == rtc.TrackKind.KIND_AUDIO:
            self._on_attributes(participant.attributes, participant)
            self.earpiece.listen(track)

    def _on_attributes(self, changed: dict[str, str], participant: rtc.Participant) -> None:
        if participant.identity != self.line.identity:
            self.agent.attributes_changed(dict(changed))

    def _on_caption(self, reader: rtc.TextStreamReader, identity: str) -> None:
        if identity != self.line.identity:
            task = asyncio.create_task(self._read(reader))
            self._readers.add(task)
            task.add_done_callback(self._readers.discard)

    async def _read(self, reader: rtc.TextStreamReader) -> None:
        segment = (reader.info.attributes or {}).get("lk.segment_id", reader.info.stream_id)
        with contextlib.suppress(rtc.StreamError):  # raised in streams that are open when a call ends
            async for piece in reader:
                self.agent.caption(segment, piece)
