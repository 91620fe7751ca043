"""Greedy decoding: which token comes next, when it ends, and when to give up.

Owns the rules in force while a number is expected. Knows graphs and tokens; no audio, no sessions, no text.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from returnflow.voice.stt.graphs import Encoded, Floats, Graphs, Past
from returnflow.voice.stt.tokenizer import END, START, Tokenizer

Cancelled = Callable[[], bool]

# Nats added to every token that is a digit: at first, where words may come ("for my ..."), and once a digit was said. What a
# number may be at most decides which: short ones are asked for together with names ("Tooley" must not become "two").
FIRST_BONUS, FIRST_BONUS_SHORT, RUN_BONUS = 3.0, 2.0, 5.0
_SHORT = 9
# The same without knowing how long it may be, where a stronger bonus runs on and on.
OPEN_BONUS = 3.0
# Nats added to the end, so that the bonus doesn't make a number run on: while it is incomplete, and when it is complete.
END_BONUS, END_BONUS_COMPLETE = 3.0, 6.0
# 17 digits, exact of 120 synthetic / 120 real: no bonus 93 / 14, 2 without end bonus 88 / 88, these 109 / 96.
_DIGIT = re.compile(r" ?(?:\d+|zero|one|two|three|four|five|six|seven|eight|nine|oh)", re.IGNORECASE)
# Tokens a second of speech may need. 6.5 is the model's own bound against loops; fast digits with commas need two tokens each.
_RATE, _RATE_NUMBER, _SPARE = 6.5, 10.0, 4


@dataclass(frozen=True, slots=True)
class Decoded:
    """Tokens without start and end, and the log-probability (no bonus) the model gave each of them, the end's last."""

    tokens: tuple[int, ...]
    log_probs: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """How the next token is chosen. `digits` marks digit tokens; `lengths` are how many of them make a complete number."""

    end_may_be_first: bool = True
    rate: float = _RATE
    digits: Floats | None = None
    lengths: tuple[int, ...] = ()

    def choose(self, logits: Floats, count: int, first: bool) -> int:
        """The best token after bonus and ban; `count` digits were chosen before."""
        if self.digits is None and (self.end_may_be_first or not first):
            return int(logits.argmax())
        row = logits.copy()
        if self.digits is not None:
            complete = bool(self.lengths) and count >= max(self.lengths)
            row[END] += END_BONUS_COMPLETE if complete else END_BONUS
            row += self.digits * np.float32(0.0 if complete else self._bonus(count))
        if first and not self.end_may_be_first:
            row[END] = -np.inf
        return int(row.argmax())

    def _bonus(self, count: int) -> float:
        if not self.lengths:
            return OPEN_BONUS
        if count:
            return RUN_BONUS
        return FIRST_BONUS if max(self.lengths) > _SHORT else FIRST_BONUS_SHORT

    def count(self, tokens: Collection[int]) -> int:
        """How many digits `tokens` hold."""
        return 0 if self.digits is None else int(sum(self.digits[token] for token in tokens))

    def limit(self, seconds: float) -> int:
        """Tokens after which decoding stops anyway."""
        return int(seconds * self.rate) + _SPARE


@dataclass(frozen=True, slots=True)
class Rules:
    """The three ways of decoding: words, words when the first try was empty, and a number."""

    words: Rule
    insist: Rule
    number: Rule

    @classmethod
    def for_vocabulary(cls, tokenizer: Tokenizer, width: int) -> "Rules":
        """`width` is the number of logits."""
        digits = np.zeros(width, np.float32)
        digits[[i for i in range(width) if _DIGIT.fullmatch(tokenizer.piece(i))]] = 1.0
        return cls(Rule(), Rule(end_may_be_first=False), Rule(False, _RATE_NUMBER, digits))

    def expecting(self, lengths: Collection[int]) -> Rule:
        """The rule for a number of one of these lengths."""
        return replace(self.number, lengths=tuple(lengths))


def decode(
    graphs: Graphs,
    encoded: Encoded,
    seconds: float,
    rule: Rule,
    cancelled: Cancelled | None = None,
    *,
    draft: Sequence[int] = (),
) -> Decoded | None:
    """Tokens one by one until the end token or the limit; None as soon as `cancelled` says so (asked before each step).

    `draft` is what an earlier, shorter piece of the same speech came to. Its tokens are looked at in one step, and those that
    would have been chosen anyway are taken (Leviathan et al., 2023): of a long number that saves what was said before a pause.
    """
    limit = rule.limit(seconds)
    guess = list(draft[: limit - 1])
    tokens: list[int] = []
    scores: list[float] = []
    given, past, count = [START, *guess], Past.empty(), 0
    while len(tokens) < limit:
        if cancelled is not None and cancelled():
            return None
        logits, past = graphs.decode(encoded, np.array([given]), past)
        for row in logits[0]:
            token = rule.choose(row, count, first=not tokens)
            scores.append(float(row[token] - log_total(row)))
            if token == END:
                return Decoded(tuple(tokens), tuple(scores))
            tokens.append(token)
            count += rule.digits is not None and rule.digits[token] > 0
            if tokens != guess[: len(tokens)]:
                break
        given = [token]
        if past.length > len(tokens):
            past = past.first(len(tokens))
    return Decoded(tuple(tokens), tuple(scores))


def log_total(logits: Floats) -> Floats:
    """Log of the sum of exponentials over the last axis: what a logit lies below 0 as a log-probability."""
    top = logits.max(-1, keepdims=True)
    total: Floats = np.log(np.exp(logits - top).sum(-1)) + top[..., 0]
    return total
