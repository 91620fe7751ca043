"""Which question of policy some words ask, and what they say besides: whose item, paid with what, opened or not.

Keywords, the particular before the general; about what kind of item, finds `category_for`.
"""

import re

from returnflow.returns.model import Seller, Tender
from returnflow.returns.policy.answer import Question

_WORDS: tuple[tuple[Question, str], ...] = (
    (Question.HOLIDAY, r"holidays?|christmas|xmas|black friday|cyber monday|thanksgiving|season"),
    (Question.RECEIPT, r"receipt|proof of purchase|packing slip"),
    (
        Question.GIFT,
        r"(?:was|got|were) (?:a |given|as a )?gift|gift(?:ed)? (?:return|to me|from)|return(?:ing)? a gift|given to me|giver",
    ),
    (
        Question.CLAIM,
        r"guarantee|seller (?:does ?n[o']?t|won'?t|never|refuses|ignores)|\bclaim\b|never arriv\w+|marketplace promise",
    ),
    (Question.WARRANTY, r"warrant\w+|manufacturer"),
    (Question.BUNDLE, r"bundle|\bset\b|only (?:one )?part of"),
    (Question.COUPON, r"coupons?|promo\w*|discount|voucher|certificate"),
    (
        Question.WHO_PAYS_SHIPPING,
        r"(?:who|do i|will i|have to).{0,24}\bpay\w*|return shipping|shipping (?:cost|fee|free|back)|postage|free returns?",
    ),
    (Question.WHAT_IF_LATE, r"(?:if|when).{0,20}\b(?:late|too long|miss)|late fee|after the (?:deadline|last day)|\btoo late\b"),
    (Question.WHAT_IF_DAMAGED, r"(?:if|when|i).{0,24}\b(?:damage\w*|broke\w*|scratch\w*|wore|worn|used)\b"),
    (Question.RESTOCKING_FEE, r"re-?stocking|\bfees?\b|open(?:ed)? (?:it|box|the)|already open\w*|charge\w*"),
    (Question.MAY_I_KEEP_IT, r"keep (?:it|the|them)|without (?:returning|sending)|have to send"),
    (Question.EXCHANGE, r"exchang\w+|replac\w+|swap\w*|another (?:one|size)"),
    (
        Question.WHEN_REFUNDED,
        r"(?:when|how (?:long|soon|fast|quick\w*)).{0,40}\b(?:refund\w*|money|paid back|credit)|"
        r"refund.{0,16}\b(?:take|time|long)|money (?:back )?(?:right away|at once|immediately)|(?:instant|advance) refund",
    ),
    (
        Question.WHERE_REFUNDED,
        r"(?:where|which card|how).{0,30}\b(?:refund\w*|money)|original payment|lost my card|different card|closed account|"
        r"store credit",
    ),
    (Question.WHERE_TO_START, r"(?:how|where) do i (?:start|begin)|website|online"),
    (
        Question.HOW_TO_SEND,
        r"drop|send it|mail|ship|label|printer|pick ?up|do i (?:take|bring)|bring it|counter|\bqr\b|how (?:do i|to) return|"
        r"(?:return|take) (?:it|them|this|that|something) (?:back )?(?:at|to|in|into) |in[- ]store",
    ),
    (Question.WHAT_CONDITION, r"condition|packag\w+|tags?\b|original box|unused|unopened|assembled"),
    (Question.IS_IT_FREE, r"\bfree\b|cost"),
    (
        Question.HOW_LONG,
        r"how (?:long|many days|much time)|until when|deadline|window|days|last day|by when|return|"
        r"\btak(?:e|es|ing)(?: \w+){0,3} back|(?:what|how) about",
    ),
)
_SELLER = re.compile(r"market ?place|third[- ]party|\b(?:another|other|outside|private|independent) seller")
_OPENED = re.compile(r"\bopen(?:ed)?\b|broke the seal|seal is broken")
# A gift card is an item as well, so only money that goes to one counts.
_TENDERS: tuple[tuple[Tender, str], ...] = (
    (Tender.GIFT_CARD, r"(?:to|on|onto|with|by|paid|from) (?:a|my|the)? ?gift card|account balance"),
    (Tender.DEBIT_CARD, r"debit"),
    (Tender.PREPAID_CARD, r"(?:to|on|onto|with|by|paid|from) (?:a|my|the)? ?prepaid"),
    (Tender.CHECKING_ACCOUNT, r"checking account|bank account"),
    (Tender.POINTS, r"\bpoints\b"),
    (Tender.EBT, r"\bebt\b|\bsnap\b|food stamps"),
    (Tender.PAY_IN_CASH, r"paid (?:in )?cash|pay in cash"),
    (Tender.INTERNATIONAL_BANK, r"(?:international|foreign) bank"),
)
_PAID = tuple((tender, re.compile(words)) for tender, words in _TENDERS)
_PATTERNS = tuple((question, re.compile(rf"(?:{words})")) for question, words in _WORDS)


def question_in(words: str) -> Question | None:
    """The question asked, None when none is recognised."""
    said = _plain(words)
    return next((question for question, pattern in _PATTERNS if pattern.search(said)), None)


def seller_in(words: str) -> Seller:
    """Whose item it is: the store's own unless the words name somebody else."""
    return Seller.MARKETPLACE if _SELLER.search(_plain(words)) else Seller.STORE


def tender_in(words: str) -> Tender | None:
    """What the words say was paid with, or where the money is to go; None when they do not."""
    said = _plain(words)
    return next((tender for tender, pattern in _PAID if pattern.search(said)), None)


def opened_in(words: str) -> bool:
    """Whether the words say that the item was opened."""
    return bool(_OPENED.search(_plain(words)))


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
