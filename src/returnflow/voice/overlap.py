"""Words heard while the agent speaks: the caller's turn, a back-channel, our own echo, or nothing. Pure.

The recogniser makes words of every sound: "Mm-hm" came out as "Amen." and "M. M. H.", a cough as "Who?". So one short word over
the agent's voice must earn the turn: by saying stop, yes or no, or by answering what was just asked.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from returnflow.conversation.expecting import Expect, Expecting

MURMUR = re.compile(r"[mhn]+|a+h+|o+h+|u+[hm]+|e+[rhm]+|u+h+u+h+|a+ha+|ahem|huh|hu|uhu+h*|mhm+")
AGREEING = frozenset({
    "yeah", "yep", "yes", "yup", "right", "okay", "ok", "sure", "alright", "i", "see", "got", "it", "good", "great", "fine",
    "cool", "thanks", "thank", "you",
})
TAKING = frozenset({
    "stop", "wait", "no", "nope", "hold", "hello", "hey", "sorry", "excuse", "pardon", "what", "why", "how", "repeat", "again",
    "help", "actually", "cancel", "slow", "slower", "louder", "person", "human", "agent", "operator", "representative", "people",
    "somebody", "someone", "question", "wrong", "correction", "goodbye", "bye",
})
ANSWERABLE_FROM = 0.6  # share of a question after which a single word may be its answer: names can be anything
SHORT_S = 0.8  # seconds of speech; longer ones were never a back-channel or a cough in what was tried
ECHO_LIKENESS = 0.6  # share of a text that must match what was just being said
ECHO_WORDS = 14  # words before the playhead that an echo may come from; older ones are the caller's own


class Overlap(StrEnum):
    """What the words were."""

    TURN = "turn"
    BACK_CHANNEL = "back_channel"
    ECHO = "echo"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Saying:
    """What the agent was saying, how much of it had been heard (0-1), and what it asks for."""

    text: str
    share: float
    expecting: Expecting


def judge(text: str, seconds: float, saying: Saying) -> Overlap:
    """What `text`, spoken for `seconds` over the agent's voice, was."""
    words = _words(text)
    if not words:
        return Overlap.NOTHING
    if all(MURMUR.fullmatch(word) for word in words):
        return Overlap.BACK_CHANNEL
    agrees = all(word in AGREEING or MURMUR.fullmatch(word) for word in words)
    if saying.expecting.kind is Expect.YES_NO and agrees:
        return Overlap.TURN
    if agrees and len(words) <= 3:
        return Overlap.BACK_CHANNEL
    if _echoes(words, saying):
        return Overlap.ECHO
    if len(words) <= 2 and seconds < SHORT_S and not _earns_the_turn(words, saying):
        return Overlap.NOTHING
    return Overlap.TURN


def _earns_the_turn(words: list[str], saying: Saying) -> bool:
    if any(word in TAKING for word in words):
        return True
    return saying.share >= ANSWERABLE_FROM and saying.expecting.kind not in (Expect.OPEN, Expect.NOTHING)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower().replace("-", "").replace("'", ""))


def _echoes(words: list[str], saying: Saying) -> bool:
    """Whether the words are a piece of our own sentence. One or two words prove nothing: callers use our words too."""
    if len(words) < 3:
        return False
    said = _words(saying.text)
    upto = round(saying.share * len(said)) + 2
    match = SequenceMatcher(None, words, said[max(0, upto - ECHO_WORDS) : upto], autojunk=False)
    return sum(block.size for block in match.get_matching_blocks()) / len(words) >= ECHO_LIKENESS
