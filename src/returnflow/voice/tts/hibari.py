"""The agent's voice on this machine: one female voice, 24 kHz, about 150 times faster than speech.

Owns synthesis, trimming and the cache of what was said before. One object a process, safe for several threads; starts none.
Knows nothing of the media session. Only the voice inside the package is used: the others would be downloaded.
"""

import functools
import threading

import onnxruntime
from hibari import Hibari

from returnflow.voice.audio import to_pcm, trim
from returnflow.voice.tts import sentences

SAMPLE_RATE = 24_000
LEAD_S, TAIL_S = 0.010, 0.060  # the voice leaves 240-320 ms of silence in front and 300-470 ms behind: pure delay
_SILENCE_DB = 45.0  # below the clip's peak; breath and soft consonants lie above
_CACHED = 256  # sentences; 2 s each are 100 kB, so 25 MB when full
_SEED = 0  # of the noise in consonants: the same text sounds the same, whoever asks first


class HibariVoice:
    """Text in, PCM out."""

    sample_rate = SAMPLE_RATE

    def __init__(self, engine: Hibari) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._cached = functools.lru_cache(maxsize=_CACHED)(self._synthesise)

    @classmethod
    def load(cls) -> "HibariVoice":
        """About half a second; dictionaries included."""
        engine = Hibari(voice="heart", threads=1)
        engine.sess = _session(engine.model_path)
        voice = cls(engine)
        voice._synthesise("Warm up.")
        return voice

    def speak(self, text: str) -> bytes:
        """int16 mono PCM of `text`, cut to 10 ms of silence in front and 60 ms behind; empty when there is nothing to say."""
        return self._cached(" ".join(text.split()))

    def sentences(self, text: str) -> list[str]:
        """`text` in the pieces to speak one by one, the first one short."""
        return sentences.sentences(text)

    def cached(self) -> tuple[int, int]:
        """Texts that came from the cache and texts that had to be made, since the start."""
        info = self._cached.cache_info()
        return info.hits, info.misses

    def _synthesise(self, text: str) -> bytes:
        with self._lock:  # the dictionaries of the engine fill themselves while it reads
            audio = self._engine(text, seed=_SEED)
        return to_pcm(trim(audio, SAMPLE_RATE, lead_s=LEAD_S, tail_s=TAIL_S, below_peak_db=_SILENCE_DB))


def _session(path: str) -> onnxruntime.InferenceSession:
    """As the engine makes its own, but without the runtime's arena: as fast, and no call keeps 17 MB of its longest sentence."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
