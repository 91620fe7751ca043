"""The way to a person."""

WORDINGS: dict[str, tuple[str, ...]] = {
    "offer_person.1": ("Would you like to talk to a person?", "Shall I get a person?"),
    "offer_person.2": ("A person can help. Shall I get one, yes or no?", "Yes or no: would you like a person?"),
    "offer_person.3": ("Just say yes for a person, or no to go on.", "Say yes, and I'll get a person for you."),
    "queued": ("All right, I've passed everything on.", "Okay, a person has all the details now."),
    "nobody_free": ("Nobody is free right now.", "All my colleagues are busy at the moment."),
    "closed_until": ("Nobody is here at this hour. My colleagues are back {when}.", "My colleagues are back {when}."),
    "ask_callback.1": ("Shall we call you back?", "Would you like a call back?"),
    "ask_callback.2": ("Yes or no: should somebody call you back?", "We can call you back. Would you like that?"),
    "ask_callback.3": ("Please say yes for a call back, or no.", "Just yes or no: a call back?"),
    "ask_phone.1": ("What number should we call?", "Which phone number is best?"),
    "ask_phone.2": ("Please say the ten digits of your phone number.", "I need the phone number with its area code."),
    "ask_phone.3": ("You can type the phone number on the keypad.", "Please type the ten digits, if that's easier."),
    "ask_phone_right.1": ("I have {phone}. Is that right?", "That's {phone}. Correct?"),
    "ask_phone_right.2": ("Is {phone} right, yes or no?", "Please say yes if {phone} is right."),
    "ask_phone_right.3": ("Just yes or no: is it {phone}?", "Say yes if the number is {phone}."),
    "phone_again": ("Sorry. Let's take it again.", "Okay, once more then."),
    "callback_set": (
        "Somebody will call you back on that number. Goodbye.",
        "Thank you. We'll call you on that number. Goodbye.",
    ),
    "no_callback": ("All right. Your case stays in the queue.", "Okay. Your request stays with us."),
    "safety": (
        "Please stop using it, and keep it away from anything that burns.",
        "Please don't use it any more, and keep a safe distance from it.",
    ),
    "safety_no_mail": (
        "Don't put it in the mail. A person takes care of this.",
        "It must not go in the mail. I'm getting a person.",
    ),
    "injury": (
        "I hope you're all right. In an emergency, please call nine one one.",
        "I'm very sorry. If anyone is hurt, please call nine one one.",
    ),
    "legal": ("I understand. A person has to deal with that.", "I see. That's for one of my colleagues."),
    "person_now": ("Of course.", "Sure, I'll see who's there.", "No problem."),
    "carry_on": ("Okay, let's go on.", "All right, let's carry on."),
}
