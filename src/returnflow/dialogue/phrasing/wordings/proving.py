"""The one-time code, and what follows from a return that is looked at more closely. Nobody is accused of anything."""

WORDINGS: dict[str, tuple[str, ...]] = {
    "facts_locked": (
        "Those details can't open this order today.",
        "I can't open this order with details like these any more today.",
    ),
    "code_needed": (
        "For this return I need one more check that it's you.",
        "Before I can go on, I need to be sure it's you.",
    ),
    "code_needed_amount": (
        "For a refund of this size I need to be sure it's you.",
        "With an amount like this, I need one more check that it's you.",
    ),
    "offer_code.1": (
        "I can send a code to the email or phone on the order. Shall I?",
        "A code can go to the email or phone on the order. Shall I send one?",
    ),
    "offer_code.2": (
        "Yes or no: shall I send a code to the contact on the order?",
        "Please say yes for a code to the contact on the order, or no.",
    ),
    "offer_code.3": ("Just yes or no: shall I send the code?", "Say yes, and I'll send the code."),
    "offer_code_to.1": ("I can send a code to {contact}. Shall I?", "A code can go to {contact}. Shall I send it?"),
    "offer_code_to.2": (
        "Yes or no: shall I send a code to {contact}?",
        "Please say yes for a code to {contact}, or no.",
    ),
    "offer_code_to.3": ("Just yes or no: a code to {contact}?", "Say yes, and the code goes to {contact}."),
    "code_sent": ("I've sent a code.", "Okay, the code is on its way.", "All right, I've sent it."),
    "code_sent_to": ("I've sent it to {contact}.", "Okay, it's on its way to {contact}."),
    "code_sent_again": (
        "I've sent a new one. Only the newest code counts.",
        "A new code is on its way. The one before doesn't count any more.",
    ),
    "ask_code.1": ("Please read me its six digits when it's there.", "Tell me the six digits as soon as you have them."),
    "ask_code.2": ("What are the six digits of the code?", "Please read me all six digits. Take your time."),
    "ask_code.3": (
        "You can type the six digits on the keypad, or ask for a person.",
        "If it's easier, type the code, or say agent for a person.",
    ),
    "code_miscount": ("I got {count} digits, and the code has six.", "That was {count} digits. It should be six."),
    "code_wrong": (
        "That isn't the code I sent. Please look at the newest message.",
        "That doesn't match. Please check the newest message once more.",
    ),
    "code_wait": (
        "It can take half a minute. If nothing comes, just tell me again.",
        "Sometimes it needs a moment. Tell me again if it isn't there in half a minute.",
    ),
    "code_in_a_moment": (
        "One was sent just now. I can send yours in half a minute.",
        "There was one a moment ago. In half a minute I can send another.",
    ),
    "code_patience": (
        "Take your time, I'm still here.",
        "No rush, the message may need a moment.",
        "I'm here, whenever you have it.",
    ),
    "code_expired": ("That code has run out.", "That code is too old by now."),
    "code_right": ("Thank you, that's right.", "Thanks, that's the code.", "Perfect, thank you."),
    "code_too_many": (
        "I can't send any more codes for now, but a person can help.",
        "No more codes can be sent at the moment. A person can help.",
    ),
    "code_locked": (
        "That's as often as I may try for today. A person can help.",
        "I can't try any more codes today, but a person can help.",
    ),
    "code_no_access": (
        "That's all right. A person can check it another way.",
        "No problem. A person has other ways to check it.",
    ),
    "code_no_contact": (
        "There's no email or phone on this order to send a code to.",
        "I have no contact on this order that I could send a code to.",
    ),
    "code_declined": ("All right, no code.", "Okay, without a code then."),
    "code_declined_person": (
        "All right. Without a code, a person has to confirm it.",
        "Okay. A person can confirm it instead.",
    ),
    "code_first_order": ("For a code I need the order number first.", "Sure, but first I need the order number."),
    "code_not_needed": ("There's no code needed for this.", "We don't need a code here."),
    "person_can_check": ("A person can check it another way.", "Without that, a person can look into it."),
    "after_check_value": (
        "For an item of this value, the refund goes out once the parcel has been checked in.",
        "With items of this value, the money follows when the parcel has been checked in.",
    ),
    "after_check_item": (
        "For this kind of item, the refund goes out once the parcel has been checked in.",
        "With this kind of item, the money follows when the parcel has been checked in.",
    ),
    "after_check_routine": (
        "The refund goes out once the parcel has been checked in.",
        "The money follows when the parcel has been checked in.",
    ),
    "after_check_delivery": (
        "The refund goes out once the delivery has been looked into.",
        "The money follows when the delivery has been looked into.",
    ),
    "after_check_change": (
        "The refund goes the usual way, once the parcel has been checked in.",
        "The money goes back the way it came, once the parcel has been checked in.",
    ),
    "look_value": (
        "With items of this value, one of my colleagues takes a look first.",
        "For an item of this value, a colleague looks at it before it goes on.",
    ),
    "look_item": (
        "With this kind of item, one of my colleagues takes a look first.",
        "For this kind of item, a colleague looks at it before it goes on.",
    ),
    "look_routine": (
        "For this return, one of my colleagues takes a look first.",
        "A colleague looks at this return before it goes on.",
    ),
    "look_delivery": (
        "The delivery has to be looked into first. A colleague does that.",
        "First a colleague looks into the delivery.",
    ),
    "look_change": (
        "When an address or a payment is to change, a colleague goes through it with you.",
        "Changes to an address or a payment are made with a colleague, for your safety.",
    ),
}
