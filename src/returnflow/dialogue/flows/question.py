"""A question: what it fills, what counts as an answer, and the key of its wordings (`<key>.1` to `<key>.3`, by failures)."""

from dataclasses import dataclass, field

from returnflow.conversation.expecting import Expect, Expecting
from returnflow.conversation.slots import Slot

LAST_WORDING = 3


@dataclass(frozen=True, slots=True)
class Question:
    """`key` names it in the state, in the timeline and in the wordings."""

    key: str
    expecting: Expecting = field(default_factory=Expecting)

    def wording(self, asked: int, known: frozenset[str]) -> str:
        """The key of the wording for the `asked`-th time (from 1); the last one there is serves for all later times."""
        for level in range(min(asked, LAST_WORDING), 0, -1):
            if f"{self.key}.{level}" in known:
                return f"{self.key}.{level}"
        raise KeyError(self.key)


def yes_no(key: str) -> Question:
    """A question to be answered with yes or no."""
    return Question(key, Expecting(Expect.YES_NO, Slot.CONFIRMATION))
