"""The speech engines of this process: loaded once, shared by all its calls.

Imported and loaded in the worker's fork server, so that every call's process shares the models' memory. They start no thread and
keep nothing of a call.
"""

import threading
from dataclasses import dataclass

from returnflow.settings import Settings
from returnflow.voice.audio import core, resample, to_floats
from returnflow.voice.stt import prepare
from returnflow.voice.stt.recogniser import Recogniser
from returnflow.voice.tts.hibari import HibariVoice

SAMPLE = "Thank you for calling. Your return is on its way."


@dataclass(frozen=True, slots=True)
class Engines:
    """What hears and what speaks."""

    recogniser: Recogniser
    voice: HibariVoice

    def hear_itself(self, text: str = SAMPLE) -> str:
        """What the recogniser understands of the voice: a check of both that needs no microphone (0.3 s)."""
        spoken = to_floats(self.voice.speak(text))
        audio = core(resample(spoken, self.voice.sample_rate, self.recogniser.sample_rate), self.recogniser.sample_rate)
        transcript = self.recogniser.transcribe(audio)
        return transcript.text if transcript else ""


_lock = threading.Lock()
_loaded: Engines | None = None


def load(settings: Settings) -> Engines:
    """The process's engines; the first call takes about a second, each further one nothing."""
    global _loaded
    with _lock:
        if _loaded is None:
            _loaded = Engines(Recogniser.load(prepare.folder(settings)), HibariVoice.load())
        return _loaded
