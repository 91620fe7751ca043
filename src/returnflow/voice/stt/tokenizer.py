"""Text to token ids and back, as the recogniser's model was trained: byte-pair pieces whose id is their merge rank.

Owns the vocabulary file's format (per entry a length byte, or two when >= 128, then the bytes). Knows no audio.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

START, END = 1, 2
_SPECIAL = 3  # ids below are control tokens
_FIRST_BYTE = 3  # ids 3..258 are single bytes, for what has no piece
_FIRST_PIECE = _FIRST_BYTE + 256
_SPACE = "\u2581"


class Tokenizer:
    """The vocabulary. Immutable after construction, so safe to share between threads."""

    def __init__(self, entries: list[bytes]) -> None:
        self.entries = entries
        pieces = ((entry.decode("utf-8", "replace"), i) for i, entry in enumerate(entries) if i >= _FIRST_PIECE)
        self._ids: dict[str, int] = {}
        for piece, i in pieces:
            self._ids.setdefault(piece, i)

    @classmethod
    def load(cls, path: Path) -> "Tokenizer":
        """Read a `tokenizer.bin`."""
        return cls(list(_entries(path.read_bytes())))

    def __len__(self) -> int:
        return len(self.entries)

    def piece(self, token: int) -> str:
        """What one token adds to the text, with its leading space."""
        entry = self.entries[token] if _SPECIAL <= token < len(self.entries) else b""
        return entry.decode("utf-8", "replace").replace(_SPACE, " ")

    def decode(self, tokens: Iterable[int]) -> str:
        """The text of `tokens`, without control tokens and outer spaces."""
        known = (t for t in tokens if _SPECIAL <= t < len(self.entries))
        return b"".join(self.entries[t] for t in known).decode("utf-8", "ignore").replace(_SPACE, " ").strip()

    def encode(self, text: str) -> list[int]:
        """The tokens the model itself would write for `text`: word by word, the pair of lowest rank is merged first."""
        words = (_SPACE + word for word in text.split())
        return [token for word in words for token in self._merge(list(word))]

    def _merge(self, pieces: list[str]) -> Iterator[int]:
        while len(pieces) > 1:
            ranks = [self._ids.get(a + b, len(self.entries)) for a, b in zip(pieces, pieces[1:], strict=False)]
            best = min(ranks)
            if best == len(self.entries):
                break
            at = ranks.index(best)
            pieces[at : at + 2] = [pieces[at] + pieces[at + 1]]
        for piece in pieces:
            if piece in self._ids:
                yield self._ids[piece]
            else:
                yield from (_FIRST_BYTE + byte for byte in piece.encode())


def _entries(content: bytes) -> Iterator[bytes]:
    position = 0
    while position < len(content):
        length = content[position]
        position += 1
        if length >= 128:
            length = length - 128 + 128 * content[position]
            position += 1
        yield content[position : position + length]
        position += length
