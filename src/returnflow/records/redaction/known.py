"""What is known of the case a text belongs to: numbers that must stay readable, and names and ZIP codes that must not.

Owns how a known number is recognised in any writing. Reads nothing: whoever has the order hands it in.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from returnflow.records.redaction.cards import is_card
from returnflow.returns.model import Customer

SHORTEST_FRAGMENT = 4
"""Digits of a known number that were said alone ("the first four are …") still belong to it."""


@dataclass(frozen=True)
class Known:
    """`ids` are order, RMA and tracking numbers, in any writing; `names` and `zips` are the customer's."""

    ids: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    zips: frozenset[str] = frozenset()

    @classmethod
    def of(cls, ids: Iterable[str | None] = (), customers: Iterable[Customer] = (), heard: Iterable[str | None] = ()) -> "Known":
        """From what a call touched. `heard` are numbers that nothing on record confirms: one that fits a card is not believed."""
        people = list(customers)
        words = {word for one in people for word in (*one.name.split(), *one.last_name.split())}
        believed = (one for one in heard if one and not is_card("".join(filter(str.isdecimal, one))))
        return cls(frozenset(filter(None, (*ids, *believed))), frozenset(words), frozenset(one.zip for one in people))

    @cached_property
    def id_digits(self) -> tuple[str, ...]:
        """The ids that are nothing but digits and separators, as digits, the longest first."""
        found = {"".join(c for c in one if c.isdecimal()) for one in self.ids if not any(c.isalpha() for c in one)}
        return tuple(sorted(found - {""}, key=lambda one: (-len(one), one)))

    @cached_property
    def written_id(self) -> re.Pattern[str] | None:
        """Any id as written, with or without its dashes and spaces."""
        return _any_of(
            (r"[\s-]*".join(map(re.escape, filter(str.isalnum, one))) for one in self.ids), r"(?<![^\W_])", r"(?![^\W_])"
        )

    @cached_property
    def name(self) -> re.Pattern[str] | None:
        """Any name, and any name spelled letter by letter."""
        words = [re.escape(one) for one in self.names if len(one) > 1]
        spelled = [r"[\s,.-]+".join(map(re.escape, one)) for one in self.names if len(one) > 2]
        return _any_of([*words, *spelled], r"(?<![^\W\d_])", r"(?:['\u2019]s)?(?![^\W\d_])")

    def is_fragment(self, digits: str) -> bool:
        """Whether the digits are a part of a known number."""
        return len(digits) >= SHORTEST_FRAGMENT and any(digits in one for one in self.id_digits)


def _any_of(patterns: Iterable[str], before: str, after: str) -> re.Pattern[str] | None:
    each = sorted({one for one in patterns if one}, key=lambda one: (-len(one), one))
    return re.compile(f"(?i){before}(?:{'|'.join(each)}){after}") if each else None


NOTHING = Known()
