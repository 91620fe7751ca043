"""LiveKit Agents as a call uses it: one agent who never changes (the six desks live behind `DeskCall`), and a session with
everything that would reach for a cloud pinned. Turns are ours: the framework is told "manual" and given no voice detection.
"""

import logging
from collections.abc import AsyncIterable, AsyncIterator, Callable
from typing import Any

from livekit.agents import Agent, AgentSession, ModelSettings
from livekit.agents.voice import room_io
from livekit.agents.voice.io import TimedString
from livekit.agents.voice.room_io.types import TextInputEvent

from returnflow.voice.stt.plugin import LocalSTT
from returnflow.voice.tts.plugin import LocalTTS

# Browsers control the gain already; doing it again took 18 % of a call's event loop.
_INPUT = room_io.AudioInputOptions(sample_rate=16_000, frame_size_ms=20, auto_gain_control=False)


# Logged at the end of every call, about a turn that was taken long ago: to the framework, "manual" turns are never taken.
logging.getLogger("livekit.agents").addFilter(lambda record: "skipping user input" not in record.getMessage())


class ReturnsAgent(Agent):
    """Says what it is told. `captions` gives the words for the eye of what is being said, paced with the voice."""

    def __init__(self, captions: Callable[[str], AsyncIterator[str]]) -> None:
        super().__init__(instructions="")
        self._captions = captions

    async def transcription_node(
        self, text: AsyncIterable[str | TimedString], model_settings: ModelSettings
    ) -> AsyncIterator[str]:
        """The captions of an utterance instead of the words written for the ear."""
        whole = "".join([piece async for piece in text])
        async for piece in self._captions(whole):
            yield piece


def session(hearing: LocalSTT, voice: LocalTTS) -> AgentSession[None]:
    """The framework's session for one call."""
    return AgentSession(
        stt=hearing,
        tts=voice,
        vad=None,
        turn_handling={"turn_detection": "manual", "interruption": {"mode": "vad"}, "preemptive_generation": {"enabled": False}},
        tts_text_transforms=None,
        aec_warmup_duration=None,
        user_away_timeout=None,
        session_close_transcript_timeout=0,
    )


def room_options(caller: str, on_text: Callable[[AgentSession[Any], TextInputEvent], None]) -> room_io.RoomOptions:
    """Listens to this participant only, whoever else is in the room."""
    return room_io.RoomOptions(
        participant_identity=caller,
        audio_input=_INPUT,
        audio_output=False,  # the speaker publishes the track itself
        text_output=room_io.TextOutputOptions(sync_transcription=False),  # captions are paced by the agent
        text_input=room_io.TextInputOptions(text_input_cb=on_text),
        close_on_disconnect=False,  # a reload of the page is no hang-up
    )
