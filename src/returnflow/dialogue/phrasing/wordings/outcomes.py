"""What becomes of a wish that is not simply granted: why not, why a person decides, what is kept, what else matters."""

WORDINGS: dict[str, tuple[str, ...]] = {
    "refused_window": (
        "I'm sorry. It could be returned until {deadline}, so the time is over.",
        "I'm sorry, the last day to return it was {deadline}.",
    ),
    "refused_category": (
        "I'm sorry, {store} doesn't take back this kind of item.",
        "I'm sorry. By {store}'s rules, this kind of item can't be returned.",
    ),
    "refused_refunded": (
        "I'm sorry. The item it replaced was refunded already, so it can't be refunded again.",
        "I'm sorry. It was sent in place of an item that has been refunded by now.",
    ),
    "needs_person": (
        "This one has to be decided by a person.",
        "A person needs to look at this one.",
    ),
    "needs_person_claim": ("A missing parcel is checked by a person.", "When it never arrived, a person has to look into it."),
    "needs_person_amount": (
        "A refund of {amount} has to be confirmed by a person.",
        "For {amount}, a person has to confirm it's you.",
    ),
    "needs_person_bundle": (
        "It was sold as a set, and the set goes back together. A person arranges that.",
        "That's part of a set, which can only go back together. A person can arrange it.",
    ),
    "needs_person_origin": (
        "It was sent as a replacement, and I can't see the first order. A person can.",
        "That's a replacement. A person has to look up what was bought first.",
    ),
    "needs_person_warranty": (
        "It could be returned until {deadline}. For a defect there may be a warranty, and a person can tell you.",
        "The last day to return it was {deadline}. A person can see about the maker's warranty.",
    ),
    "needs_person_late_fault": (
        "It could be returned until {deadline}. As something is wrong with it, a person can still look at it.",
        "The last day was {deadline}. But that isn't your fault, so a person can look at it.",
    ),
    "needs_person_fault": (
        "Usually {store} doesn't take this back. As something is wrong with it, a person looks at it.",
        "By {store}'s rules it doesn't go back. But that isn't your fault, so a person looks at it.",
    ),
    "needs_person_longer": (
        "The usual time was over on {deadline}, but the seller may allow longer. A person can ask.",
        "The last day was {deadline}. The seller may still say yes, and a person can ask.",
    ),
    "needs_person_delivery": (
        "I can't see when it arrived, so I don't know its last day. A person can check.",
        "It isn't on record when it came, and the days count from there. A person can check.",
    ),
    "needs_person_fee": (
        "For this one a fee may be kept, and a person has to say how much.",
        "A part of it may be kept as a fee. How much, only a person can say.",
    ),
    "needs_person_way": (
        "It can't go back the usual ways, so a person arranges it with you.",
        "For this item a person has to arrange how it goes back.",
    ),
    "summary_keep": ("You can keep {item}, and you'd get {amount} back.", "You'd get {amount} back, and you can keep {item}."),
    "summary_digital": (
        "There's nothing to send back, and you'd get {amount} back for {item}.",
        "You'd get {amount} back for {item}. There's nothing to send.",
    ),
    "summary_exchange": (
        "For {item} the rules allow an exchange for the same item, not a refund.",
        "{item} can be exchanged for the same item, but not refunded.",
    ),
    "summary_nothing": (
        "{item} can go back, but there'd be no money to pay back.",
        "You can send {item} back. There'd be nothing to refund, though.",
    ),
    "summary_nothing_kept": (
        "You can keep {item}, but there'd be no money to pay back.",
        "There's no need to send {item} back. There'd be nothing to refund, though.",
    ),
    "gift_card": (
        "As it was a gift, the money comes as a gift card. Whoever gave it isn't told.",
        "For a gift, the refund is a gift card, and the giver isn't told.",
    ),
    "season_open": (
        "That's the usual holiday date. {store} hasn't confirmed it yet, so sooner is safer.",
        "Sooner is safer, as {store} hasn't confirmed its holiday dates yet.",
    ),
    "nothing_to_send": ("There's nothing to send back.", "Nothing has to be sent."),
}
