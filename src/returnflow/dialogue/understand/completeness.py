"""End of turn by what is expected: is what was said so far an answer, part of one, or can't the words tell?

Pure and quick (see the test: well under a millisecond), because the turn's end asks after every partial recognition. It judges
form only: a number is complete when it has as many digits as it should, whether or not it exists.
"""

import re
from enum import StrEnum

from returnflow.conversation.expecting import Expect, Expecting
from returnflow.dialogue.understand.acts import Act, acts_in
from returnflow.dialogue.understand.digits import spoken_digits
from returnflow.dialogue.understand.items import Line, lines_meant
from returnflow.dialogue.understand.letters import NATO
from returnflow.dialogue.understand.names import last_name_in
from returnflow.dialogue.understand.numbers import LENGTHS, find_numbers
from returnflow.dialogue.understand.stores import store_in
from returnflow.dialogue.understand.words import plain, words
from returnflow.dialogue.understand.yes_no import is_pure, yes_or_no


class Completeness(StrEnum):
    """COMPLETE: the turn may end at once. INCOMPLETE: wait. UNCERTAIN: let pauses or a model decide."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    UNCERTAIN = "uncertain"


_TRAILING = re.compile(r"(?:[,;:\-]|\.\.\.|\u2026)\s*$")
# A sentence that ends in one of these goes on.
_OPEN_ENDS = re.compile(
    r"(?:^| )(?:and|um+|uh+|er+|erm|hmm*|so|but|or|because|cause|the|a|an|to|my|your|is|it's|that's|i'm|i|for|of|with|"
    r"from|at|in|on|if|when|well|like|just|actually|then|was|are|were|be|i'd|i've|i'll|we|they|he|she|want|need|have|not|as|by|about|"
    r"number|number's|name|code|zip|double|triple|dash|hyphen|order|order's|let's|wait no|sorry|also|plus|maybe|said|meant|mean)$"
)
# Whole utterances that only open one.
_OPENERS = re.compile(
    r"^(?:(?:hi|hello|hey|well|so|okay|ok|oh|um+|uh+|yeah so|yes so|sure|right|good (?:morning|afternoon|evening)|let me see|"
    r"let's see|one sec\w*|thanks?|thank you|sorry|actually|no wait|wait)(?: there)?(?: |$))+$"
)
_COMMANDS = frozenset({Act.REPEAT, Act.SLOWER, Act.WAIT, Act.PERSON, Act.GOODBYE, Act.GO_BACK, Act.DONT_RECORD})
_SHORT = 6
"""Words up to which an utterance that holds the answer is taken for the whole answer."""


def completeness(expecting: Expecting, text: str) -> Completeness:
    """Whether `text`, everything recognised in this turn so far, is a whole answer to what is expected."""
    said = plain(text)
    if not said:
        return Completeness.INCOMPLETE
    judged = _JUDGES.get(expecting.kind, _open)(expecting, text, said)
    if judged is not Completeness.COMPLETE and _is_command(text, said):
        return Completeness.COMPLETE
    return judged


def _is_command(text: str, said: str) -> bool:
    """Something that works at every step and is short: "hold on", "can you repeat that"."""
    return len(said.split()) <= 2 * _SHORT and not _TRAILING.search(text.strip()) and bool(_COMMANDS & acts_in(text))


def _goes_on(text: str, said: str) -> bool:
    return bool(_TRAILING.search(text.strip()) or _OPEN_ENDS.search(said) or _OPENERS.match(said))


def _open(_: Expecting, text: str, said: str) -> Completeness:
    return Completeness.INCOMPLETE if _goes_on(text, said) else Completeness.UNCERTAIN


def _yes_no(_: Expecting, text: str, said: str) -> Completeness:
    answer = yes_or_no(text)
    if _TRAILING.search(text.strip()):
        return Completeness.INCOMPLETE
    if answer is not None and is_pure(text):
        return Completeness.COMPLETE
    return _open(_, text, said)


def _store(_: Expecting, text: str, said: str) -> Completeness:
    if _goes_on(text, said):
        return Completeness.INCOMPLETE
    if store_in(text, asked=True) is None:
        return Completeness.UNCERTAIN
    # "I bought a blender at Walmart | and I want to send it back": from six words on it is a story, not the answer.
    return Completeness.COMPLETE if len(said.split()) < _SHORT else Completeness.UNCERTAIN


def _order_number(expecting: Expecting, text: str, said: str) -> Completeness:
    length = max(expecting.digits, default=0)
    store = next((name for name in LENGTHS if LENGTHS[name] == length), None)
    if find_numbers(text, expecting, store).order:
        return Completeness.COMPLETE
    return _digits(expecting, text, said)


def _digits(expecting: Expecting, text: str, said: str) -> Completeness:
    count = len(spoken_digits(text, homophones=True))
    if count == 0:
        return _open(expecting, text, said)
    if count in expecting.digits:
        return Completeness.COMPLETE
    return Completeness.INCOMPLETE if count < max(expecting.digits, default=0) else Completeness.UNCERTAIN


def _phone(expecting: Expecting, text: str, said: str) -> Completeness:
    digits = spoken_digits(text, homophones=True)
    if len(digits) == 10 and digits.startswith("1"):
        return Completeness.INCOMPLETE  # no area code begins with 1: the country code was said, one digit is to come
    return _digits(expecting, text, said)


def _second_fact(expecting: Expecting, text: str, said: str) -> Completeness:
    by_digits = _digits(expecting, text, said)
    if by_digits is not Completeness.UNCERTAIN or _goes_on(text, said):
        return by_digits
    last = words(text)[-1].text if words(text)[-1:] else ""
    tokens = [word.text for word in words(text) if not word.is_mark]
    if tokens and (len(tokens[-1]) == 1 or tokens[-1] in NATO) and not last.isdigit():
        return Completeness.UNCERTAIN  # spelling: only a pause tells that the last letter was said
    return Completeness.COMPLETE if last_name_in(text, asked=True) else Completeness.UNCERTAIN


def _item(expecting: Expecting, text: str, said: str) -> Completeness:
    if _goes_on(text, said):
        return Completeness.INCOMPLETE
    lines = [Line(at, option, option) for at, option in enumerate(expecting.options)]
    meant = lines_meant(text, lines, asked=True) if lines else ()
    return Completeness.COMPLETE if len(meant) == 1 and len(said.split()) <= _SHORT else Completeness.UNCERTAIN


def _nothing(_: Expecting, __: str, ___: str) -> Completeness:
    return Completeness.COMPLETE


_JUDGES = {
    Expect.OPEN: _open,
    Expect.REASON: _open,
    Expect.YES_NO: _yes_no,
    Expect.STORE: _store,
    Expect.ORDER_NUMBER: _order_number,
    Expect.SECOND_FACT: _second_fact,
    Expect.CODE: _digits,
    Expect.ITEM: _item,
    Expect.PHONE: _phone,
    Expect.NOTHING: _nothing,
}
