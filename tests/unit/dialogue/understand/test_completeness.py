"""Is it an answer yet? Tables of what callers say up to a pause."""

import pytest

from returnflow.conversation.expecting import Expect, Expecting
from returnflow.dialogue.understand.completeness import Completeness, completeness

EXPECTED = {
    "yes/no": Expecting(Expect.YES_NO),
    "amazon": Expecting(Expect.ORDER_NUMBER, digits=(17,)),
    "walmart": Expecting(Expect.ORDER_NUMBER, digits=(15,)),
    "rest": Expecting(Expect.ORDER_NUMBER, digits=(7, 17)),
    "fact": Expecting(Expect.SECOND_FACT, digits=(5,)),
    "store": Expecting(Expect.STORE),
    "reason": Expecting(Expect.REASON),
    "phone": Expecting(Expect.PHONE, digits=(10, 11)),
    "item": Expecting(Expect.ITEM, options=("speaker", "charging cable", "phone stand")),
    "code": Expecting(Expect.CODE, digits=(6,)),
    "open": Expecting(Expect.OPEN),
}
TABLE = {
    Completeness.COMPLETE: [
        *(
            ("yes/no", text)
            for text in ("Yes.", "No.", "Yeah.", "Yep", "Nope.", "Yes, please.", "No, thank you.", "Sure, go ahead.")
        ),
        *(("yes/no", text) for text in ("No, that's all.", "That's right.", "uh-huh", "Okay.", "I don't think so.", "Correct.")),
        ("amazon", "one one four, two eight three nine four zero seven, five five six one eight two three."),
        ("amazon", "114-2839407-5561823"),
        ("amazon", "It's 114, 2839407, 5561823."),
        ("walmart", "two thousand one three nine, six four seven seven oh seven three three"),
        ("rest", "five five six one eight two three"),
        ("fact", "94107."),
        ("fact", "nine four one oh seven"),
        ("fact", "Carter."),
        ("fact", "It's Carter."),
        ("fact", "My last name is Carter."),
        ("code", "four eight two nine one three"),
        ("code", "It's 482 913."),
        ("store", "Amazon."),
        ("store", "It's from wall mart."),
        ("phone", "415 555 0101."),
        ("phone", "one four one five five five five oh one oh one"),
        ("item", "The charging cable, please."),
        ("item", "The speaker."),
        *((kind, "Can I talk to a person?") for kind in EXPECTED),
        *((kind, "Hold on.") for kind in EXPECTED),
        *((kind, "Can you repeat that?") for kind in EXPECTED),
    ],
    Completeness.INCOMPLETE: [
        *(("yes/no", text) for text in ("No,", "Yes,", "Well,", "Um", "No, I said", "Yes, but", "Yeah, that's", "Hi,", "")),
        *(
            ("amazon", text)
            for text in ("One one four,", "My order number is", "114-2839407", "one one four two eight", "Hi,", "It's")
        ),
        ("amazon", "114-2839407-556182"),
        ("walmart", "two thousand one three nine"),
        *(("fact", text) for text in ("nine four", "My last name is", "Carter,", "the zip code is", "um")),
        *(("code", text) for text in ("four eight two", "48291", "the code is", "um")),
        *(("store", text) for text in ("Hi,", "Well, um", "It's from", "Amazon, no,")),
        *(("reason", text) for text in ("Because", "They don't work, and", "It's", "Well,", "I just")),
        *(("phone", text) for text in ("four one five", "415 555", "1 415 555 010")),
        *(("open", text) for text in ("Hi,", "I want to", "My order number is", "and", "So")),
        ("item", "the"),
    ],
    Completeness.UNCERTAIN: [
        ("yes/no", "No, it's the charger."),
        ("amazon", "I bought it in March."),
        ("fact", "C A R T E R"),
        ("code", "It hasn't come yet."),
        ("code", "4829134"),
        ("store", "I'd like to return something."),
        ("reason", "They don't work."),
        ("open", "I'd like to return my headphones."),
        ("item", "The one I bought for my sister."),
    ],
}


@pytest.mark.parametrize(("verdict", "expected", "text"), [(verdict, *row) for verdict, rows in TABLE.items() for row in rows])
def test_each_pause_is_judged_by_what_is_expected(verdict, expected, text):
    assert completeness(EXPECTED[expected], text) is verdict


@pytest.mark.parametrize("said", ["Yes.", "No.", "Sure."])
def test_a_comma_turns_a_complete_answer_into_an_opening(said):
    assert completeness(EXPECTED["yes/no"], said) is Completeness.COMPLETE
    assert completeness(EXPECTED["yes/no"], said.replace(".", ",")) is Completeness.INCOMPLETE


def test_every_beginning_of_an_order_number_waits_and_the_whole_commits():
    digits = "11428394075561823"
    verdicts = [completeness(EXPECTED["amazon"], " ".join(digits[:length])) for length in range(1, 18)]
    assert verdicts == [Completeness.INCOMPLETE] * 16 + [Completeness.COMPLETE]


def test_any_text_at_all_gets_a_verdict():
    odd = ["\x00", "....", ",,,,", "9" * 400, "no " * 500, "ñandú", "?"]
    assert all(completeness(expecting, text) in Completeness for expecting in EXPECTED.values() for text in odd)
