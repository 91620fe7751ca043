"""A sentence as the model reads it: BERT's WordPiece, lower case, over a vocabulary that is handed in.

Expects plain words (`words.plain`): accents, markup and punctuation but the apostrophe are gone by then.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

_PIECES = re.compile(r"\w+|[^\w\s]")
_LONGEST = 100
"""Characters from which a word is not taken apart."""


class WordPiece:
    """Greedy longest match first; a word with no match at some place is unknown as a whole."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._ids = vocabulary
        self._unknown, self._first, self._last = (vocabulary[name] for name in ("[UNK]", "[CLS]", "[SEP]"))
        self._word = lru_cache(maxsize=4096)(self._taken_apart)

    def encode(self, text: str, most: int) -> list[int]:
        """The ids of `text` between the marks of beginning and end, cut so that there are at most `most`."""
        ids = [self._first]
        for word in _PIECES.findall(text.lower()):
            ids += self._word(word)
            if len(ids) >= most:
                break
        return [*ids[: most - 1], self._last]

    def _taken_apart(self, word: str) -> tuple[int, ...]:
        if len(word) > _LONGEST:
            return (self._unknown,)
        ids: list[int] = []
        start = 0
        while start < len(word):
            end = len(word)
            while end > start and ("##" if start else "") + word[start:end] not in self._ids:
                end -= 1
            if end == start:
                return (self._unknown,)
            ids.append(self._ids[("##" if start else "") + word[start:end]])
            start = end
        return tuple(ids)
