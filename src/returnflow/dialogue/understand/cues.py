"""What the rules find in an utterance: the evidence that a classifier weighs together with the words themselves."""

import re
from dataclasses import dataclass

from returnflow.dialogue.understand.acts import Act, acts_in
from returnflow.dialogue.understand.clauses import wanted
from returnflow.dialogue.understand.intents import Scored, Topic, intents_in, topic_in
from returnflow.dialogue.understand.reasons import reason_in
from returnflow.dialogue.understand.stores import store_in
from returnflow.dialogue.understand.yes_no import is_pure, yes_or_no

_NUMBER = re.compile(r"\b\d+(?: \d+)*\b")
NUMBER = "number"
"""Stands for any digits: which ones they are says nothing about what is wanted."""


@dataclass(frozen=True, slots=True)
class Cues:
    """`said`: the plain words without digits and without what is said not to be wanted. `pure`: a yes or no and nothing else."""

    said: str
    acts: frozenset[Act]
    intents: tuple[Scored, ...]
    topic: Topic | None
    yes: bool | None
    pure: bool
    reason: bool
    store: bool

    @property
    def number(self) -> bool:
        """Whether digits were said."""
        return NUMBER in self.said.split()


def cues_in(text: str) -> Cues:
    """Everything the rules find. Pure."""
    meant = wanted(text)
    yes = yes_or_no(text)
    return Cues(
        said=_NUMBER.sub(NUMBER, meant),
        acts=acts_in(text),
        intents=intents_in(meant),
        topic=topic_in(text),
        yes=yes,
        pure=yes is not None and is_pure(text),
        reason=reason_in(text) is not None,
        store=store_in(text) is not None,
    )
