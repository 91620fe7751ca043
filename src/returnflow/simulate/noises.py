"""Sounds a listener makes without wanting the turn: coughs, and the hum of agreement. The same seed gives the same sound.

The hum is made here because the voice programs cannot say it: they read "Mm-hmm" as letters ("em hem um"), which is speech.
"""

import numpy as np

from returnflow.simulate.clip import RATE, Clip, Samples, at_level

AGREEING = ("Uh-huh.", "Okay.", "Right.", "Yeah.", "I see.")
"""The back-channels that are words, and that the voices can say."""

_FORMANTS = ((250.0, 120.0, 1.0), (1050.0, 300.0, 0.08), (2200.0, 400.0, 0.02))
"""Centre, width (Hz) and weight of a closed mouth's resonances."""


def cough(seed: int) -> Clip:
    """One to three bursts: a hard start, broad noise that is darker than speech's hiss, a decay of about 0.1 s."""
    random = np.random.default_rng(seed)
    bursts = [_burst(random) for _ in range(int(random.integers(1, 4)))]
    gaps = [_silence(random.uniform(0.06, 0.16)) for _ in bursts]
    parts = [part for pair in zip(bursts, gaps, strict=True) for part in pair][:-1]
    return Clip("", at_level(np.concatenate(parts), 0.4))


def hum(seed: int) -> Clip:
    """"Mm-hmm": two hums with a breath between them, the second one higher, as a man of 100 to 140 Hz makes it."""
    random = np.random.default_rng(seed)
    base = random.uniform(100, 140)
    first = _nasal(base, base * 0.95, random.uniform(0.12, 0.2))
    breath = random.standard_normal(int(RATE * random.uniform(0.03, 0.06))) * 0.01
    second = _nasal(base * 1.1, base * random.uniform(1.25, 1.4), random.uniform(0.18, 0.3))
    return Clip("", at_level(np.concatenate([first, breath, second]).astype(np.float32), 0.3))


def _nasal(start: float, end: float, seconds: float) -> Samples:
    """Harmonics of a gliding pitch, weighted by the resonances, faded at both ends."""
    length = int(RATE * seconds)
    phase = 2 * np.pi * np.cumsum(np.linspace(start, end, length)) / RATE
    middle = (start + end) / 2
    voice = np.zeros(length)
    for number in range(1, int(3000 / middle)):
        weight = sum(gain / (1 + ((number * middle - centre) / width) ** 2) for centre, width, gain in _FORMANTS)
        voice += weight / number * np.sin(number * phase)
    fade = RATE // 50
    voice[:fade] *= np.linspace(0, 1, fade)
    voice[-fade:] *= np.linspace(1, 0, fade)
    return np.asarray(voice / np.abs(voice).max(), dtype=np.float32)


def _burst(random: np.random.Generator) -> Samples:
    length = int(RATE * random.uniform(0.12, 0.25))
    noise = random.standard_normal(length)
    width = int(random.integers(12, 30))  # a moving average of 24 samples at 48 kHz lets through what lies below about 1 kHz
    dark = np.convolve(noise, np.full(width, 1 / width), "same") + 0.05 * noise
    shape = np.exp(-np.arange(length) / (RATE * random.uniform(0.04, 0.09)))
    shape[: RATE // 500] *= np.linspace(0, 1, RATE // 500)
    return np.asarray(dark * shape, dtype=np.float32)


def _silence(seconds: float) -> Samples:
    return np.zeros(int(RATE * seconds), np.float32)
