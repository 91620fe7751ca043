"""How an utterance is read: the whole of it ranked, its clauses ranked for what else is in it, and what follows of both.

Owns the thresholds from which a reading is believed. Rules come first wherever they found something; a classifier adds what they miss,
and never a yes that may change something.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from returnflow.conversation.expecting import Expect
from returnflow.dialogue.understand.acts import Act
from returnflow.dialogue.understand.classifier import Classifier, Ranked
from returnflow.dialogue.understand.clauses import clauses
from returnflow.dialogue.understand.cues import Cues, cues_in
from returnflow.dialogue.understand.expected import as_expected
from returnflow.dialogue.understand.intents import Intent, Scored, Topic
from returnflow.dialogue.understand.labels import MEANINGS, Meaning
from returnflow.returns.model import Resolution

INTENT_FROM, CLAUSE_FROM = 0.4, 0.6
"""Confidence from which the whole utterance, or one clause of several, is taken to ask for something."""
TOPIC_FROM, ACT_FROM, ANSWER_FROM = 0.6, 0.75, 0.8
_GRAVE = frozenset({Act.LEGAL, Act.SAFETY, Act.INJURY, Act.DONT_RECORD, Act.GOODBYE, Act.PERSON, Act.CANCEL, Act.ANGER})
GRAVE_FROM = 0.9
"""For acts after which the call takes another course."""
_ALONE = 4
"""Words up to which an utterance is one clause whatever it holds."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What an utterance says. `ranking`: of the whole, in the light of the open question."""

    ranking: tuple[Ranked, ...]
    cues: Cues
    acts: frozenset[Act]
    intents: tuple[Scored, ...]
    topic: Topic | None
    yes: bool | None
    resolution: Resolution | None
    out_of_scope: bool


def read(text: str, classifier: Classifier, kind: Expect = Expect.OPEN) -> Reading:
    """Everything `text` says, not the facts in it. Pure."""
    cues = cues_in(text)
    ranking = as_expected(classifier.rank(cues), kind)
    parts = [classifier.rank(cues_in(clause)) for clause in _several(text, cues)]
    believed = list(_believed([ranking, *parts]))
    topic = cues.topic or next((meaning.topic for meaning, _ in believed if meaning.topic), None)
    return Reading(
        ranking=ranking,
        cues=cues,
        acts=cues.acts | {meaning.act for meaning, _ in believed if meaning.act},
        intents=_intents(believed),
        topic=topic,
        yes=cues.yes if cues.yes is not None else _answer(ranking),
        resolution=next((meaning.resolution for meaning, _ in believed if meaning.resolution), None),
        out_of_scope=not cues.acts and topic is None and classifier.is_out_of_scope(ranking),
    )


def _several(text: str, cues: Cues) -> tuple[str, ...]:
    """The clauses worth a look of their own."""
    if len(cues.said.split()) <= _ALONE:
        return ()
    found = clauses(text)
    return found if len(found) > 1 else ()


def _believed(rankings: list[tuple[Ranked, ...]]) -> Iterable[tuple[Meaning, float]]:
    """What the whole (the first ranking) and each clause mean, where they are sure enough; the surest first."""
    found = []
    for at, ranking in enumerate(rankings):
        for one in ranking:
            meaning = MEANINGS[one.label]
            if one.confidence >= _least(meaning, clause=at > 0):
                found.append((meaning, one.confidence))
    return sorted(found, key=lambda pair: -pair[1])


def _least(meaning: Meaning, *, clause: bool) -> float:
    if meaning.intent:
        return CLAUSE_FROM if clause else INTENT_FROM
    if meaning.act:
        return GRAVE_FROM if meaning.act in _GRAVE else ACT_FROM
    return TOPIC_FROM


def _intents(believed: Iterable[tuple[Meaning, float]]) -> tuple[Scored, ...]:
    """Each intent once, with its best confidence, most certain first."""
    best: dict[Intent, float] = {}
    for meaning, confidence in believed:
        if meaning.intent:
            best[meaning.intent] = max(best.get(meaning.intent, 0.0), confidence)
    return tuple(Scored(intent, best[intent]) for intent in sorted(best, key=lambda intent: -best[intent]))


def _answer(ranking: tuple[Ranked, ...]) -> bool | None:
    """A yes or no in words that no rule knows."""
    first = ranking[0]
    return MEANINGS[first.label].answer if first.confidence >= ANSWER_FROM else None
