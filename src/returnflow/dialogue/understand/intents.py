"""What the caller wants of the desk, scored by wording alone, and which question of policy he asks.

These are rules: certain where they find something, blind to everything else. `classifier` weighs them with the rest.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from returnflow.dialogue.understand.words import plain


class Intent(StrEnum):
    """What the call is about."""

    PROCESS_RETURN = "process_return"
    REFUND_STATUS = "refund_status"
    ORDER_STATUS = "order_status"
    CANCEL_ORDER = "cancel_order"
    CANCEL_RETURN = "cancel_return"
    EXCHANGE = "exchange"
    CHARGE_COMPLAINT = "charge_complaint"
    CHANGE_ADDRESS = "change_address"
    POLICY_QUESTION = "policy_question"
    PLACE_ORDER = "place_order"
    CHANGE_ORDER = "change_order"
    DISPUTE_REFUND = "dispute_refund"
    LABEL_HELP = "label_help"


class Topic(StrEnum):
    """A question about policy."""

    WINDOW = "window"
    REFUND_TIME = "refund_time"
    REFUND_WHERE = "refund_where"
    AMOUNT = "amount"
    COST = "cost"
    DROP_OFF = "drop_off"
    PACKAGING = "packaging"
    PRINTER = "printer"
    CONDITION = "condition"
    FIND_ORDER_NUMBER = "find_order_number"
    RECEIPT = "receipt"
    PRIVACY = "privacy"


@dataclass(frozen=True, slots=True)
class Scored:
    """An intent and how sure (0 to 1)."""

    intent: Intent
    confidence: float


_RETURN_VERB = (
    r"return(?:s|ing|ed)?|send(?:ing)? (?:\w+ ){0,4}?back|give (?:\w+ ){0,4}?back|bring(?:ing)? (?:\w+ ){0,4}?back|"
    r"take (?:\w+ ){0,4}?back|refund(?:ed)?|money back|rma|get rid of"
)
_INTENTS: dict[Intent, tuple[tuple[float, str], ...]] = {
    Intent.REFUND_STATUS: (
        (
            0.95,
            r"(?:where'?s?|status|hasn'?t|haven'?t|didn'?t|not|still|waiting|track|check|what happened) "
            r".{0,40}\brefund\b(?! policy)|refund .{0,24}(?:status|yet|late|processed|come through|not (?:here|"
            r"arrived))",
        ),
        (
            0.9,
            r"(?:already|i) (?:returned|sent (?:it|them) back)\b.{0,50}(?:money|refund|credit)|status of (?:my|"
            r"the|a) return|track (?:my|the|a) return|where'?s my money",
        ),
    ),
    Intent.ORDER_STATUS: (
        (
            0.9,
            r"(?:where'?s?|status|track\w*|when) .{0,30}\b(?:my|the|an) (?:order|package|parcel|delivery|shipment|"
            r"stuff)\b(?! number)|order status|(?:when|has) .{0,20}(?:ship|arrive|be delivered)|delivery status",
        ),
    ),
    Intent.CANCEL_ORDER: ((0.9, r"cancel (?:\w+ ){0,3}?(?:order|subscription|purchase|delivery|shipment)"),),
    Intent.CANCEL_RETURN: ((0.95, r"cancel (?:\w+ ){0,3}?(?:return|rma|label)"),),
    Intent.EXCHANGE: (
        (
            0.85,
            r"exchange|replac(?:e|ement|ing)|swap|(?:a|another|new) (?:one|size|colou?r) instead|send me (?:a|"
            r"another) (?:new|different)",
        ),
    ),
    Intent.CHARGE_COMPLAINT: (
        (
            0.9,
            r"(?:charged|billed) .{0,24}(?:twice|double|wrong|too much|extra|for something)|(?:wrong|extra|"
            r"unknown|strange|mystery|double) (?:charge|fee)|overcharged|dispute .{0,16}(?:charge|refund)|"
            r"promo(?:tion)? code|discount code",
        ),
    ),
    Intent.CHANGE_ADDRESS: (
        (
            0.9,
            r"(?:change|update|correct|new|wrong|different) .{0,16}(?:address|e-?mail|phone number|account|"
            r"password|payment|card)|reset .{0,10}password",
        ),
    ),
    Intent.PLACE_ORDER: ((0.8, r"(?:want|like|need) to (?:order|buy|purchase)\b|place an order|do you (?:sell|have|carry)"),),
    Intent.PROCESS_RETURN: (
        (
            0.95,
            rf"(?:want|need|like|have|trying|going|can i|could i|help|how (?:do|can) i|looking|wanna|start|make|"
            rf"process|do|about|hoping|wish|gotta|begin|request|initiate|set up|file|get) (?:\w+ "
            rf"){{0,6}}?(?:{_RETURN_VERB})",
        ),
        (0.8, rf"\b(?:{_RETURN_VERB})\b"),
    ),
}
_TOPICS: dict[Topic, str] = {
    Topic.FIND_ORDER_NUMBER: r"(?:where|how) .{0,24}(?:find|get|see|look up|is|locate) .{0,16}order (?:number|id)|where "
    r".{0,12}(?:find|is) (?:it|that|the number)|what'?s an order number|which number",
    Topic.REFUND_TIME: r"(?:when|how (?:long|soon|fast|quick\w*|many days)) .{0,50}(?:refund|money|paid|credit|get (?:it|"
    r"that|paid) back|reimburse\w*)|refund .{0,12}(?:take|time)",
    Topic.REFUND_WHERE: r"(?:where (?:will|does|do|would)|how (?:will|do) i get|which card|what card|to what|in what) "
    r".{0,30}(?:refund|money|credit)\b.{0,24}|"
    r"(?:refund|money) .{0,16}(?:go|back to|on) .{0,10}(?:my|the|which|what) (?:card|account|bank)|"
    r"original payment|store credit|gift card",
    Topic.WINDOW: r"(?:how (?:long|many days|much time)|what'?s the (?:deadline|window|time limit|limit)|until when|by "
    r"when|am i too late|is it too late|too late to|still return|return (?:window|policy|period|deadline)|"
    r"time limit|how late)\b(?!.{0,30}(?:refund|money))",
    Topic.AMOUNT: r"how much .{0,30}(?:get|refund|money back|receive|back)\b|what(?:'s| is| was) (?:the|my) (?:amount|refund)\b",
    Topic.COST: r"(?:how much|what) .{0,24}(?:cost|fee|charge|pay)|(?:is|are) .{0,30}\bfree\b|(?:any|a|is there|there "
    r"a|re-?stocking|shipping|return|return shipping) (?:fees?|costs?|charges?)|(?:do|will|would) i "
    r"(?:have to |need to )?pay|who pays|free (?:return|shipping)|cost (?:me )?anything",
    Topic.DROP_OFF: r"(?:where|which|what|how) .{0,30}(?:drop|take (?:it|them)|bring (?:it|them)|locations?|ups|store|hand "
    r"(?:it|them) in|mail (?:it|them))\b|drop ?-?off (?:point|location|place|where)|can (?:you|they|"
    r"someone|i) (?:pick|get) .{0,12}pick(?:ed)? ?up|pick (?:it|them) up|home pick ?up",
    Topic.PRINTER: r"(?:print(?:er|ing|ed)?)\b|(?:do i need|without) (?:a|the) label|qr code",
    Topic.PACKAGING: r"(?:need|have|keep|lost|threw|use|without|require\w*|in) .{0,20}(?:box|packag\w+|packing|wrapping|"
    r"original container)",
    Topic.CONDITION: r"(?:opened|open(?:ed)? (?:it|the)|used|unused|worn|tags?|unopened|original condition|what condition)\b",
    Topic.RECEIPT: r"receipt",
    Topic.PRIVACY: r"(?:what|how|do you|why|who) .{0,30}(?:my (?:data|information|details|recording)|privacy|personal "
    r"(?:data|information))|why do you need",
}
_QUESTION = re.compile(
    r"\?|\b(?:what|when|where|which|who|how|why|is (?:it|there|the)|are (?:there|the|returns)|do i|do you|"
    r"does|can i|can you|could i|will i|will you|will it|would i|should i|am i|may i|tell me)\b"
)
_WISH = re.compile(r"\b(?:want|need|like|can|could)\b.{0,24}\bpick(?:ed)? (?:it |them )?up\b")
_INTENT_PATTERNS = {
    intent: tuple((score, re.compile(rf"\b(?:{pattern})")) for score, pattern in rows) for intent, rows in _INTENTS.items()
}
_TOPIC_PATTERNS = {topic: re.compile(rf"\b(?:{pattern})") for topic, pattern in _TOPICS.items()}


def intents_in(text: str) -> tuple[Scored, ...]:
    """The intents whose wording is in `text`, most certain first; empty when nothing is recognised."""
    said = plain(text)
    found = []
    for intent, rows in _INTENT_PATTERNS.items():
        score = max((score for score, pattern in rows if pattern.search(said)), default=0.0)
        if score:
            found.append(Scored(intent, score))
    return tuple(sorted(found, key=lambda scored: -scored.confidence))


def topic_in(text: str) -> Topic | None:
    """The question of policy asked in `text`; statements ("I opened the box") are none, but a wish for a pick-up is."""
    said = plain(text)
    if _WISH.search(said):
        return Topic.DROP_OFF
    if not _QUESTION.search(text.lower()):
        return None
    return next((topic for topic, pattern in _TOPIC_PATTERNS.items() if pattern.search(said)), None)
