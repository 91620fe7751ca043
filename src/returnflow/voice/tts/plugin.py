"""The local voice as a LiveKit Agents plugin: sentence by sentence, the first clause first, from the cache where it is there.

Owns the pauses between sentences and the preparation of likely words. Must not know where the audio goes.
"""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import Executor
from typing import Any

from livekit.agents import tts
from livekit.agents.types import DEFAULT_API_CONNECT_OPTIONS, APIConnectOptions
from livekit.agents.utils import shortuuid

from returnflow.voice.tts.hibari import HibariVoice

RATE = 24_000
BETWEEN_S = 0.1  # the voice itself is trimmed of its 250-450 ms of silence on both sides


class LocalTTS(tts.TTS[Any]):
    """One per call; the voice behind it is shared by the process."""

    def __init__(self, voice: HibariVoice, executor: Executor) -> None:
        super().__init__(capabilities=tts.TTSCapabilities(streaming=True), sample_rate=RATE, num_channels=1)
        self.voice = voice
        self._executor = executor

    @property
    def model(self) -> str:
        """For telemetry."""
        return "hibari"

    @property
    def provider(self) -> str:
        """For telemetry."""
        return "local"

    def synthesize(self, text: str, *, conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS) -> tts.ChunkedStream:
        """The whole text at once."""
        return self._synthesize_with_stream(text, conn_options=conn_options)

    def stream(self, *, conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS) -> tts.SynthesizeStream:
        """Text in, audio out."""
        return LocalSynthesis(tts=self, conn_options=conn_options)

    async def speak(self, sentence: str) -> bytes:
        """One sentence as PCM, off the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self._executor, self.voice.speak, sentence)

    async def prepare(self, text: str) -> None:
        """Have the beginning of `text` at hand, for words that will probably be said next."""
        for sentence in self.voice.sentences(text)[:2]:
            await self.speak(sentence)


class LocalSynthesis(tts.SynthesizeStream):
    """One utterance."""

    async def _run(self, output_emitter: tts.AudioEmitter) -> None:
        output_emitter.initialize(request_id=shortuuid(), sample_rate=RATE, num_channels=1, mime_type="audio/pcm", stream=True)
        started = False
        async for sentence in self._sentences():
            if not started:
                self._mark_started()
                output_emitter.start_segment(segment_id=shortuuid())
            else:
                output_emitter.push(bytes(2 * int(RATE * BETWEEN_S)))
            started = True
            output_emitter.push(await self._local.speak(sentence))
        if started:
            output_emitter.end_segment()

    @property
    def _local(self) -> LocalTTS:
        assert isinstance(self._tts, LocalTTS)
        return self._tts

    async def _sentences(self) -> AsyncIterator[str]:
        """Sentences as soon as they are known to be complete: when the next has begun, or the input ends."""
        text = ""
        async for piece in self._input_ch:
            if not isinstance(piece, str):
                continue
            *complete, text = self._local.voice.sentences(text + piece) or [""]
            for sentence in complete:
                yield sentence
        if text.strip():
            yield text
