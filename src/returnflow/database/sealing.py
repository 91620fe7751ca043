"""Personal data as it lies in the database: sealed to read, hashed to look up."""

import hashlib
from typing import Protocol


class Sealer(Protocol):
    """Hides text from whoever reads the database without the keys."""

    def seal(self, text: str) -> str:
        """The text, sealed."""
        ...

    def open(self, sealed: str) -> str:
        """The text again."""
        ...

    def mac(self, text: str) -> str:
        """64 hexadecimal digits that are the same for the same text."""
        ...


class ClearText:
    """Hides nothing: for tests and for looking into a database by hand."""

    def seal(self, text: str) -> str:
        """As it is."""
        return text

    def open(self, sealed: str) -> str:
        """As it is."""
        return sealed

    def mac(self, text: str) -> str:
        """A hash without a key."""
        return hashlib.sha256(text.encode()).hexdigest()
