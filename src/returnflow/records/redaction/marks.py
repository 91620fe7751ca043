"""Which characters of a text are hidden and which are kept. The first word counts: what was kept as known is not hidden later."""

from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from returnflow.records.redaction.digits import Run, Span, runs


class Reading(Enum):
    """How doubt is settled, by what the text is for."""

    STORED = "stored"  # cut for good, and before anybody has understood it: only what is surely a secret of this kind
    LOGGED = "logged"  # ten digits in a row are more likely a moment or a size than a phone; "12 calls took place" is no address
    SHOWN = "shown"  # doubt goes to the caller


@dataclass(frozen=True, slots=True)
class Hidden:
    """Characters `start` to `end` are `what`: a card number, an e-mail address and so on."""

    start: int
    end: int
    what: str


class Marks:
    """The decisions on one text so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.hidden: list[Hidden] = []
        self._kept = bytearray(len(text))  # one flag a character: a long line of a log has thousands of numbers

    @cached_property
    def runs(self) -> list[Run]:
        """The numbers of the text."""
        return runs(self.text)

    def keep(self, span: Span) -> None:
        """These characters stay, whatever comes."""
        self._kept[span[0] : span[1]] = b"\1" * (span[1] - span[0])

    def hide(self, span: Span, what: str) -> None:
        """Hide them, and with them whatever they touch that is hidden already: the larger piece names the whole."""
        start, end = span
        touched = [one for one in self.hidden if one.start < end and start < one.end]
        for one in touched:
            self.hidden.remove(one)
            if one.end - one.start > end - start:
                what = one.what
        start, end = min([start, *(one.start for one in touched)]), max([end, *(one.end for one in touched)])
        self.hidden.append(Hidden(start, end, what))

    def is_kept(self, span: Span) -> bool:
        """Whether any of these characters is kept."""
        return 1 in self._kept[span[0] : span[1]]

    def is_free(self, span: Span) -> bool:
        """Whether nothing was decided on any of these characters."""
        return not self.is_kept(span) and not any(one.start < span[1] and span[0] < one.end for one in self.hidden)

    def pieces(self) -> list[Hidden]:
        """What is hidden, in order; two of a kind with nothing but marks between them are one."""
        found = list[Hidden]()
        for one in sorted(self.hidden, key=lambda one: one.start):
            last = found[-1] if found else None
            if last and last.what == one.what and not any(c.isalnum() for c in self.text[last.end : one.start]):
                found[-1] = Hidden(last.start, one.end, one.what)
            else:
                found.append(one)
        return found

    def rendered(self) -> str:
        """The text with a word in brackets for each hidden piece."""
        if not self.hidden:
            return self.text
        pieces, at = list[str](), 0
        for one in self.pieces():
            pieces += [self.text[at : one.start], f"[{one.what}]"]
            at = one.end
        return "".join([*pieces, self.text[at:]])
