"""Greeting, what the call is about, which store."""

WORDINGS: dict[str, tuple[str, ...]] = {
    "greeting": ("Hi, this is {brand}, an automated assistant for returns.",),
    "recording_on": ("This call is recorded. Say don't record, and I'll stop.",),
    "recording_off": ("This call isn't recorded.",),
    "person_any_time": ("You can ask for a person at any time.",),
    "welcome_back": ("Sorry, we were cut off for a moment.", "Sorry about that short break."),
    "ask_store.1": ("Was it ordered from Amazon or Walmart?", "Is the order from Amazon or Walmart?"),
    "ask_store.2": ("Which store was it, Amazon or Walmart?", "Is that an Amazon or a Walmart order?"),
    "ask_store.3": (
        "You can also type it. Is it Amazon or Walmart?",
        "I handle Amazon and Walmart orders. Please say or type which one it is.",
    ),
    "store_noted": ("Okay, {store}.", "Thanks, {store}.", "Got it, {store}."),
    "store_changed": ("All right, {store} then.", "No problem, {store} it is."),
    "happy_to_help": ("I can help with that.", "Sure, let's get that done.", "Happy to help."),
}
