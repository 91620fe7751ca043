"""What an utterance is about, as a ranking of labels: the seam between the flows' words and whatever ranks them.

Two stand side by side: `RulesAlone` here, which ranks what the rules found, and `learned.trained.Trained`.
"""

from dataclasses import dataclass
from typing import Protocol

from returnflow.dialogue.understand.cues import Cues
from returnflow.dialogue.understand.labels import INFORM, NO, YES

_ACT, _TOPIC, _ANSWER = 0.7, 0.75, 0.9
_NOTHING_ELSE = 0.05


@dataclass(frozen=True, slots=True)
class Ranked:
    """A label and how sure (0 to 1)."""

    label: str
    confidence: float


class Classifier(Protocol):
    """Ranks what an utterance is about. Pure; the same cues give the same ranking."""

    def rank(self, cues: Cues) -> tuple[Ranked, ...]:
        """Labels of `labels.MEANINGS`, most certain first. Never empty."""
        ...

    def is_out_of_scope(self, ranking: tuple[Ranked, ...]) -> bool:
        """Whether so much speaks for something that is not the desk's that the rest had better not be believed."""
        ...


class RulesAlone:
    """Ranks by the rules, each finding by itself: what they don't find is a fact at best, and nothing is ever out of scope."""

    def rank(self, cues: Cues) -> tuple[Ranked, ...]:
        """See Classifier."""
        scores = {INFORM: _NOTHING_ELSE}
        scores |= {act.value: _ACT for act in sorted(cues.acts)}
        scores |= {scored.intent.value: scored.confidence for scored in cues.intents}
        if cues.topic:
            scores[cues.topic.value] = _TOPIC
        if cues.yes is not None:
            scores[YES if cues.yes else NO] = _ANSWER
        return tuple(sorted((Ranked(label, score) for label, score in scores.items()), key=lambda one: -one.confidence))

    def is_out_of_scope(self, ranking: tuple[Ranked, ...]) -> bool:
        """See Classifier."""
        return False
