"""What the dialogue expects to hear next.

The brain writes it with every sentence; the recogniser (digit bonus), the end of turn (how long a pause may be) and the
page (keypad, buttons) read it.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from returnflow.conversation.slots import Slot


class Expect(StrEnum):
    """Kind of answer."""

    OPEN = "open"
    YES_NO = "yes_no"
    STORE = "store"
    ORDER_NUMBER = "order_number"
    SECOND_FACT = "second_fact"  # a ZIP code or a last name
    CODE = "code"  # a one-time code that was sent
    ITEM = "item"
    REASON = "reason"
    PHONE = "phone"
    NOTHING = "nothing"  # the call is ending, or a person talks


@dataclass(frozen=True, slots=True)
class Expecting:
    """The kind, the slot it fills, and what would count as complete.

    `digits` lists the lengths (in digits) a complete number may have, e.g. (17,) for Amazon, (5,) for a ZIP.
    `options` lists what may be answered when the choice is closed (item names, store names).
    """

    kind: Expect = Expect.OPEN
    slot: Slot | None = None
    digits: tuple[int, ...] = ()
    options: tuple[str, ...] = field(default=())

    @property
    def wants_number(self) -> bool:
        """Whether the recogniser should favour digits."""
        return bool(self.digits)
