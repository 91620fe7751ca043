"""People and programs that say numbers, for measuring how well numbers are heard.

Real: single digits spoken by people (`{digit}_{speaker}_{take}.wav`, 8 kHz), cut together with short gaps; harder than natural
speech because the digits don't run into each other. Synthetic: three text-to-speech programs. Everything follows from the seed.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Protocol

import numpy as np
import soundfile

from returnflow.errors import InvalidInput
from returnflow.simulate.voices import Voices
from returnflow.voice.audio import Floats, core, resample, to_floats
from returnflow.voice.stt.recogniser import SAMPLE_RATE
from returnflow.voice.tts.hibari import HibariVoice

_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_REAL_RATE = 8_000
_PEAK = 0.5
_NOISE = 5e-4  # RMS of the room: -66 dBFS


class Speaker(Protocol):
    """Somebody who can say digits. `take` 0 is the first try; another take is another recording of the same voice."""

    @property
    def name(self) -> str:
        """For the report."""
        ...

    def say(self, groups: Sequence[str], take: int, random: Random) -> Floats:
        """The digits, group by group, at 16 kHz with 200 ms in front."""
        ...


@dataclass(frozen=True, slots=True)
class RealSpeaker:
    """A person of a folder of single digits."""

    name: str
    takes: dict[str, list[Path]]

    def say(self, groups: Sequence[str], take: int, random: Random) -> Floats:
        """Digits 60-140 ms apart, groups 250 ms further. Even takes use other recordings than odd ones."""
        parts = [_silence(0.2)]
        for group in groups:
            for digit in group:
                parts += [_read(random.choice(self.takes[digit][take % 2 :: 2])), _silence(0.06 + random.random() * 0.08)]
            parts.append(_silence(0.25))
        noise = np.random.default_rng(random.getrandbits(32)).standard_normal
        whole = np.concatenate(parts)
        return resample((whole + noise(len(whole)) * _NOISE).astype(np.float32), _REAL_RATE, SAMPLE_RATE)


@dataclass(frozen=True, slots=True)
class SyntheticSpeaker:
    """A voice program. Takes differ in pace, and as people do, in saying "oh" for zero."""

    name: str
    voices: Voices
    hibari: HibariVoice | None = None

    def say(self, groups: Sequence[str], take: int, random: Random) -> Floats:
        """The digits as words, a comma's pause between groups."""
        zero = random.choice(("zero", "zero", "oh"))
        pace = random.choice((0.9, 1.0, 1.1))
        words = ", ".join(" ".join(zero if d == "0" else _WORDS[int(d)] for d in group) for group in groups) + "."
        if self.hibari:
            audio = to_floats(self.hibari.speak(words))
            audio = resample(audio, round(self.hibari.sample_rate * pace), SAMPLE_RATE)
        else:
            audio = resample(self.voices.say(words, self.name, take=take, speed=pace).samples, 48_000, SAMPLE_RATE)
        audio = core(audio / max(1e-6, float(np.abs(audio).max())) * _PEAK, SAMPLE_RATE)
        noise = np.random.default_rng(random.getrandbits(32)).standard_normal(len(audio))
        return (audio + noise * _NOISE).astype(np.float32)


def real_speakers(folder: Path) -> list[RealSpeaker]:
    """Everybody in `folder` who has recordings of all ten digits."""
    found: dict[str, dict[str, list[Path]]] = defaultdict(lambda: defaultdict(list))
    for path in sorted(folder.glob("[0-9]_*_*.wav")):
        digit, speaker, _ = path.stem.split("_", 2)
        found[speaker][digit].append(path)
    people = [RealSpeaker(name, dict(takes)) for name, takes in found.items() if len(takes) == 10]
    if not people:
        raise InvalidInput(f"{folder} holds no spoken digits", field="data", fix="give a folder of <digit>_<speaker>_<take>.wav")
    return people


def _read(path: Path) -> Floats:
    audio, _ = soundfile.read(path, dtype="float32")
    envelope = np.sqrt(np.convolve(audio**2, np.ones(80) / 80, "same"))
    loud = np.flatnonzero(envelope > envelope.max() * 0.05)
    cut = audio[max(0, loud[0] - 160) : loud[-1] + 400]
    scaled: Floats = (cut / np.abs(cut).max() * _PEAK).astype(np.float32)
    return scaled


def _silence(seconds: float) -> Floats:
    return np.zeros(round(seconds * _REAL_RATE), np.float32)
