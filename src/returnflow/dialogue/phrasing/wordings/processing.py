"""The summary, the yes, the return, the label."""

WORDINGS: dict[str, tuple[str, ...]] = {
    "summary": (
        "You'd get {amount} back for {item}.",
        "That's {amount} back to you for {item}.",
    ),
    "summary_many": ("You'd get {amount} back for {count} {item}.", "That's {amount} back to you for {count} {item}."),
    "fee": ("{fee} is kept as a fee.", "A fee of {fee} is taken off already."),
    "method_drop_off_code": (
        "You drop it off with a code, by {deadline}.",
        "You hand it in with a code, no box needed, by {deadline}.",
    ),
    "method_printed_label": (
        "You send it with a printed label, by {deadline}.",
        "It goes back with a printed label, by {deadline}.",
    ),
    "method_store_counter": (
        "You bring it to a store's service desk, by {deadline}.",
        "You take it to the service desk in a store, by {deadline}.",
    ),
    "method_pickup": ("It's picked up from your door, by {deadline}.", "A carrier picks it up, by {deadline}."),
    "condition": ("It has to be {condition}.",),
    "ask_confirm.1": ("Shall I create the return?", "Would you like me to create it?"),
    "ask_confirm.2": ("Please say yes to create the return, or no to leave it.", "Yes or no: shall I create the return now?"),
    "ask_confirm.3": ("I only create it when you say yes. Shall I?", "Just say yes or no. Shall I create it?"),
    "made": ("Done. Your return number is {rma}.", "All set. The return number is {rma}."),
    "label_ready": (
        "Your label is on the screen, and on its way to your email.",
        "The label is on your screen now, and it comes by email too.",
    ),
    "label_later": (
        "The label isn't ready yet. It will come to the email on the order.",
        "Your label follows by email, to the address on the order.",
    ),
    "hand_over_by": ("Please hand it over by {deadline}.", "Please get it on its way by {deadline}."),
    "keep_told": ("You can keep the item, nothing has to be sent.", "There's nothing to send back."),
    "ask_else.1": ("Is there anything else?", "Can I help with anything else?"),
    "ask_else.2": ("Is there anything else I can do for you?", "Do you need anything else today?"),
    "not_created": ("All right, I haven't created anything.", "Okay, nothing was created."),
    "open_failed": ("I couldn't create that return just now.", "That return couldn't be created right now."),
    "cancelled": ("All right, I'll leave it as it is. Nothing was created.", "Okay, I won't create a return."),
    "return_exists": (
        "The return {rma} stays as it is. A person can change or cancel it.",
        "The return {rma} is made already. Only a person can change it.",
    ),
    "goodbye": ("Thanks for calling. Goodbye.", "Thank you for calling. Goodbye.", "You're welcome. Goodbye."),
    "goodbye_refused": ("I'm sorry I couldn't do more. Goodbye.", "Sorry it didn't work out this time. Goodbye."),
    "another_item": ("Sure, let's return another one.", "Okay, one more return."),
}
