"""What callers say about a one-time code: that they want one, that none came, that they cannot get to it.

Owns the wordings. They overlap with what means something else at other steps ("I didn't get it" asks to repeat), so most count
only while a code is talked about.
"""

import re
from enum import StrEnum

from returnflow.dialogue.understand.words import plain
from returnflow.returns.contact import Channel


class AboutCode(StrEnum):
    """One thing said about a code."""

    WANTED = "wanted"
    NOT_RECEIVED = "not_received"
    NO_ACCESS = "no_access"


_OTHER_CODES = frozenset({
    "zip", "postal", "post", "area", "promo", "promotion", "discount", "coupon", "voucher", "gift", "card", "qr", "bar", "off",
    "error", "product", "item", "color", "colour", "dress", "country", "return", "label", "tracking",
})  # fmt: skip
_WISHES = frozenset({
    "send", "resend", "text", "mail", "give", "get", "use", "need", "want", "try", "with", "by", "prefer", "like", "verification",
    "login", "access",
})  # fmt: skip
_BEFORE = 6
"""Words in front of "code" among which the wish for it stands: "can you send me one of those codes"."""
_SEND_IT = re.compile(r"\b(?:send|text|e ?mail|mail) (?:it|one|that|me one|me that|it to me)\b|\btext me\b|\be ?mail me\b")
_NOT_RECEIVED = re.compile(
    r"\b(?:didn't|did not|haven't|have not|hasn't|has not|don't|do not|can't|cannot|couldn't|never|still no|not|no)\b"
    r"(?: \w+){0,3}? (?:get|got|gotten|receive|received|see|seen|find|have (?:it|one|any|anything)|come|came|arrive|arrived|"
    r"showing|shown|code|message|mail|e ?mail|text)\b"
    r"|\bnothing (?:came|is there|there|yet|has|arrived|in|here)\b|\bno (?:code|e ?mail|mail|text|message)\b|"
    r"\bnot (?:there|here|yet)\b|\bstill (?:waiting|nothing)\b|\bwhere is (?:it|the code)\b|"
    r"\b(?:re ?send|(?:send|text|mail|try) (?:it |me |that |one |the code )*(?:again|once more)|"
    r"(?:another|new|different) (?:code|one))\b"
)
_PLACE = r"(?:e ?mails?|mails?|mail ?box|inbox|account|phone|cell|mobile|messages?|texts?|computer)"
_NO_ACCESS = re.compile(
    rf"\b(?:can't|cannot|can not|couldn't|could not|don't|do not|no|not|lost|without|unable to|won't)\b(?: \w+){{0,3}}? "
    rf"(?:access|get|reach|open|check|log|sign|use|look|read|into|have)\b(?: \w+){{0,4}}? {_PLACE}\b"
    rf"|\b(?:lost|forgot|without|locked out of) (?:\w+ ){{0,3}}?{_PLACE}\b"
    rf"|\b(?:old|wrong|isn't my|not my|is not my|changed my) (?:e ?mail|mail|phone|number|cell)\b"
    r"|\bno (?:longer|access)\b|\bdon't have access\b|\bnot at (?:home|my computer|my desk)\b"
)
_BY_TEXT = re.compile(
    r"\btext (?:it|me|the|that|one)\b|\b(?:by|via|a|as a|through|in a) (?:text|sms)\b|\btext message\b|\bsms\b|"
    r"\b(?:to|on) my (?:phone|cell|mobile)\b"
)
_BY_MAIL = re.compile(r"\be ?mail (?:it|me|the|that|one)\b|\b(?:by|via) e ?mail\b|\bsend\b(?: \w+){1,3} to (?:my|the) e ?mail\b")


def about_code(text: str, asked: bool) -> AboutCode | None:
    """What `text` says about a code; with `asked` one is being talked about, so that "I didn't get it" means the code."""
    said = plain(text)
    if not asked:
        return AboutCode.WANTED if _wanted(said) else None
    if channel_in(text):
        return AboutCode.WANTED
    for meant, pattern in ((AboutCode.NO_ACCESS, _NO_ACCESS), (AboutCode.NOT_RECEIVED, _NOT_RECEIVED)):
        if pattern.search(said):
            return meant
    return AboutCode.WANTED if _wanted(said) or _SEND_IT.search(said) else None


def _wanted(said: str) -> bool:
    """Whether a code is wished for, and not a ZIP code, a promo code or another that is none of ours."""
    tokens = said.split()
    for at, word in enumerate(tokens):
        before = tokens[max(0, at - _BEFORE) : at]
        if word in ("passcode", "passcodes"):
            return True
        if word in ("code", "codes") and before and before[-1] not in _OTHER_CODES and _WISHES & set(before):
            return not {"don't", "not", "no"} & set(before)
    return False


def channel_in(text: str) -> Channel | None:
    """The channel asked for: "can you text it", "send it to my email"."""
    said = plain(text)
    if _BY_TEXT.search(said):
        return Channel.SMS
    return Channel.EMAIL if _BY_MAIL.search(said) else None
