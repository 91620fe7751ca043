"""Sound as the simulated caller handles it: mono float32 at 48 kHz, trimmed to what is loud.

Owns reading, resampling and trimming. Knows no room, no voice and no measurement.
"""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile
import soxr

from returnflow.errors import InvalidInput
from returnflow.simulate.ear import loud_span

Samples = npt.NDArray[np.float32]

RATE = 48_000
LEAD = RATE // 100
"""10 ms kept in front of the first loud sample, so that no plosive is clipped."""


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """One thing the caller says: the words (empty for a noise) and the sound.

    `span`, its first and last loud sample, is found when it is made: 5 s of sound take 10 ms to search, in which a microphone
    would send nothing, and a jitter buffer that was starved once keeps everything late for the rest of the call.
    """

    words: str
    samples: Samples
    span: tuple[int, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "span", loud_span(self.samples, RATE))

    @property
    def seconds(self) -> float:
        """How long it plays."""
        return len(self.samples) / RATE


def read(path: Path) -> Samples:
    """A sound file of any rate and channel count as mono 48 kHz."""
    try:
        audio, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, OSError) as error:
        raise InvalidInput(f"cannot read {path}: {error}", field="audio", fix="give a WAV, FLAC or OGG file") from error
    mono = audio.mean(axis=1)
    return mono if rate == RATE else np.asarray(soxr.resample(mono, rate, RATE), dtype=np.float32)


def trimmed(samples: Samples) -> Samples:
    """From just before the first to the last sample above -40 dB of the peak: its end is the end of speech that is measured."""
    first, last = loud_span(samples, RATE)
    return samples[max(0, first - LEAD) : last + 1]


def at_level(samples: Samples, peak: float = 0.5) -> Samples:
    """The same sound with its peak at `peak`: voices differ by 10 dB, a caller's microphone does not."""
    top = float(np.abs(samples).max()) if len(samples) else 0.0
    return samples if top == 0 else (samples * np.float32(peak / top)).astype(np.float32)
