"""What the caller does besides answering: asks to repeat, waits, corrects, wants a person, is angry, says goodbye.

Acts are found by wording and several may be in one utterance. What follows from them is the flows' business.
"""

import re
from enum import StrEnum

from returnflow.dialogue.understand.words import plain


class Act(StrEnum):
    """One dialogue act."""

    REPEAT = "repeat"
    SLOWER = "slower"
    WAIT = "wait"
    BACK = "back"
    GO_BACK = "go_back"
    CORRECT = "correct"
    PERSON = "person"
    GOODBYE = "goodbye"
    THANKS = "thanks"
    GREETING = "greeting"
    DONT_RECORD = "dont_record"
    ARE_YOU_A_BOT = "are_you_a_bot"
    CAN_YOU_HEAR = "can_you_hear"
    HELP = "help"
    DONT_KNOW = "dont_know"
    DONT_HAVE = "dont_have"
    ANGER = "anger"
    LEGAL = "legal"
    SAFETY = "safety"
    INJURY = "injury"
    CANCEL = "cancel"
    SMALL_TALK = "small_talk"
    OVERRIDE = "override"
    CHANGE_CONTACT = "change_contact"


_WORDINGS: dict[Act, tuple[str, ...]] = {
    Act.REPEAT: (
        r"(?:please |can you |could you |would you |will you |i need (?:you to |that |it ))?repeat(?:ed)?(?: "
        r"(?:that|it|this|the|what|your|"
        r"yourself|please|again|after)\b.*)?$|(?:say|ask|tell|run|read|hear)\b.{0,20}\b(?:again|once more|one "
        r"more time|said|over)\b",
        r"come again|what (?:did|was it|is it)? ?(?:you|that you) (?:just )?(?:say|said|ask)|what'?d you (?:just )?say|replay|"
        r"what (?:you|did you) (?:just )?said",
        r"(?:didn'?t|did not|couldn'?t|could not|can'?t) (?:quite |really )?(?:hear|catch|get|understand|make "
        r"out)(?: (?:you|that|it|what)\b.*)?$",
        r"^(?:sorry|pardon|what|huh|excuse me)(?: me)?$|^sorry what\b|pardon me",
        r"one more time|^again(?: please)?$|i missed (?:that|it|what)|said again|"
        r"what was (?:that|the (?:question|amount|number|date|price|deadline|code))",
    ),
    Act.SLOWER: (r"slow(?:er| down|ly)|(?:too|so) fast|not so fast",),
    Act.WAIT: (
        r"(?:hold|hang) on|(?:one|just a|a|give me a|wait a|just one|gimme a|1) (?:sec(?:ond)?|moment|minute|"
        r"min|mo)\b|^wait(?: please)?$|bear with me|let me (?:see|check|look|find|grab|get|think)",
        r"i'?m looking|give me (?:some|more) time|be right back|not ready",
    ),
    Act.BACK: (
        r"i'?m back|(?:okay |ok )?i'?m here|i'?ve got it|(?:okay|ok|i) found it|got it here|i'?m ready|i have "
        r"it(?: now| here)?",
    ),
    Act.GO_BACK: (
        r"go back|previous (?:question|step)|back up|one step back|start over|start again|begin again|from "
        r"the (?:start|beginning)",
    ),
    Act.CORRECT: (
        r"^no,? (?:i|it|the|that|sorry|wait|not|actually|my)|i (?:meant|mean|misspoke|made a mistake)|"
        r"(?:that'?s|that is|you'?ve got it|you got (?:that|it)) (?:wrong|not right|incorrect)|actually",
        r"correction|scratch that|i said|change (?:that|the|my|it)|(?:wrong|different|another) (?:order|"
        r"number|store|item|reason|zip|name)|not the \w+|instead|gave you the wrong|sorry it'?s|i was wrong|"
        r"let me correct",
    ),
    Act.PERSON: (
        r"(?:talk|speak|connect|transfer|put|pass|hand)(?:ing|ed)?\b.{0,20}\b(?:person|human|agent|representative|rep|"
        r"someone|somebody|people|operator|supervisor|manager|associate|anyone|anybody|customer service)\b",
        r"(?:want|need|like|prefer|get|give|find|have)\b (?:me |to have |us )?(?:a |an |the |some )?(?:real |live |actual |"
        r"human |different )*(?:person|human|agent|representative|rep|operator|supervisor|manager)\b",
        r"^(?:(?:a |an |the )?(?:real |live |actual |human )?(?:person|human|agent|representative|operator|"
        r"rep|supervisor|manager)(?: being)?(?: please| now)*|customer service)$",
        r"(?:real|live|actual) (?:person|human|agent)|human being|is there (?:a|any|some)(?:one|body| person| human)",
    ),
    Act.GOODBYE: (
        r"good ?bye|bye(?: bye)?\b|hang up|see (?:you|ya)|have a (?:good|nice|great|lovely) (?:one|day|night|evening|weekend)|"
        r"end (?:the|this) call|that'?s all (?:for|i need)|(?:talk|speak) (?:to you )?(?:later|soon)|take "
        r"care|farewell|so long\b|"
        r"i(?:'ve got| have|'ve|'ll have| need) to (?:go|leave|run|hang)|gotta (?:go|run)|i'?m (?:out of here|off|leaving)|"
        r"(?:nice|great|good|fun|pleasure|lovely|enjoyed|enjoyable) .{0,16}(?:talking|chatting|speaking|"
        r"seeing|to (?:talk|chat|speak))\b",
    ),
    Act.THANKS: (
        r"thank(?:s| you| ya| u)|appreciate|cheers|much obliged|grateful|gratitude|(?:you'?ve been|you were|you are|you'?re) "
        r"(?:so |very |such |a |really |the |great )*(?:help\w*|kind|best|awesome|wonderful|lifesaver|star)|owe you one|good job",
    ),
    Act.GREETING: (r"^(?:hi|hello|hey|good (?:morning|afternoon|evening)|howdy|greetings)\b",),
    Act.DONT_RECORD: (
        r"(?:don'?t|do not|stop|not (?:be|to be)|no|without|quit|turn off|delete|rather not be) (?:want "
        r"(?:you |this |it |to be )*)?(?:the |this |my |me |any |being )*record\w*",
        r"(?:don'?t|do not) (?:want|consent|agree|like) .{0,20}record\w*",
    ),
    Act.ARE_YOU_A_BOT: (
        r"(?:are|is|if|whether|am i|were) (?:you|you'?re|your|this|that|it|talking|speaking|dealing|"
        r"chatting)\b.{0,32}\b(?:bot|robot|machine|"
        r"computer|human|real|person|ai|recording|automated|chat ?bot|artificial|program|live being|alive)\b",
        r"(?:you'?re|you are|sound like|call you|you) (?:just |really |actually |only )?(?:a |an "
        r")(?:ro)?bot\b|what are you exactly",
    ),
    Act.CAN_YOU_HEAR: (
        r"(?:can|do) you hear me|are you (?:still )?there|you (?:still )?there|hello hello|is anyone there|"
        r"anybody there",
    ),
    Act.HELP: (
        r"what can you do|what do you do|how does this work|what are my options|^help(?: me)?(?: please)?$|"
        r"i'?m confused|what (?:do|should) i (?:say|do)|what (?:are you|is this)$|don'?t understand|what do "
        r"you (?:mean|need|want)",
    ),
    Act.DONT_KNOW: (
        r"(?:don'?t|do not|not) (?:really |actually |exactly )?(?:know|sure|remember|recall)|no idea|no clue|"
        r"can'?t remember|i forget|forgot|dunno|not certain",
    ),
    Act.DONT_HAVE: (
        r"(?:don'?t|do not|can'?t|cannot|couldn'?t|could not|haven'?t|have not) (?:\w+ ){0,2}?(?:have|find|"
        r"got|see|locate|access)\b.{0,20}(?:it|number|order|receipt|email|that|one|them|on me|with me)?|lost "
        r"(?:the|my)|(?:threw|thrown) .{0,12}away|without the number|where (?:do|can|would|is) (?:i|the|my) "
        r"(?:find|order|it)",
    ),
    Act.ANGER: (
        r"ridiculous|unacceptable|outrageous|(?:this|that|it|you)(?: ?(?:is|are|'s|'re))? (?:so |such |a |total |"
        r"complete |absolute )*(?:joke|bullshit|crap|garbage service|useless|stupid|terrible|horrible|awful|"
        r"disgrace\w*|nonsense)|pissed|furious|fed up|sick of|sick and tired",
        r"waste of (?:my )?time|worst (?:service|company|experience)|f+u+c+k\w*|shit\w*|damn (?:it|you|thing|"
        r"machine)|idiot\w*|moron\w*|shut up|i hate (?:this|you|talking)|screw you|rip[- ]?off|"
        r"scam(?:mers?)?\b|last time i|i'?m (?:really |very |so )?(?:angry|mad|upset|frustrated)",
    ),
    Act.LEGAL: (
        r"\b(?:sue (?:you|them|the|amazon|walmart|your|everyone)|suing|lawyer|attorney|lawsuit|legal action|small claims|"
        r"(?:in|to) court|better business bureau|bbb|consumer protection|ftc|charge ?back|press charges)\b",
    ),
    Act.SAFETY: (
        r"(?:caught|catch(?:es|ing)?|on) fire|smok(?:e|ing|ed)\b(?! (?:detector|alarm|machine))|"
        r"burn(?:ed|t|ing|s)?\b(?! (?:a )?(?:cd|dvd|calories))|explod\w+|blew up|swollen|swelling|bulging|"
        r"spark(?:s|ed|ing)|melt(?:ed|ing|s)|"
        r"electr(?:ic|ical) shock|shocked me|electrocut\w+|gas leak|leaking (?:acid|fluid|battery)",
    ),
    Act.INJURY: (
        r"\b(?:hurt (?:me|him|her|myself|someone|"
        r"my (?:hand|finger|arm|leg|foot|face|eye|child|kid|son|daughter|dog|back))|injur\w+|bleeding|"
        r"(?:to|in) (?:the )?hospital|emergency room|cut (?:me|my (?:hand|finger|foot|face))|burn(?:ed|t) "
        r"(?:me|my|his|her)|allergic reaction|rash(?! guard)|choked|"
        r"ambulance)\b",
    ),
    Act.CANCEL: (
        r"cancel (?:the|my|this|that|it)|(?:never ?mind|forget (?:it|about it|the whole thing))|don'?t want "
        r"to (?:return|do (?:it|this)) (?:it )?any ?more|changed my mind about (?:the return|returning)|keep "
        r"(?:it|them) (?:after all|instead)|i'?ll keep (?:it|them)",
    ),
    Act.SMALL_TALK: (
        r"how are you|how'?s (?:it going|your day|the weather)|what'?s (?:up|your name)|who are you|tell me a "
        r"joke|do you like|where are you|how old are you|are you single|what'?s the (?:weather|time|score)|"
        r"nice to meet you|i love you|sing (?:me )?a",
    ),
    Act.CHANGE_CONTACT: (
        r"(?:change|update|correct) (?:my |the |that |your |this )*(?:delivery |shipping |home |billing |"
        r"e ?mail |mailing |contact |phone |bank |account |refund )*"
        r"(?:address|e ?mail|phone|number on (?:it|file)|account|card|contact|destination)\b",
        r"(?:refund|money|credit|pay|label|code|send)\b.{0,32}\b(?:to|on|onto|into) (?:a |an |my |the )*"
        r"(?:different|other|another|new) (?:\w+ )?(?:card|account|bank|address|e ?mail|phone|number|paypal)\b",
    ),
    Act.OVERRIDE: (
        r"(?:ignore|forget|disregard|override) (?:all |your |the |any |my )*(?:previous |prior |above "
        r")?(?:instructions?|rules?|polic\w+|prompt)|system prompt|i (?:work|am) (?:for|at|an? employee|the "
        r"(?:manager|owner))|make an exception|developer mode|pretend (?:you|to)",
    ),
}
_COMPILED = {
    act: tuple(re.compile(pattern if pattern.startswith("^") else rf"\b(?:{pattern})") for pattern in rows)
    for act, rows in _WORDINGS.items()
}


def acts_in(text: str) -> frozenset[Act]:
    """Every act that `text` shows."""
    said = plain(text)
    return frozenset(act for act, patterns in _COMPILED.items() if any(pattern.search(said) for pattern in patterns))
