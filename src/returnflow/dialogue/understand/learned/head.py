"""The linear layer: one row of weights for each label, a temperature, and the line beyond which an utterance is out of scope.

Owns the file it is kept in: 8-bit weights with a scale a label, small enough to be committed, the same bytes for the same training.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from returnflow.dialogue.understand.learned.encoder import Vector

FILE = Path(__file__).with_name("head.npz")
_STEPS = 127


@dataclass(frozen=True, slots=True)
class Head:
    """What training gives. `outside`: confidence in being out of scope from which it is believed. `about`: what it was made from."""

    labels: tuple[str, ...]
    weights: Vector  # [labels, features]
    bias: Vector
    temperature: float
    outside: float
    about: dict[str, Any]

    def confidences(self, features: Vector) -> Vector:
        """How sure of each label, adding up to 1."""
        scores = (self.weights @ features + self.bias) / self.temperature
        grown = np.exp(scores - scores.max())
        return np.asarray(grown / grown.sum(), np.float32)


def save(head: Head, path: Path = FILE) -> None:
    """Write, rounded to 8 bits. The same head gives the same bytes."""
    scale = np.maximum(np.abs(head.weights).max(axis=1, keepdims=True), 1e-9) / _STEPS
    rounded: npt.NDArray[np.int8] = np.rint(head.weights / scale).astype(np.int8)
    facts = {"labels": head.labels, "temperature": head.temperature, "outside": head.outside, "about": head.about}
    np.savez_compressed(
        path, weights=rounded, scale=scale.astype(np.float32), bias=head.bias.astype(np.float32), facts=np.array(json.dumps(facts))
    )


def load(path: Path = FILE) -> Head:
    """Read what `save` wrote."""
    with np.load(path, allow_pickle=False) as kept:
        facts = json.loads(str(kept["facts"]))
        weights = kept["weights"].astype(np.float32) * kept["scale"]
        return Head(tuple(facts["labels"]), weights, kept["bias"], facts["temperature"], facts["outside"], facts["about"])
