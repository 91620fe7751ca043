"""What can be said at every step: repetition, waiting, not understanding, small talk, silence."""

WORDINGS: dict[str, tuple[str, ...]] = {
    "of_course": ("Of course.", "Sure.", "No problem."),
    "slower": ("Sure, more slowly.", "Of course, slowly now."),
    "take_your_time": ("Take your time.", "No rush, I'll wait.", "Sure, I'm here."),
    "went_back": ("Okay, one step back.", "Sure, let's go back."),
    "trouble": ("Sorry, something went wrong on my side.", "I'm sorry, that didn't work on my side."),
    "not_understood": ("Sorry, I didn't get that.", "I didn't quite catch that.", "Sorry, I missed that."),
    "too_long": ("That was a lot at once. One thing at a time, please.", "Sorry, that's more than I can take in at once."),
    "not_speech": ("Sorry, I can only work with plain words.", "I can't read that. Plain words, please."),
    "heard_you": ("Yes, I can hear you.", "I'm here, I can hear you."),
    "i_am_automated": ("I'm an automated assistant, not a person.", "I'm a computer program, made for returns."),
    "what_i_do": ("I help with returns of Amazon and Walmart orders.", "I create returns for Amazon and Walmart orders."),
    "small_talk": ("Thanks for asking. I'm best at returns.", "That's kind. Returns are what I do best."),
    "no_override": ("I have to keep to the store's rules.", "The rules apply to everyone, I can't change them."),
    "hello": ("Hello.", "Hi there."),
    "you_are_welcome": ("You're welcome.", "My pleasure."),
    "sorry_trouble": ("I'm sorry about the trouble.", "I understand, and I'm sorry."),
    "recording_stopped": (
        "Okay, I've stopped recording, and what was recorded is deleted.",
        "The recording is off now, and it's deleted.",
    ),
    "not_recording": ("Nothing is being recorded.", "Don't worry, this call isn't recorded."),
    "out_of_scope": ("That's something a person has to help with.", "I can't do that one myself, but a person can."),
    "still_there": ("Are you still there?", "Hello, are you still with me?"),
    "silence_person": (
        "I can't hear anything. I can get a person, or you can type.",
        "I still can't hear you. You can type, or ask for a person.",
    ),
    "silence_end": (
        "I'll end the call here. Please call again any time. Goodbye.",
        "I can't hear you, so I'll hang up now. Goodbye.",
    ),
    "ask_open.1": ("What would you like to return?", "How can I help with your return?"),
    "no_problem": ("No problem.", "That's fine.", "All right."),
}
