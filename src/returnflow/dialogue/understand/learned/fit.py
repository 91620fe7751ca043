"""Fitting the linear layer: weights on all examples, temperature and threshold on examples that were held out.

Deterministic: no chance but the fixed parting of the sources, one thread's arithmetic.
"""

import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from returnflow.dialogue.understand.labels import NOT_OURS, OUT_OF_SCOPE
from returnflow.dialogue.understand.learned.encoder import Vector
from returnflow.dialogue.understand.learned.examples import Example
from returnflow.dialogue.understand.learned.lbfgs import Numbers, minimise

FOLDS = 5
FALSE_ALARMS = 0.04
"""Share of our own held-out examples that may be taken for out of scope: one point below the goal of 5 %."""
STEPS = 120
STRENGTH = 3e-5
"""Of the pull towards small weights."""
_EVENNESS = 0.5
"""0: every example counts the same, 1: every label does."""
_DOUBT = 0.03
"""Share of belief spread over all labels, so that no example is learned by heart."""
_TEMPERATURES = np.round(np.arange(0.3, 3.01, 0.05), 2)

Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Layer:
    """Weights [labels, features] and bias."""

    weights: Vector
    bias: Vector

    def scores(self, features: Vector) -> Vector:
        """One row a row of features."""
        return np.asarray(features @ self.weights.T + self.bias, np.float32)


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What held-out examples tell: temperature, threshold of being out of scope, and how often the best label was right."""

    temperature: float
    outside: float
    right: float


def fit(features: Vector, labels: Places, count: int) -> Layer:
    """The layer that explains the examples best (multinomial logistic regression)."""
    rows, width = features.shape
    weight = (1 / np.maximum(np.bincount(labels, minlength=count), 1) ** _EVENNESS)[labels]
    weight = (weight / weight.sum()).astype(np.float32)[:, None]
    wanted = np.full((rows, count), _DOUBT / count, np.float32)
    wanted[np.arange(rows), labels] += 1 - _DOUBT

    def loss(place: Numbers) -> tuple[float, Numbers]:
        layer = _layer(place, count)
        scores = layer.scores(features)
        scores -= scores.max(axis=1, keepdims=True)
        grown = np.exp(scores)
        total = grown.sum(axis=1, keepdims=True)
        value = -float((weight * wanted * (scores - np.log(total))).sum(dtype=np.float64))
        error = (grown / total - wanted) * weight
        slope = np.hstack([error.T @ features + 2 * STRENGTH * layer.weights, error.sum(axis=0)[:, None]])
        return value + STRENGTH * float((layer.weights.astype(np.float64) ** 2).sum()), slope.astype(np.float64).ravel()

    return _layer(minimise(loss, np.zeros(count * (width + 1)), steps=STEPS), count)


def _layer(place: Numbers, count: int) -> Layer:
    both = place.reshape(count, -1).astype(np.float32)
    return Layer(np.ascontiguousarray(both[:, :-1]), both[:, -1])


def folds(examples: Sequence[Example]) -> Places:
    """Which fold each example is held out in: by its source, so that what a template made stays together."""
    return np.array([zlib.crc32(example.source.encode()) % FOLDS for example in examples], np.int64)


def hold_out(examples: Sequence[Example], features: Vector, labels: Places, names: Sequence[str]) -> HeldOut:
    """Fit without each fold in turn, look at that fold, and choose temperature and threshold on what was seen."""
    fold = folds(examples)
    scores = np.zeros((len(examples), len(names)), np.float32)
    for left_out in range(FOLDS):
        layer = fit(features[fold != left_out], labels[fold != left_out], len(names))
        scores[fold == left_out] = layer.scores(features[fold == left_out])
    weight = _by_source(examples)
    temperature = min(_TEMPERATURES, key=lambda t: _surprise(scores / t, labels, weight))
    ours = np.array([example.label not in NOT_OURS for example in examples])
    against = _confidences(scores / temperature)[:, list(names).index(OUT_OF_SCOPE)]
    outside = _quantile(against[ours], weight[ours], 1 - FALSE_ALARMS)
    right = float(weight[scores.argmax(axis=1) == labels].sum() / weight.sum())
    return HeldOut(float(temperature), round(outside, 4), round(right, 4))


def _by_source(examples: Sequence[Example]) -> npt.NDArray[np.float64]:
    """Every source counts the same, whether it is a sentence or a template of many."""
    sizes = Counter(example.source for example in examples)
    return np.array([1 / sizes[example.source] for example in examples])


def _surprise(scores: Vector, labels: Places, weight: npt.NDArray[np.float64]) -> float:
    """Mean negative log of the confidence in what was right."""
    right = np.maximum(_confidences(scores)[np.arange(len(labels)), labels], 1e-9)
    return float(-(np.log(right) * weight).sum() / weight.sum())


def _confidences(scores: Vector) -> Vector:
    grown = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(grown / grown.sum(axis=1, keepdims=True), np.float32)


def _quantile(values: Vector, weight: npt.NDArray[np.float64], share: float) -> float:
    order = np.argsort(values, kind="stable")
    passed = np.cumsum(weight[order]) / weight.sum()
    return float(values[order][np.searchsorted(passed, share)])
