"""What was just asked makes some readings likelier: "that's wrong" answers a question, it corrects nothing that was said before.

A table of factors by hand, and no more than that: the odds of a label are multiplied, then everything is scaled to the same sum.
"""

from collections.abc import Mapping

from returnflow.conversation.expecting import Expect
from returnflow.dialogue.understand.acts import Act
from returnflow.dialogue.understand.classifier import Ranked
from returnflow.dialogue.understand.intents import Intent, Topic
from returnflow.dialogue.understand.labels import INFORM, NO, OUT_OF_SCOPE, YES

_FACT_ASKED: Mapping[str, float] = {
    INFORM: 6.0, Act.DONT_HAVE: 3.0, Act.DONT_KNOW: 3.0, Act.WAIT: 2.0, OUT_OF_SCOPE: 0.3, Topic.PRIVACY: 2.0,
}  # fmt: skip
_FACTORS: Mapping[Expect, Mapping[str, float]] = {
    Expect.YES_NO: {YES: 6.0, NO: 6.0, Act.DONT_KNOW: 2.0, Act.CORRECT: 0.5, Act.CANCEL: 0.5, OUT_OF_SCOPE: 0.3},
    Expect.STORE: {INFORM: 3.0, Intent.PROCESS_RETURN: 1.5, OUT_OF_SCOPE: 0.7},
    Expect.ORDER_NUMBER: {**_FACT_ASKED, Topic.FIND_ORDER_NUMBER: 3.0},
    Expect.SECOND_FACT: _FACT_ASKED,
    Expect.PHONE: _FACT_ASKED,
    Expect.ITEM: {INFORM: 6.0, Act.DONT_KNOW: 2.0, OUT_OF_SCOPE: 0.3, Intent.PLACE_ORDER: 0.3},
    Expect.REASON: {INFORM: 6.0, Act.DONT_KNOW: 2.0, OUT_OF_SCOPE: 0.3, Act.ANGER: 0.5, Intent.PLACE_ORDER: 0.3},
}


def as_expected(ranking: tuple[Ranked, ...], kind: Expect) -> tuple[Ranked, ...]:
    """The ranking anew, in the light of the open question."""
    factors = _FACTORS.get(kind)
    if not factors:
        return ranking
    odds = [Ranked(one.label, one.confidence * factors.get(one.label, 1.0)) for one in ranking]
    scale = sum(one.confidence for one in ranking) / sum(one.confidence for one in odds)
    scaled = (Ranked(one.label, round(one.confidence * scale, 4)) for one in odds)
    return tuple(sorted(scaled, key=lambda one: -one.confidence))
