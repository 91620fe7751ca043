"""The recogniser's memory of one turn: its audio, kept until the turn is settled, so that texts can be scored against it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from returnflow.voice.stt.recogniser import Recogniser


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no truth value: the same turn is the same object
class TurnEars:
    """Implements `conversation.hearing.Ears`. `encoded` is the encoder's output for exactly this audio, when it is at hand.

    `known` is shared by all ears of one recognition: what was scored to consider an answer need not be scored to commit it.
    """

    recogniser: Recogniser
    audio: NDArray[np.float32]
    encoded: Any = None
    known: dict[str, float] = field(default_factory=dict)

    def score(self, texts: Sequence[str]) -> list[float]:
        """Log-probability of each text given the turn. Blocking: call it from a worker thread."""
        unknown = [text for text in dict.fromkeys(texts) if text not in self.known]
        if unknown:
            heard = self.audio if self.encoded is None else self.encoded
            self.known.update(zip(unknown, self.recogniser.score(heard, unknown), strict=True))
        return [self.known[text] for text in texts]
