"""What is said about a code, and what only sounds like it."""

import pytest

from returnflow.conversation.expecting import Expect, Expecting
from returnflow.dialogue.understand.acts import Act, acts_in
from returnflow.dialogue.understand.numbers import find_numbers
from returnflow.dialogue.understand.one_time_code import AboutCode, about_code, channel_in
from returnflow.dialogue.understand.understanding import Context, understand
from returnflow.returns.contact import Channel

CODE = Expecting(Expect.CODE, digits=(6,))
WANTED = ("Can you send me a code?", "I'd like to use a code instead.", "Text me a verification code.", "Just send the passcode.")
NO_CODE_OF_OURS = (
    "My zip code is 94107.", "I have a promo code.", "Send me the QR code.", "Is there a discount code I need?",
    "I don't want a code.", "What's the area code?", "I need the return label.", "Where do I use the drop-off code?",
)  # fmt: skip
NOT_RECEIVED = (
    "I didn't get it.", "I haven't received anything.", "Nothing came.", "No code yet.", "Still waiting.", "It's not there.",
    "Can you send it again?", "Send another one.", "I don't see it.", "I don't have it yet.", "It never arrived.",
    "I cannot find the email.",
)  # fmt: skip
NO_ACCESS = (
    "I can't get to my email.", "I don't have access to that email.", "I lost my phone.", "That's an old email address.",
    "I can't open my mail right now.", "I'm not at my computer.", "I don't get texts on this phone.",
)  # fmt: skip
NEITHER = ("Hold on.", "Okay, let me check my email.", "One moment, I'm opening my laptop.", "Yes.", "I got it.", "It's Carter.")


@pytest.mark.parametrize(
    ("asked", "text", "meant"),
    [
        *((False, text, AboutCode.WANTED) for text in WANTED),
        *((False, text, None) for text in (*NO_CODE_OF_OURS, *NOT_RECEIVED, *NO_ACCESS, *NEITHER)),
        *((True, text, AboutCode.NOT_RECEIVED) for text in NOT_RECEIVED),
        *((True, text, AboutCode.NO_ACCESS) for text in NO_ACCESS),
        *((True, text, None) for text in NEITHER),
        (True, "Yes, please send it.", AboutCode.WANTED),
        (True, "I can't get to my email, can you text it?", AboutCode.WANTED),
    ],
)
def test_what_is_said_about_a_code_depends_on_whether_one_is_talked_about(asked, text, meant):
    assert about_code(text, asked) is meant


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("Can you text it to me?", Channel.SMS),
        ("Send it to my phone.", Channel.SMS),
        ("By text message, please.", Channel.SMS),
        ("Send it to my email.", Channel.EMAIL),
        ("Can you email it?", Channel.EMAIL),
        ("I didn't get it.", None),
        ("I can't get to my email.", None),
    ],
)
def test_a_channel_may_be_asked_for(text, channel):
    assert channel_in(text) is channel


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("four eight two nine one three", "482913"),
        ("It's 482 913.", "482913"),
        ("double four, one, oh seven nine", "441079"),
        ("4 8 2 9 1 3, thank you", "482913"),
        ("forty eight, twenty nine, thirteen", "482913"),
        ("482914, sorry, 482913", "482913"),
        ("48291", None),
        ("4829134", None),
        ("the code", None),
    ],
)
def test_six_digits_are_a_code_where_one_is_asked_for(text, code):
    assert find_numbers(text, CODE, "amazon").code == code


def test_an_order_number_at_that_question_is_an_order_number():
    found = find_numbers("no, it's order 114-2839407-5561823", CODE, "amazon")
    assert (found.code, found.order) == (None, "114-2839407-5561823")


def test_six_digits_are_a_code_at_another_question_only_while_one_is_waited_for():
    other = Expecting(Expect.YES_NO)
    assert understand("oh, it's 482913", Context(other, code_open=True, about_a_code=True)).numbers.code == "482913"
    assert understand("oh, it's 482913", Context(other)).numbers.code is None


@pytest.mark.parametrize(
    "text",
    [
        "Can you change my email address?", "Change the address, please.", "Refund it to a different card.",
        "Send the label to another email.", "Update my phone number.", "Can the refund go on my other card?",
    ],
)  # fmt: skip
def test_a_wish_to_change_where_things_go_is_noticed(text):
    assert Act.CHANGE_CONTACT in acts_in(text)


@pytest.mark.parametrize(
    "text",
    ["I ordered the wrong card.", "The address on the box is wrong.", "I want to change the item.", "I got a different phone."],
)
def test_a_wrong_item_is_no_wish_to_change_anything(text):
    assert Act.CHANGE_CONTACT not in acts_in(text)
