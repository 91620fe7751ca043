"""Why something goes back: customers' wordings for each reason of the domain's taxonomy.

A score per reason from patterns; the strongest wins. The names are the values of the domain's `Reason`.
"""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from returnflow.dialogue.understand.words import plain

# Weight 3: says it outright. 2: usual wording. 1: a hint that anything stronger overrides.
_WORDINGS: dict[str, tuple[tuple[float, str], ...]] = {
    "defective": (
        (3, r"defect\w*|faulty|malfunction\w*|broke down|stopped working|quit working|died|dead on arrival"),
        (
            3,
            r"(?:does ?n[o']?t|do ?n[o']?t|did ?n[o']?t|wo ?n[o']?t|is ?n[o']?t|are ?n[o']?t|not|never|no longer|"
            r"hardly|barely) (?:\w+ )?(?:work\w*|function\w*|turn on|start|charg\w+|power\w*|connect\w*|pair\w*|"
            r"switch on|boot\w*|heat\w*|spin\w*)",
        ),
        (
            2,
            r"(?:doesn'?t|don'?t|won'?t|didn'?t|isn'?t|aren'?t|can'?t|cannot|not|never) (?:\w+ ){0,2}?(?:work\w*|"
            r"function\w*|turn on|start|charge|power|connect|pair|switch on|heat|hold (?:a )?charge)",
        ),
        (
            2,
            r"broken?|busted|bricked|dead|glitch\w*|short(?:s|ed)? out|no sound|only (?:one|1) side|one (?:side|"
            r"ear) (?:is|went|stopped)|cut(?:s|ting) out|buzz\w*|crackl\w*|static|leak\w*|overheat\w*|battery "
            r"(?:is|was|does|dies|drains|won'?t)",
        ),
        (1, r"problem with it|something wrong with|issue with it"),
    ),
    "damaged_in_transit": (
        (
            3,
            r"(?:arrived|came|got here|showed up|delivered|received|was|were|box is|package (?:is|was)) (?:it |"
            r"them |all |completely |totally |badly |already )*(?:damaged|broken|smashed|crushed|cracked|"
            r"shattered|dented|ripped|torn|in pieces|bent|wet|soaked)",
        ),
        (3, r"damag\w+ (?:in|during) (?:transit|shipping|delivery)|shipping damage"),
        (3, r"(?:box|package|packaging) (?:was|is|had been|came|arrived) \w*\s?(?:damaged|crushed|smashed|open|torn|ripped|wet)"),
        (2, r"damaged?|cracked?|shattered|smashed|dent(?:ed|s)?|scratch(?:ed|es)|crushed|chipped|torn|ripped|bent|in pieces"),
    ),
    "wrong_item": (
        (
            3,
            r"(?:wrong|incorrect|different) (?:item|product|thing|one|model|book|version|colou?r|style|toy|"
            r"kind|stuff|package|brand)(?! for me)",
        ),
        (
            3,
            r"(?:sent|got|received|shipped|gave|delivered) (?:me |us )?(?:the |a |an |something )?(?:wrong|"
            r"different|incorrect|something else)",
        ),
        (3, r"(?:not|isn'?t|wasn'?t|is not) (?:what|the (?:one|item|thing)) (?:i|we) (?:ordered|bought|asked)"),
        (2, r"mix(?:ed)?[ -]?up|someone else'?s"),
    ),
    "missing_parts": (
        (
            3,
            r"missing (?:\w+ ){0,3}(?:parts?|pieces?|accessor\w+|cable|charger|screws?|remote|manual|piece|"
            r"something|bits?|components?|lid|adapter|case|cord)",
        ),
        (
            3,
            r"(?:parts?|pieces?|accessor\w+|cable|charger|screws?|cord|remote|lid|adapter) (?:is|are|was|were|"
            r"went) (?:\w+ )?(?:missing|not (?:in|there|included))",
        ),
        (
            2,
            r"incomplete|missing|not (?:all|everything) (?:was |is )?(?:in the box|there)|without (?:the|its|a) "
            r"(?:charger|cable|cord|parts?|remote)|half of (?:it|them)",
        ),
    ),
    "not_as_described": (
        (
            3,
            r"(?:not|isn'?t|wasn'?t|aren'?t|doesn'?t (?:look|match)|didn'?t match|don'?t match|nothing like|"
            r"different (?:from|than|to)) (?:\w+ ){0,4}(?:as )?(?:descri\w+|advertis\w+|pictur\w+|photos?|listing|"
            r"website|shown|online|ad)",
        ),
        (3, r"mis(?:leading|represented)|false(?:ly)? advertis\w+|description (?:is|was|said)"),
        (
            2,
            r"not (?:what|as) (?:i|we|it was|was)? ?(?:expected|thought|promised)|looks? (?:nothing like|"
            r"different)|fake|counterfeit|knock ?off",
        ),
    ),
    "arrived_late": (
        (
            3,
            r"(?:arriv\w+|came|got here|delivered|showed up|deliver\w+|shipped) (?:\w+ ){0,3}(?:too )?late|late "
            r"(?:delivery|arrival)|took too long|too late",
        ),
        (
            2,
            r"(?:days?|weeks?) late|after (?:the )?(?:birthday|party|wedding|christmas|date)|missed (?:the|my|her|"
            r"his) (?:birthday|party|wedding|date)|no longer need it in time|late",
        ),
    ),
    "never_arrived": (
        (
            3,
            r"(?:never|didn'?t|hasn'?t|haven'?t|not|did not|has not) (?:\w+ ){0,2}?(?:arriv\w+|c[ao]me|"
            r"show(?:ed)? up|received?|get (?:it|them|here)|got (?:it|them|here)|gotten|delivered)",
        ),
        (
            3,
            r"lost in (?:the mail|transit|shipping)|(?:package|parcel|box|order) (?:is|was|got|went) (?:lost|"
            r"stolen|missing)|porch pirate",
        ),
    ),
    "quality": (
        (
            3,
            r"(?:poor|bad|low|terrible|cheap|awful|lousy|inferior) (?:\w+ )?(?:quality|made|sound|build|material)|"
            r"quality (?:is|was|isn'?t)|cheaply made|poorly made|badly made",
        ),
        (
            2,
            r"(?:falls?|fell|falling|coming) apart|flimsy|cheap|junk|garbage|crappy?|uncomfortable|(?:sounds?|"
            r"smells?|tastes?|feels?|fits?) (?:\w+ )?(?:bad|awful|terrible|weird|horrible|funny|tinny)|worn out|"
            r"hurts? my",
        ),
        (2, r"too (?:loud|noisy|quiet|slow|weak|hot|bright|dark|complicated|hard|difficult|fragile|thin|thick|rough|stiff)"),
        (1, r"terrible|horrible|awful|useless|disappointing|weird|no good|not good"),
    ),
    "wrong_size_fit": (
        (3, r"(?:too|bit|little|way) (?:too )?(?:small|big|large|tight|loose|long|short|wide|narrow|snug|baggy|heavy)"),
        (
            3,
            r"(?:does ?n[o']?t|do ?n[o']?t|did ?n[o']?t|doesn'?t|don'?t|didn'?t|won'?t|not|isn'?t|never) "
            r"(?:really |even |quite )?(?:fit\w*|the right (?:size|colou?r))|wrong (?:size|fit|colou?r)|"
            r"(?:ordered|need|want|get) (?:a |the )?(?:different|another|bigger|smaller|larger) (?:size|colou?r|"
            r"one)",
        ),
        (2, r"size|sizing|fit|runs (?:small|large|big)|colou?r"),
    ),
    "not_compatible": (
        (
            3,
            r"(?:not|isn'?t|aren'?t|in) ?compatible|incompatible|(?:doesn'?t|don'?t|didn'?t|won'?t|does not|not|"
            r"do not) (?:work|fit|go|connect|pair) (?:with|in|on|for) (?:my|our|the|his|her|an?)",
        ),
        (
            3.3,
            r"(?:doesn'?t|don'?t|didn'?t|won'?t|does not|do not) fit (?:\w+ )?(?:my|our|the|his|her) (?:\w+ )?(?:phone|laptop|"
            r"computer|tv|television|car|tablet|console|camera|printer|machine|bike|door|window|model|device)",
        ),
        (2, r"wrong (?:plug|connector|port|cable type|fitting)"),
    ),
    "ordered_by_mistake": (
        (
            3,
            r"(?:by|made a|my) (?:mistake|accident)|accident\w*|mistakenly|by error|in error|wrongly ordered|"
            r"didn'?t mean to|did not mean to|my fault",
        ),
        (
            3,
            r"(?:order|bought|purchas|click)\w* (?:\w+ ){0,3}(?:twice|two by|duplicate|the wrong (?:one|item|"
            r"thing|model|size))|duplicate|double order|two of them",
        ),
    ),
    "no_longer_wanted": (
        (
            3,
            r"(?:don'?t|do not|no longer|didn'?t|doesn'?t) (?:really |actually |even )?(?:want|need|like|use|love|"
            r"care)|change(?:d)? (?:my|our|his|her) mind",
        ),
        (
            3,
            r"no longer (?:want|need|required|interested|wanted|needed)|not (?:needed|interested|wanted|for me)|"
            r"unwanted|buyer'?s remorse|second thoughts|regret",
        ),
        (
            2,
            r"(?:just )?(?:don'?t|didn'?t) (?:like|love|enjoy)|already (?:have|had|own|got) (?:one|it|them|a)|"
            r"(?:was|it'?s|were) a gift|no (?:particular |real |special )?reason|just because|not (?:happy|"
            r"satisfied)|wife|husband|hate(?:s|d)? it|disappoint\w+",
        ),
        (
            2,
            r"(?:rather|want to|going to) not (?:say|tell)|(?:don'?t|not) want to say|none of your business|no "
            r"comment|personal reasons",
        ),
    ),
    "better_price": (
        (
            3,
            r"(?:better|cheaper|lower|good) (?:price|deal|offer)|cheaper (?:some|else|at|on|one)|found (?:it|one|"
            r"them) (?:\w+ )?(?:cheaper|for less)|too expensive|price (?:dropped|went down)|on sale",
        ),
        (2, r"bought (?:it|one|them) (?:somewhere|elsewhere)|cheaper"),
    ),
    "extra_item": (
        (
            3,
            r"(?:extra|additional) (?:item|one|product|copy|box)|(?:one|two|more) (?:too many|extra)|sent (?:me "
            r")?(?:two|twice|extra|more)|(?:got|received) (?:two|an extra|more than)",
        ),
    ),
    "unauthorized_purchase": (
        (
            3,
            r"(?:didn'?t|did not|never) (?:order|buy|purchase|authorize|make)|unauthori[sz]ed|not my (?:order|"
            r"purchase)|(?:my )?(?:kid|child|son|daughter|toddler) (?:ordered|bought|purchased)|hacked|fraud\w*",
        ),
    ),
}
# Usual short answers, for comparing by spelling with what was heard badly.
_USUAL_REASONS = {
    "it doesn't work": "defective", "it stopped working": "defective", "it's broken": "defective", "it's defective": "defective",
    "it won't turn on": "defective", "it arrived damaged": "damaged_in_transit", "it arrived broken": "damaged_in_transit",
    "wrong item": "wrong_item", "they sent the wrong item": "wrong_item", "missing parts": "missing_parts",
    "not as described": "not_as_described", "it came too late": "arrived_late", "it never arrived": "never_arrived",
    "poor quality": "quality", "bad quality": "quality", "wrong size": "wrong_size_fit", "it doesn't fit": "wrong_size_fit",
    "it's too small": "wrong_size_fit", "it's too big": "wrong_size_fit", "not compatible": "not_compatible",
    "i ordered it by mistake": "ordered_by_mistake", "i changed my mind": "no_longer_wanted",
    "i don't need it": "no_longer_wanted", "i don't want it": "no_longer_wanted",
    "i don't like it": "no_longer_wanted", "i found it cheaper": "better_price",
}  # fmt: skip
_USUAL = list(_USUAL_REASONS)
_NEAR = 78.0
"""rapidfuzz ratio from which an answer is taken for a usual one; unlike answers ("I don't know") stay below 70."""
_COMPILED = {
    reason: tuple((weight, re.compile(rf"\b(?:{pattern})")) for weight, pattern in rows) for reason, rows in _WORDINGS.items()
}


