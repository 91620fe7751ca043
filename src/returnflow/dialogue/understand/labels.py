"""The labels a classifier tells apart, and what each stands for in the words that the flows know.

A label is the name of an act, an intent or a topic; a few stand for more, or for a fact, an answer or nothing of ours.
"""

from dataclasses import dataclass

from returnflow.dialogue.understand.acts import Act
from returnflow.dialogue.understand.intents import Intent, Topic
from returnflow.returns.model import Resolution

YES, NO, INFORM, OUT_OF_SCOPE, SMALL_TALK = "yes", "no", "inform", "out_of_scope", "small_talk"
REFUND, EXCHANGE, REPLACEMENT, STORE_CREDIT = "refund", "exchange", "replacement", "store_credit"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label stands for. `answer`: yes or no. All empty for a mere fact and for what is out of scope."""

    intent: Intent | None = None
    act: Act | None = None
    topic: Topic | None = None
    answer: bool | None = None
    resolution: Resolution | None = None


MEANINGS: dict[str, Meaning] = {
    **{intent.value: Meaning(intent=intent) for intent in Intent},
    **{act.value: Meaning(act=act) for act in Act},
    **{topic.value: Meaning(topic=topic) for topic in Topic},
    REFUND: Meaning(Intent.PROCESS_RETURN, resolution=Resolution.REFUND),
    EXCHANGE: Meaning(Intent.EXCHANGE, resolution=Resolution.EXCHANGE),
    REPLACEMENT: Meaning(Intent.EXCHANGE, resolution=Resolution.REPLACEMENT),
    STORE_CREDIT: Meaning(Intent.PROCESS_RETURN, resolution=Resolution.STORE_CREDIT),
    YES: Meaning(answer=True),
    NO: Meaning(answer=False),
    INFORM: Meaning(),
    OUT_OF_SCOPE: Meaning(),
}
"""Every label; what a classifier was trained on must be among them."""
NOT_OURS = frozenset({OUT_OF_SCOPE, SMALL_TALK})
"""What no return comes of: other trades, general knowledge, chat."""
