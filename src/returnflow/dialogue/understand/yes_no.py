"""Yes and no in their many wordings."""

import re

from returnflow.dialogue.understand.words import plain

_YES_WORDS = (
    r"yes|yeah|yep|yup|yea|yah|ya|yess|sure|okay|ok|correct|corrects|right|exactly|absolutely|definitely|"
    r"certainly|indeed|affirmative|totally|true|accurate|confirm|confirmed|positive|agreed|accepted|awesome|certain|fine|"
    r"uh ?huh|uhhuh|mm ?hm+|mhm+|m ?hm+|alright|all right|perfect|great"
)
_YES_PHRASES = (
    r"of course|go ahead|go for it|do it|do that|please do|sounds? (?:good|great|fine|right)|that(?:'s| "
    r"is| s|s)? (?:right|correct|fine|good|it|great|perfect|ok|okay|the one|true)|"
    r"that works|works for me|i do(?! not)|i would(?! (?:like|prefer|rather|say|have|not|love|want))|i'?d "
    r"like that|i agree|i confirm|confirmed?|let'?s do (?:it|that)|why not|"
    r"that would be (?:great|good|fine|nice|lovely)|i guess(?: so)?|i think so|i suppose(?: so)?|fine(?: "
    r"by me| with me)?|no problem|create it|make it|you (?:got|have) it|proceed|book it|yes please"
)
_NO_WORDS = (
    r"no|nope|nah|naw|never|negative|not|don'?t|nay|false|untrue|invalid|inaccurate|pass|refuse|decline|disagree|"
    r"uh ?uh|mm ?mm|cancel|stop"
)
_NO_PHRASES = (
    r"(?:absolutely|definitely|certainly|of course|totally|sure|probably|prefer|rather|surely) not|"
    r"no thanks?(?: you)?|not (?:really|now|yet|at all|today|right|correct|quite)|i don'?t (?:think so|want|need|agree)|i do not|"
    r"that(?:'s| is|s)? (?:not|wrong|incorrect|all|everything)|(?:that|this) (?:isn'?t|is not)|wrong|"
    r"incorrect|forget it|never ?mind|rather not|do not|"
    r"nothing(?: else)?|i'?m (?:good|fine|all set|done)|that will be all|that'?ll be all|all set|we'?re "
    r"(?:good|done)|don'?t do (?:it|that)|leave it"
)
SPOKEN = {
    True: ("Yes.", "Yeah.", "Yep.", "Sure.", "Okay.", "Correct.", "Uh-huh."),
    False: ("No.", "Nope.", "Nah.", "No thanks.", "Not really.", "No, thank you.", "Uh-uh."),
}
"""Fixed wordings of both answers, for comparing with the sound of one."""
_YES = re.compile(rf"\b(?:{_YES_PHRASES}|{_YES_WORDS})\b")
_NO = re.compile(rf"\b(?:{_NO_PHRASES}|{_NO_WORDS})\b")
_LEADERS = re.compile(r"^(?:(?:well|oh|um|uh(?! huh| uh)|so|hmm?|ah|er|and|i said|you know|i mean) )+")
# Heard for a lone answer by the recogniser.
_LONE = {
    "please": True,
    "know": False,
    "now": False,
    "noh": False,
    "yet": True,
    "yas": True,
    "yeh": True,
    "yes sir": True,
    "yes ma'am": True,
    "s": True,
}
_UNSURE = re.compile(
    r"\b(?:don'?t|do not|not|no|never|haven'?t|have no|without) (?:really |quite |exactly |entirely |"
    r"completely |a |an |have (?:a |an |any |that )?|"
    r"that |any |so |too |very |the )*(?:know|known|sure|certain|idea|clue|remember|information|knowledge|confident|positive)\b|"
    r"\b(?:maybe|perhaps|unsure|possibly|unclear|uncertain|(?:hard|tough|difficult) to (?:say|tell)|it "
    r"depends|could (?:be|go) either|dunno|"
    r"who knows|let me think)\b"
)
_WEAK = frozenset(
    {"okay", "ok", "right", "sure", "great", "alright", "all right", "perfect", "that's right", "fine", "true", "certain"}
)
_STRONG = frozenset({
    "yes", "yeah", "yep", "yup", "yea", "yes please", "of course", "go ahead", "please do", "do it", "absolutely", "definitely",
    "certainly", "exactly",
})  # fmt: skip
_NOT_A_NO = re.compile(r"\b(?:no problem|no worries|not a problem|why not|no doubt)\b")


def yes_or_no(text: str) -> bool | None:
    """True for a yes, False for a no, None when the words are neither or both with no clear lead."""
    said = _LEADERS.sub("", plain(text))
    if said in _LONE:
        return _LONE[said]
    if _UNSURE.search(said):
        return None
    said = _NOT_A_NO.sub("sure", said)
    yes, no = _YES.search(said), _NO.search(said)
    if yes is None or no is None:
        return None if yes is no else yes is not None
    if yes.start() == 0 and no.start() > 0:
        # "Yes, that's not a problem" is a yes; "right, no" and "okay, don't" are not.
        return yes.group() not in _WEAK
    return False if no.start() == 0 else None


def is_clean_yes(text: str) -> bool:
    """A yes that may change something: a yes and nothing else, or one that leads with a word that is always one."""
    if yes_or_no(text) is not True:
        return False
    lead = _YES.match(_LEADERS.sub("", plain(text)))
    return is_pure(text) or (lead is not None and lead.group() in _STRONG)


def is_pure(text: str) -> bool:
    """Whether the utterance is an answer and nothing else: at most politeness around it."""
    rest = _YES.sub(" ", _NO.sub(" ", plain(text)))
    rest = re.sub(
        r"\b(?:please|thanks?|thank you|you|it|that|is|that's|um|uh|well|oh|so|i|to|very|much|sir|ma'am|just|and|for "
        r"me|then)\b",
        " ",
        rest,
    )
    return not rest.split()
