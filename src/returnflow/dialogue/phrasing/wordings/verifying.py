"""Order number, second fact, item, reason."""

WORDINGS: dict[str, tuple[str, ...]] = {
    "ask_order.1": ("What's the order number?", "Can you give me the order number?"),
    "ask_order.2": (
        "It has {length} digits. Please read it to me in groups.",
        "I need all {length} digits of the order number. Take your time.",
    ),
    "ask_order.3": (
        "You can also type the order number on the keypad, or ask for a person.",
        "If it's easier, type the order number, or say agent for a person.",
    ),
    "ask_order_again.1": ("Could you give me the order number once more?", "Please tell me the order number again."),
    "order_rest": ("I have {digits} so far. What comes next?", "So far {digits}. Please go on."),
    "ask_order_part.1": ("Please say just {part} again.", "Can you repeat only {part}?"),
    "ask_order_part.2": ("One more time, only {part}.", "I need {part} once more, slowly."),
    "ask_order_part.3": ("You can also type {part} on the keypad.", "If it's easier, type {part}."),
    "order_miscount": ("I got {count} digits, and it should be {length}.", "That was {count} digits. It should be {length}."),
    "number_taken": ("Thanks.", "Thank you.", "Got it."),
    "order_changed": ("Okay, a different order.", "Sure, let's take the other order."),
    "ask_fact.1": ("What's the ZIP code, or the last name on the order?", "And the ZIP code, or the last name on it?"),
    "ask_fact.2": (
        "I need the five digit ZIP code, or the last name. You can spell it.",
        "Please tell me the delivery ZIP code, or spell the last name.",
    ),
    "ask_fact.3": (
        "You can type the ZIP code on the keypad, or ask for a person.",
        "If it's easier, type the ZIP code, or say agent for a person.",
    ),
    "ask_zip.1": ("What's the ZIP code it was sent to?", "And the ZIP code of the delivery address?"),
    "ask_name.1": ("What's the last name on the order? You can spell it.", "And the last name on the order? Please spell it."),
    "wrong_fact": (
        "Those two don't match what I have.",
        "I can't find an order with those two details.",
        "That doesn't match our records.",
    ),
    "locked": (
        "I couldn't match those details, so I have to stop here for this order.",
        "That was the third try, so I can't open this order any more today.",
    ),
    "verified": ("Thank you, I found it.", "Thanks, that's it.", "Perfect, I have it."),
    "verified_item": ("Thank you, I found it: {item}.", "Thanks, I have it here: {item}.", "Found it: {item}."),
    "ask_item.1": ("Which item is it: {items}?", "Which one goes back: {items}?"),
    "ask_item.2": ("The order has {items}. Which one?", "I see {items} on the order. Which one is it?"),
    "ask_item.3": ("Please say just the item: {items}.", "Is it {items}? You can say the first, the second, and so on."),
    "ask_which.1": (
        "There are {count} items on it. Which one goes back?",
        "I see {count} items. Which one do you want to return?",
    ),
    "ask_which.2": ("It has {items}. Which one?", "On the order there's {items}. Which one is it?"),
    "ask_which.3": ("Please say just one: {items}.", "You can say the first, the second, and so on: {items}."),
    "item_changed": ("Okay, {item} instead.", "No problem, {item} then."),
    "already_returned": (
        "There's a return for {item} already. Its number is {rma}.",
        "A return for {item} exists already, number {rma}.",
    ),
    "not_on_order": ("I don't see that on this order.", "That isn't on this order."),
    "one_by_one": ("Let's take them one by one.", "Okay, one after the other."),
    "refund_only": (
        "I can arrange a refund. For a replacement, just ask for a person.",
        "What I can do is a refund. A person can see about a replacement.",
    ),
    "ask_quantity.1": ("There are {count} of them. How many go back?", "You bought {count}. How many are you returning?"),
    "ask_quantity.2": ("How many of the {count} would you like to return?", "Please tell me a number from one to {count}."),
    "ask_reason.1": ("What's the reason for the return?", "Why would you like to return it?"),
    "ask_reason.2": (
        "For example, is it broken, or did you change your mind?",
        "Did something go wrong with it, or is it just not wanted?",
    ),
    "ask_reason.3": (
        "Say something like defective, wrong item, or no longer wanted.",
        "A word is enough, like damaged, too small, or not needed.",
    ),
    "reason_sorry": ("I'm sorry about that.", "Sorry to hear that.", "That's a pity, sorry."),
    "reason_noted": ("All right.", "Okay.", "Understood."),
    "reason_changed": ("Okay, I've changed the reason.", "All right, I've noted that instead."),
    "find_order_number": (
        "It's in the confirmation email, and under your orders in the app.",
        "You'll find it in the order email, or under your orders in the app.",
    ),
    "person_can_find": (
        "Without the number, a person can look it up for you.",
        "If you can't find it, a person can look for it.",
    ),
}
