"""Puts the agent's voice into the room, and can hold it at once: the framework's own output keeps up to 200 ms in flight.

Owns the published track, the playhead and what of the voice has really been sent. A held voice goes on from a little before
where it stopped. Must not know turns or words.
"""

import asyncio
import time
from collections.abc import Callable

from livekit import rtc
from livekit.agents.voice import io

RATE = 24_000
CHUNK = RATE // 50  # samples handed to the track at once (20 ms)
QUEUE_MS = 100  # deep enough for a busy machine; holding the voice takes the queue back, so it delays nothing
REWIND = RATE // 4  # samples played again after a hold: the word that was cut

Tap = Callable[[bytes, float], None]
"""Is given each chunk as it is sent, and the loop time at which it will be heard in the room."""


class Speaker(io.AudioOutput):
    """The agent's mouth: one utterance ("segment" in the framework's words) at a time."""

    def __init__(self, room: rtc.Room, tap: Tap | None = None) -> None:
        super().__init__(
            label="speaker", capabilities=io.AudioOutputCapabilities(pause=True), next_in_chain=None, sample_rate=RATE
        )
        self._room = room
        self._source = rtc.AudioSource(RATE, 1, queue_size_ms=QUEUE_MS)
        self._tap = tap
        self._pcm = bytearray()
        self._utterance = 0
        self._sent = 0  # samples of this utterance handed to the track and not taken back
        self._complete = False
        self._started = False
        self._held = False
        self._wake = asyncio.Event()
        self._audience = asyncio.Event()
        self._pump: asyncio.Task[None] | None = None

    async def publish(self) -> None:
        """Publish the track, and speak once somebody listens."""
        track = rtc.LocalAudioTrack.create_audio_track("agent", self._source)
        options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE)
        publication = await self._room.local_participant.publish_track(track, options)
        self._pump = asyncio.create_task(self._play())
        await publication.wait_for_subscription()
        self._audience.set()

    async def aclose(self) -> None:
        """Stop for good."""
        if self._pump:
            self._pump.cancel()
            await asyncio.gather(self._pump, return_exceptions=True)
        await self._source.aclose()

    @property
    def played(self) -> float:
        """Seconds of the current utterance that have been heard."""
        return max(0.0, self._sent / RATE - self._source.queued_duration)

    @property
    def length(self) -> float:
        """Seconds of the current utterance known so far; all of it when `complete`."""
        return len(self._pcm) / 2 / RATE

    @property
    def complete(self) -> bool:
        """Whether the whole utterance is here."""
        return self._complete

    async def capture_frame(self, frame: rtc.AudioFrame) -> None:
        """More of the utterance. Yields, so that its first frame leaves before the rest is copied (25-40 ms)."""
        await super().capture_frame(frame)
        self._pcm += frame.data.tobytes()
        self._wake.set()
        await asyncio.sleep(0)

    def flush(self) -> None:
        """No more to come."""
        super().flush()
        if self._pcm:
            self._complete = True
            self._wake.set()

    def clear_buffer(self) -> None:
        """Stop this utterance here and now."""
        if not self._pcm:
            return
        position = self.played
        self._source.clear_queue()
        self._finish(position, interrupted=True)

    def pause(self) -> None:
        """Hold the voice: what is queued is taken back."""
        super().pause()
        if self._held:
            return
        self._held = True
        self._take_back()
        self._sent = max(0, self._sent - REWIND)

    def resume(self) -> None:
        """Go on, from the word that was cut."""
        super().resume()
        self._held = False
        self._wake.set()

    def _take_back(self) -> None:
        self._sent = max(0, self._sent - int(self._source.queued_duration * RATE))
        self._source.clear_queue()

    async def _play(self) -> None:
        await self._audience.wait()
        while True:
            await self._wake.wait()
            if self._held or not self._pcm:
                self._wake.clear()
                continue
            chunk = bytes(self._pcm[2 * self._sent : 2 * (self._sent + CHUNK)])
            if len(chunk) == 2 * CHUNK or (chunk and self._complete):
                await self._send(chunk)
            elif self._complete:
                await self._play_out()
            else:
                self._wake.clear()

    async def _send(self, chunk: bytes) -> None:
        samples = len(chunk) // 2
        if not self._started:
            self._started = True
            self.on_playback_started(created_at=time.time())
        self._sent += samples
        utterance = self._utterance
        await self._source.capture_frame(rtc.AudioFrame(chunk, RATE, 1, samples))
        if self._held or utterance != self._utterance:  # held or cut while this chunk was on its way
            self._source.clear_queue()
        elif self._tap:
            self._tap(chunk, asyncio.get_running_loop().time() + self._source.queued_duration - samples / RATE)

    async def _play_out(self) -> None:
        """Everything is sent: wait until it is heard, or until the voice is held or cut after all."""
        remaining = self._source.queued_duration
        if remaining > 0:
            await asyncio.sleep(min(remaining, 0.02))
        elif not self._held and self._pcm:
            self._finish(self._sent / RATE, interrupted=False)

    def _finish(self, position: float, *, interrupted: bool) -> None:
        self._pcm = bytearray()
        self._sent = 0
        self._utterance += 1
        self._complete = self._started = self._held = False
        self.on_playback_finished(playback_position=position, interrupted=interrupted)