@dataclass(frozen=True, slots=True)
class ReasonHeard:
    """The reason understood, how sure (0 to 1), and the runner-up when it is nearly as likely."""

    reason: str
    confidence: float
    runner_up: str | None = None


def reason_in(text: str, asked: bool = False) -> ReasonHeard | None:
    """The reason said in `text`, or None when no wording of any reason is there; when asked for, a near miss counts as well."""
    said = plain(text)
    scores = {reason: score for reason, rows in _COMPILED.items() if (score := _score(said, rows))}
    if not scores:
        return _nearly(said) if asked else None
    ranked = sorted(scores, key=lambda reason: -scores[reason])
    best = scores[ranked[0]]
    second = scores[ranked[1]] if len(ranked) > 1 else 0.0
    confidence = min(1.0, best / 3) * best / (best + second * 0.6)
    return ReasonHeard(ranked[0], round(confidence, 3), ranked[1] if second > best - 0.5 else None)


def _nearly(said: str) -> ReasonHeard | None:
    """The usual short wording that the words come closest to ("per quality" for "poor quality")."""
    found = process.extractOne(said, _USUAL, scorer=fuzz.ratio, score_cutoff=_NEAR)
    return ReasonHeard(_USUAL_REASONS[_USUAL[found[2]]], round(found[1] / 100, 3)) if found else None


def _score(said: str, rows: tuple[tuple[float, re.Pattern[str]], ...]) -> float:
    """The strongest wording counts; a longer match breaks ties ("arrived broken" over "broken")."""
    best = 0.0
    for weight, pattern in rows:
        for match in pattern.finditer(said):
            best = max(best, weight + min(len(match.group()), 40) / 100)
    return best
