"""Reasons in customers' words."""

import pytest

from returnflow.dialogue.understand.reasons import reason_in
from returnflow.returns.model import Reason

SAID = {
    Reason.DEFECTIVE: ["It doesn't work", "one side stopped working", "it won't turn on", "they're defective", "it broke"],
    Reason.DAMAGED_IN_TRANSIT: ["They arrived broken", "the box was crushed", "the screen is cracked", "it came damaged"],
    Reason.WRONG_ITEM: ["they sent me the wrong one", "I got the wrong item", "it's not what I ordered"],
    Reason.MISSING_PARTS: ["It's missing the charger", "the screws were missing", "it came without the remote"],
    Reason.NOT_AS_DESCRIBED: ["it's not as described", "it looks nothing like the picture", "not what I expected"],
    Reason.ARRIVED_LATE: ["it came too late", "it arrived after the birthday"],
    Reason.NEVER_ARRIVED: ["It never arrived", "I didn't receive it", "the package was stolen"],
    Reason.QUALITY: ["poor quality", "it feels cheap", "they're falling apart"],
    Reason.WRONG_SIZE_FIT: ["It's too small", "they don't fit", "wrong size", "I need a bigger size"],
    Reason.NOT_COMPATIBLE: ["it's not compatible with my phone", "it doesn't work with my laptop", "it doesn't fit my phone"],
    Reason.ORDERED_BY_MISTAKE: ["I ordered it by mistake", "I ordered two by accident", "I bought the wrong one"],
    Reason.NO_LONGER_WANTED: ["I changed my mind", "I just don't want it anymore", "I don't need it", "I already have one"],
    Reason.BETTER_PRICE: ["found it cheaper somewhere else", "I found a better price", "it's too expensive"],
    Reason.EXTRA_ITEM: ["they sent me an extra one", "I got one too many"],
    Reason.UNAUTHORIZED_PURCHASE: ["I didn't order this", "my kid ordered it"],
}  # fmt: skip


@pytest.mark.parametrize(("reason", "text"), [(reason, text) for reason, texts in SAID.items() for text in texts])
def test_a_reason_is_known_by_many_wordings(reason, text):
    assert reason_in(text).reason == reason


@pytest.mark.parametrize("text", ["The headphones.", "Amazon", "yes", "94107", "Carter", "can you repeat that", ""])
def test_what_is_no_reason_gives_none(text):
    assert reason_in(text) is None


def test_every_reason_of_the_domain_has_wordings():
    assert set(SAID) == set(Reason)
