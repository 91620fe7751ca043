"""The trained classifier: cues in, a ranking of labels out."""

import numpy as np

from returnflow.dialogue.understand.classifier import Ranked
from returnflow.dialogue.understand.cues import Cues
from returnflow.dialogue.understand.labels import INFORM, NO, OUT_OF_SCOPE, YES
from returnflow.dialogue.understand.learned import head
from returnflow.dialogue.understand.learned.encoder import Encoder, MiniLm
from returnflow.dialogue.understand.learned.features import features
from returnflow.dialogue.understand.learned.head import Head

SURE = 0.98
"""Confidence where a rule alone settles it: a bare yes or no, a number and nothing else."""
_LISTED = 0.01


class Trained:
    """See `classifier.Classifier`. Holds no state of a call; all calls of a process share one."""

    def __init__(self, head: Head, encoder: Encoder) -> None:
        self._head = head
        self._encoder = encoder

    @classmethod
    def load(cls) -> "Trained":
        """The committed head on the installed model. Raises SetupError when the model is not there."""
        return cls(head.load(), MiniLm.load())

    def rank(self, cues: Cues) -> tuple[Ranked, ...]:
        """See Classifier."""
        settled = _settled(cues)
        if settled:
            return (Ranked(settled, SURE),)
        confidences = self._head.confidences(features(cues, self._encoder))
        order = np.argsort(-confidences, kind="stable")
        return tuple(
            Ranked(self._head.labels[at], round(float(confidences[at]), 4)) for at in order if confidences[at] >= _LISTED
        ) or (Ranked(self._head.labels[order[0]], round(float(confidences[order[0]]), 4)),)

    def is_out_of_scope(self, ranking: tuple[Ranked, ...]) -> bool:
        """See Classifier."""
        against = sum(ranked.confidence for ranked in ranking if ranked.label == OUT_OF_SCOPE)
        return against >= self._head.outside


def _settled(cues: Cues) -> str | None:
    """What needs no weighing."""
    if cues.pure:
        return YES if cues.yes else NO
    said = cues.said.split()
    return INFORM if said and cues.number and len(said) == 1 else None
