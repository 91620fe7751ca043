"""How well a given text fits what was said: log-probabilities under the recogniser's decoder.

The decoder gives the logits of every position in one pass, so a text costs one pass, not one step a token. Answers closed
questions (one of these numbers, yes or no) far better than free decoding does. Knows nothing of numbers or candidates.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from returnflow.voice.stt.decoding import log_total
from returnflow.voice.stt.graphs import Encoded, Floats, Graphs, Past
from returnflow.voice.stt.tokenizer import END, START, Tokenizer

# Texts side by side in one pass: two cost 1.6 times one; more gain nothing and their logits (5 MB each) fill the cache.
_BATCH = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the scored text (with its leading space; empty for the end) and its log-probability in nats."""

    text: str
    log_prob: float


def by_position(graphs: Graphs, tokenizer: Tokenizer, encoded: Encoded, text: str) -> list[Piece]:
    """The pieces of `text` and the end, each with its log-probability: a low one marks where the audio disagrees."""
    tokens = tokenizer.encode(text)
    scores = next(_log_probs(graphs, encoded, [tokens]))
    return [Piece(tokenizer.piece(token), float(score)) for token, score in zip([*tokens, END], scores, strict=True)]


def score(graphs: Graphs, tokenizer: Tokenizer, encoded: Encoded, texts: Sequence[str]) -> list[float]:
    """Log-probability (nats) of each text, its end included. Only differences between texts mean anything."""
    return [float(scores.sum()) for scores in _log_probs(graphs, encoded, [tokenizer.encode(text) for text in texts])]


def _log_probs(graphs: Graphs, encoded: Encoded, texts: Sequence[list[int]]) -> Iterator[Floats]:
    for start in range(0, len(texts), _BATCH):
        batch = texts[start : start + _BATCH]
        longest = max(len(tokens) for tokens in batch)
        # Filled up at the end, where the causal mask keeps it from being seen.
        rows = np.array([[START, *tokens, *[END] * (longest - len(tokens))] for tokens in batch])
        logits, _ = graphs.decode(encoded, rows, Past.empty(len(batch)))
        for tokens, row in zip(batch, logits, strict=True):
            targets = [*tokens, END]
            kept = row[: len(targets)]
            yield kept[np.arange(len(targets)), targets] - log_total(kept)
