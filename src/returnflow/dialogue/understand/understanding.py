"""One utterance understood: everything the flows may want to know about it, found once.

Pure and context-aware: what the desk expects next and the lines of the verified order change what words mean.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from returnflow.conversation.expecting import Expect, Expecting
from returnflow.dialogue.understand.acts import Act, acts_in
from returnflow.dialogue.understand.intents import Classifier, Intent, KeywordClassifier, Scored, Topic, topic_in
from returnflow.dialogue.understand.items import Line, item_phrase, lines_meant, lines_negated
from returnflow.dialogue.understand.names import last_name_in
from returnflow.dialogue.understand.numbers import Numbers, find_numbers
from returnflow.dialogue.understand.one_time_code import AboutCode, about_code, channel_in
from returnflow.dialogue.understand.quantity import quantity_in
from returnflow.dialogue.understand.reasons import ReasonHeard, reason_in
from returnflow.dialogue.understand.stores import store_in
from returnflow.dialogue.understand.words import MAX_CHARACTERS, plain
from returnflow.dialogue.understand.yes_no import is_clean_yes, is_pure, yes_or_no
from returnflow.returns.contact import Channel
from returnflow.returns.model import Store


class Problem(StrEnum):
    """Why an utterance is not looked into: it changes nothing."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOT_WORDS = "not_words"
    NOT_SPEECH = "not_speech"


@dataclass(frozen=True, slots=True)
class Context:
    """What surrounds an utterance."""

    expecting: Expecting = field(default_factory=Expecting)
    store: Store | None = None
    lines: tuple[Line, ...] = ()
    partial_digits: str = ""
    about_a_code: bool = False  # one was sent or is being offered
    code_open: bool = False  # one was sent, so that six digits are its digits


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was found in one utterance. `pure`: a yes or a no and nothing else; `clean_yes`: a yes that may change something."""

    text: str
    problem: Problem | None = None
    acts: frozenset[Act] = frozenset()
    intents: tuple[Scored, ...] = ()
    topic: Topic | None = None
    yes: bool | None = None
    pure: bool = False
    clean_yes: bool = False
    store: Store | None = None
    numbers: Numbers = field(default_factory=Numbers)
    last_name: str | None = None
    item: str | None = None
    lines: tuple[int, ...] = ()
    not_lines: tuple[int, ...] = ()
    quantity: int | None = None
    reason: ReasonHeard | None = None
    about_code: AboutCode | None = None
    channel: Channel | None = None

    def wants(self, intent: Intent) -> bool:
        """Whether this is the leading intent."""
        return bool(self.intents) and self.intents[0].intent is intent

    @property
    def has_facts(self) -> bool:
        """Whether anything was said that fills a slot."""
        numbers = self.numbers
        return bool(
            self.store
            or numbers.order
            or numbers.zip
            or numbers.phone
            or numbers.code
            or self.last_name
            or self.item
            or self.lines
            or self.reason
        )


_CLASSIFIER = KeywordClassifier()
_NOT_SPEECH = re.compile(
    r"<\s*/?\s*[a-z!?][^>]*>|\b(?:drop|alter|truncate)\s+table\b|\bselect\b.{1,40}\bfrom\b\s+\w+\s*(?:where\b|;|$)|"
    r"\bunion\s+select\b|'\s*or\s+'?1'?\s*=|;\s*--|\binsert\s+into\b",
    re.IGNORECASE,
)
_AT_US = re.compile(r"\b(?:you|your|time|service|company|ridiculous|unacceptable|fed up|sick of|furious|angry|scam)\b")
_REASON_WELCOME = (Expect.OPEN, Expect.STORE, Expect.ITEM, Expect.REASON)
_LONG_ENOUGH = 5
_POLITE = frozenset({Act.THANKS, Act.GREETING, Act.BACK})


def understand(text: str, context: Context, classifier: Classifier = _CLASSIFIER) -> Understanding:
    """Everything in `text`. Never raises; what cannot be understood is a problem, not an error."""
    problem = _problem(text)
    if problem:
        return Understanding(text[:MAX_CHARACTERS], problem)
    expecting = context.expecting
    acts, intents = _acts(text, expecting), classifier.intents(text)
    numbers = find_numbers(text, expecting, context.store, context.partial_digits, code=context.code_open)
    return Understanding(
        text=text,
        acts=acts,
        intents=intents,
        topic=topic_in(text),
        yes=yes_or_no(text),
        pure=is_pure(text),
        clean_yes=is_clean_yes(text) and not acts - _POLITE,
        store=store_in(text, asked=expecting.kind is Expect.STORE),
        numbers=numbers,
        last_name=_last_name(text, expecting, numbers, acts),
        item=item_phrase(text),
        lines=lines_meant(text, context.lines, asked=expecting.kind is Expect.ITEM) if context.lines else (),
        not_lines=lines_negated(text, context.lines) if context.lines else (),
        quantity=quantity_in(text),
        reason=_reason(text, expecting, acts, intents),
        about_code=None if numbers.code else about_code(text, context.about_a_code),
        channel=channel_in(text) if context.about_a_code else None,
    )


def _problem(text: str) -> Problem | None:
    if len(text) > MAX_CHARACTERS:
        return Problem.TOO_LONG
    if not text.strip() or not any(c.isprintable() and not c.isspace() for c in text):
        return Problem.EMPTY
    if _NOT_SPEECH.search(text):
        return Problem.NOT_SPEECH
    return None if plain(text) else Problem.NOT_WORDS


def _acts(text: str, expecting: Expecting) -> frozenset[Act]:
    """The acts; a hard word about the item ("it's terrible"), said as a reason, is no anger at us."""
    found = acts_in(text)
    if expecting.kind is Expect.REASON and Act.ANGER in found and not _AT_US.search(plain(text)):
        return found - {Act.ANGER}
    return found


def _last_name(text: str, expecting: Expecting, numbers: Numbers, acts: frozenset[Act]) -> str | None:
    asked = expecting.kind is Expect.SECOND_FACT and not numbers.zip
    if asked and acts - {Act.CORRECT, Act.THANKS, Act.GREETING, Act.BACK}:
        asked = False
    return last_name_in(text, asked=asked)


def _reason(text: str, expecting: Expecting, acts: frozenset[Act], intents: tuple[Scored, ...]) -> ReasonHeard | None:
    """A reason counts where one may be said: when asked, in an opening, in a long sentence, in a correction."""
    heard = reason_in(text, asked=expecting.kind is Expect.REASON and not acts)
    if heard is None or expecting.kind in _REASON_WELCOME:
        return heard
    if Act.CORRECT in acts or intents or len(plain(text).split()) >= _LONG_ENOUGH:
        return heard if heard.confidence >= 0.6 else None
    return None
