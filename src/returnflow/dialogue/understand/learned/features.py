"""An utterance as the numbers that the linear layer weighs: its embedding, its letters, and what the rules found in it."""

import numpy as np

from returnflow.dialogue.understand.acts import Act
from returnflow.dialogue.understand.cues import Cues
from returnflow.dialogue.understand.intents import Intent, Topic
from returnflow.dialogue.understand.learned.encoder import SIZE, Encoder, Vector
from returnflow.dialogue.understand.learned.ngrams import WIDTH, ngrams

_FOUND = (
    *(f"act {act}" for act in Act), *(f"intent {intent}" for intent in Intent), *(f"topic {topic}" for topic in Topic),
    "yes", "no", "pure", "reason", "store", "number",
)  # fmt: skip
_AT = {name: at for at, name in enumerate(_FOUND)}
OF_MEANING, OF_LETTERS, OF_RULES = 6.0, 3.0, 1.5
"""How far each part may pull before regularisation holds it back."""
LENGTH = SIZE + WIDTH + len(_FOUND)


def features(cues: Cues, encoder: Encoder) -> Vector:
    """LENGTH numbers."""
    parts = OF_MEANING * encoder.embed(cues.said), OF_LETTERS * ngrams(cues.said), OF_RULES * _rules(cues)
    return np.concatenate(parts).astype(np.float32)


def _rules(cues: Cues) -> Vector:
    found = np.zeros(len(_FOUND), np.float32)
    for act in cues.acts:
        found[_AT[f"act {act}"]] = 1
    for scored in cues.intents:
        found[_AT[f"intent {scored.intent}"]] = scored.confidence
    if cues.topic:
        found[_AT[f"topic {cues.topic}"]] = 1
    if cues.yes is not None:
        found[_AT["yes" if cues.yes else "no"]] = 1
    for name in ("pure", "reason", "store", "number"):
        found[_AT[name]] = getattr(cues, name)
    return found
