"""The merchant's limits, as the domain reads them: sums and scores above which a return is handled more carefully.

Owns the values and how they are compared. Which file they come from is not known here.
"""

from dataclasses import dataclass

from returnflow.errors import InvalidInput
from returnflow.returns.model import Handling, Money


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Sums are of one return's refund, tax included. One that equals its limit is not above it, one in another currency is.

    `code_above`: a one-time code besides. `keep_below`: the item need not come back when the fault is the seller's; zero means
    that everything does. `person_above`: a person decides. Scores run from 0 to 100: below `receive_from` a return goes by
    itself, from there on it is refunded after receipt (and a code is needed), from `person_from` on a person decides; 101 is
    never. Raises InvalidInput when they contradict each other.
    """

    code_above: Money = Money(20_000)
    keep_below: Money = Money(0)
    person_above: Money = Money(150_000)
    receive_from: int = 30
    person_from: int = 70

    def __post_init__(self) -> None:
        for name in ("code_above", "keep_below", "person_above"):
            if getattr(self, name).minor < 0:
                raise InvalidInput(f"{name} is below zero", field=name, fix="write an amount of zero or more")
        if self.person_above < self.code_above:
            fix = "raise person_above, or lower code_above"
            raise InvalidInput("a person would decide before a code is asked for", field="person_above", fix=fix)
        if not 1 <= self.receive_from <= self.person_from <= 101:
            fix = "1 <= receive_from <= person_from <= 101, such as 30 and 70"
            raise InvalidInput("the bounds of the score are out of order", field="receive_from", fix=fix)

    def needs_code(self, refund: Money, score: int = 0) -> bool:
        """Whether a one-time code is needed besides the second fact."""
        return _above(refund, self.code_above) or score >= self.receive_from

    def needs_a_person(self, refund: Money, score: int = 0) -> bool:
        """Whether a person decides."""
        return _above(refund, self.person_above) or score >= self.person_from

    def may_keep(self, refund: Money) -> bool:
        """Whether the sum is so small that the item may stay where it is."""
        return refund.currency == self.keep_below.currency and refund < self.keep_below

    def handling(self, score: int) -> Handling:
        """How far a return of that score goes by itself."""
        if score >= self.person_from:
            return Handling.PERSON
        return Handling.RECEIVE_THEN_REFUND if score >= self.receive_from else Handling.AUTO


def _above(refund: Money, limit: Money) -> bool:
    """A sum in another currency is above every limit: nobody has said what it is worth."""
    return refund.currency != limit.currency or limit < refund
