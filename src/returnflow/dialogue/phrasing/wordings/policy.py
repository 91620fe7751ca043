"""Answers to questions of policy. Every value comes from a rule, whose id travels with the phrase."""

WORDINGS: dict[str, tuple[str, ...]] = {
    "policy_window": (
        "At {store} it's {days} days from {anchor}.",
        "{store} gives you {days} days, counted from {anchor}.",
    ),
    "policy_window_at_least": (
        "It's at least {days} days from {anchor}. The seller at {store} may allow longer.",
        "At {store} it's {days} days or more from {anchor}, as the seller allows.",
    ),
    "policy_season": (
        "What's bought in this holiday season can come back until {deadline}.",
        "For purchases of this season, it's longer: until {deadline}.",
    ),
    "policy_season_open": (
        "By the usual holiday dates it's until {deadline}. {store} hasn't confirmed them yet.",
        "It may be longer, until {deadline}. That's the usual holiday date, not yet confirmed by {store}.",
    ),
    "policy_not_confirmed": (
        "That's the usual holiday date, and {store} hasn't confirmed it yet.",
        "It's the usual date for the holidays, not yet confirmed by {store}.",
    ),
    "policy_not_returnable": ("This kind of item can't be returned at {store}.", "{store} doesn't take this kind of item back."),
    "policy_deadline": ("You can return it until {deadline}.", "The last day is {deadline}."),
    "policy_processing": (
        "Once it has arrived, it's checked within {least} to {most} {unit}.",
        "Checking it takes {least} to {most} {unit} once it's there.",
    ),
    "policy_processing_most": (
        "Once it has arrived, it's checked within {most} {unit}.",
        "Checking it takes up to {most} {unit} once it's there.",
    ),
    "policy_refund_time": (
        "The refund takes {least} to {most} {unit} once it's issued.",
        "Once it's issued, count on {least} to {most} {unit}.",
    ),
    "policy_refund_time_most": (
        "The refund takes up to {most} {unit} once it's issued.",
        "Once it's issued, count on {most} {unit} at most.",
    ),
    "policy_refund_where": ("It goes back to the way you paid.", "The money returns to what you paid with."),
    "policy_refund_gift": (
        "For a gift, the refund comes as a gift card.",
        "As it was a gift, the money comes as a gift card.",
    ),
    "policy_cost_free": ("Returning it is free when you use the free method.", "There's a free way to return it."),
    "policy_cost_seen": (
        "You hear the exact amount before anything is created.",
        "I'll tell you the amount before I create anything.",
    ),
    "policy_drop_off": ("Many places take it with a code, without a box.", "You can drop it off with a code, no box needed."),
    "policy_store_counter": ("You can take it to any store's service desk.", "Any store's service desk takes it."),
    "policy_printer": (
        "You don't need a printer, a code on your phone is enough.",
        "No printer needed. A code on your phone will do.",
    ),
    "policy_packaging": (
        "The original packaging should go back with it, if you have it.",
        "Please return it with its packaging and accessories.",
    ),
    "policy_condition": ("It has to be {condition}.", "The rule is: {condition}."),
    "policy_receipt": ("The order number is all I need.", "You don't need a receipt, the order number is enough."),
    "policy_privacy": (
        "I only use it to find your order and make the return.",
        "It's used to find your order, and for nothing else.",
    ),
    "policy_amount": ("You get {amount} back.", "The refund is {amount}."),
    "policy_amount_later": (
        "I can tell you once I've found the order.",
        "That I know as soon as I have the order and the reason.",
    ),
    "policy_depends": ("That depends on the store.", "Each store has its own rules for that."),
    "policy_unknown": ("I don't have a rule about that. A person can tell you.", "That I can't answer. A person could."),
}
