"""Small shared helpers for sound as numbers: level, resampling, cutting silence, PCM.

Mono float32 in -1..1 throughout; int16 PCM only at the edges. Knows no model, no media session.
"""

import math

import numpy as np
import soxr
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def to_floats(pcm: bytes | NDArray[np.int16]) -> Floats:
    """int16 little-endian PCM to floats."""
    samples = np.frombuffer(pcm, np.int16) if isinstance(pcm, bytes) else pcm
    return samples.astype(np.float32) / 32768.0


def to_pcm(audio: Floats) -> bytes:
    """Floats to int16 little-endian PCM; what is too loud is clipped, never wrapped."""
    return (np.clip(audio, -1.0, 1.0) * 32767.0).astype("<i2").tobytes()


def resample(audio: Floats, source: int, target: int) -> Floats:
    """Change the sample rate of a whole clip."""
    if source == target:
        return audio
    resampled: Floats = soxr.resample(audio, source, target).astype(np.float32, copy=False)
    return resampled


def level_dbfs(audio: Floats) -> float:
    """RMS level in dB below full scale; -120 for digital silence."""
    rms = math.sqrt(float(np.mean(np.square(audio)))) if len(audio) else 0.0
    return max(-120.0, 20 * math.log10(rms)) if rms > 0 else -120.0


def loud_part(audio: Floats, rate: int, below_peak_db: float) -> tuple[int, int]:
    """First and last sample (exclusive) whose 5 ms envelope is within `below_peak_db` of the loudest; (0, 0) for silence."""
    window = max(1, rate // 200)
    envelope = np.sqrt(np.convolve(np.square(audio), np.ones(window, np.float32) / window, "same")) if len(audio) else audio
    peak = float(envelope.max(initial=0.0))
    if peak <= 0.0:
        return 0, 0
    loud = np.flatnonzero(envelope > peak * 10 ** (-below_peak_db / 20))
    return int(loud[0]), int(loud[-1]) + 1


def trim(audio: Floats, rate: int, *, lead_s: float, tail_s: float, below_peak_db: float) -> Floats:
    """Cut silence at both ends, leaving `lead_s` in front of the sound and `tail_s` behind it."""
    first, last = loud_part(audio, rate, below_peak_db)
    if first == last:
        return audio[:0]
    return audio[max(0, first - round(lead_s * rate)) : last + round(tail_s * rate)]


def core(audio: Floats, rate: int) -> Floats:
    """The sounding part of an utterance with 200 ms in front, which the recogniser needs, and 100 ms behind."""
    first, last = loud_part(audio, rate, 30.0)
    if first == last:
        return audio
    front, behind = rate // 5, rate // 10
    padded = np.pad(audio[max(0, first - front) : last + behind], (max(0, front - first), 0))
    return padded
