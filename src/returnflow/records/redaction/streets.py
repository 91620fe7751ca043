"""Street addresses in the United States, written or spoken: house number, name, kind of street, and what follows.

Found from the kind of street backwards: a word such as "Avenue" is rarer in a call than a number. Unit, city, state and ZIP code
go with it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from returnflow.records.redaction.digits import Run, Span
from returnflow.records.redaction.marks import Marks, Reading

ADDRESS = "address"

_SURE = frozenset({
    "street", "avenue", "boulevard", "lane", "road", "terrace", "parkway", "highway", "turnpike", "expressway", "crescent",
    "st", "str", "ave", "av", "blvd", "ln", "rd", "ter", "terr", "pkwy", "pky", "hwy", "expy", "tpke", "causeway",
    "esplanade", "broadway", "freeway",
})  # fmt: skip
# Words of other trades too ("a hard drive", "the other way"): they need a house number of two digits, or a name with a capital.
_DOUBTFUL = frozenset({
    "drive", "court", "way", "place", "circle", "trail", "loop", "square", "run", "path", "row", "plaza", "alley",
    "crossing", "pike", "park", "ridge", "point", "view", "cove", "bend", "pass", "walk", "mews", "grove", "hill", "hollow",
    "landing", "manor", "commons", "glen", "bluff", "dr", "ct", "pl", "cir", "trl", "sq", "plz", "aly", "xing", "pt",
    "route",
})  # fmt: skip
_BY_ITSELF = "broadway"
_BOX = "box"
_KIND = re.compile(rf"(?i)\b(?:{'|'.join(sorted([*_SURE, *_DOUBTFUL, _BOX], key=len, reverse=True))})\b\.?")
_WAY = r"(?:(?:north|south|east|west)(?:[\s-]?(?:east|west))?|[ns]\.?\s?[ew]\.?|[nsew]\.?)"
_STOP = (
    "of|is|was|are|were|and|for|to|my|your|it|its|this|that|these|those|days?|weeks?|months?|years?|hours?|minutes?|items?|pieces?|pairs?|"
    "dollars?|cents?|times?|percent|ms|off|their|in|on|at|by|with|from|or|as|if|so|not|no|have|has|had|i|you|we|they|he|she|me|us|them|more|other|"
    "another|orders?|returns?|box|boxes|packages?|gigabytes?|terabytes?|megabytes?|gb|tb|mb|inch|inches|feet|foot|ounces?|pounds?|lb|oz|"
    "bought|ordered|because|but|just|hard|flash|thumb|usb|solid|state|disk|test|half|same|only|wrong|right|than|all|any|best|long"
)
_NAME = rf"(?!(?:{_STOP})\b)(?:\d{{1,3}}(?:st|nd|rd|th)\b|\d{{1,2}}\b|[^\W\d_][\w.'\u2019-]*)"
_BETWEEN = re.compile(rf"(?i),?\s+(?:{_WAY},?\s+)?(?:the\s+)?(?:{_NAME}\s+){{0,3}}(?P<name>{_NAME})\s+")
_BEFORE_A_NAME = re.compile(rf"(?i),?\s+(?:{_WAY}\s+)?")
_BEFORE_A_BOX = re.compile(r"(?i)\b(?:p\.?\s?o\.?|post(?:al)? office)\s+$")
_ONE = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
)
_NUMBER = rf"(?:{_ONE}|zero|oh|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)"
_UNIT = (
    r"(?:[,\s]+(?:apartment|apt|unit|suite|ste|floor|fl|room|rm|building|bldg|lot|number|no)\b\.?\s*#?\s*"
    rf"(?:\d{{1,5}}(?:[\s-]?[a-z]\b)?|{_NUMBER}(?:[\s-]{_NUMBER}\b){{0,3}}(?:\s[a-z]\b)?|[a-z](?:[\s-]?\d{{1,4}})?\b)|[,\s]+#\s?\w{{1,6}})"
)
_AFTER = re.compile(
    rf"(?i:(?:\s+{_WAY}(?![\w'\u2019]))?{_UNIT}?)"
    r"(?:,?\s+[A-Z][\w.'\u2019-]*(?:\s[A-Z][\w.'\u2019-]*){0,2},?\s+[A-Z]{2}\b\.?)?(?:,?\s+\d{5}(?:-\d{4})?(?![\w-]))?"
)
_WITH_A_LETTER = re.compile(r"(?i)(?<![\w-])\d{1,5}[a-z]\b")  # 12B
_FARTHEST = 60  # characters from a house number to the kind of street
_LONGEST_HOUSE = 6
_MOST_RUN_TOGETHER = 8  # "… nineteen thirty fourth street": the ordinal's tens are heard with the house number


def hide_streets(marks: Marks, reading: Reading) -> None:
    """Hide each address whole."""
    for kind in _KIND.finditer(marks.text):
        if reading is Reading.LOGGED and kind.group().lower().rstrip(".") in _DOUBTFUL:
            continue
        house = _box(marks, kind) if kind.group().lower() == _BOX else _house(marks, kind)
        if house is not None and not marks.is_kept(house):
            after = _AFTER.match(marks.text, max(kind.end(), house[1]))
            marks.hide((house[0], after.end() if after else kind.end()), ADDRESS)


def _house(marks: Marks, kind: re.Match[str]) -> Span | None:
    """The house number that belongs to a kind of street: the first one before it with nothing but a name between."""
    word = kind.group().lower().rstrip(".")
    for start, end, digits in _houses(marks, kind.start()):
        if word == _BY_ITSELF and _BEFORE_A_NAME.fullmatch(marks.text, end, kind.start()):
            return start, end
        between = _BETWEEN.fullmatch(marks.text, end, kind.start())
        if between and (word in _SURE or digits > 1 or between["name"][0].isupper()):
            return start, end
    return None


def _houses(marks: Marks, before: int) -> Iterator[tuple[int, int, int]]:
    """Numbers short enough for a house, with how many digits they have, the farthest first."""
    nearest = bisect_right(marks.runs, before, key=_end)
    for run in marks.runs[bisect_left(marks.runs, before - _FARTHEST, key=_end) : nearest]:
        first = _last_group(run)
        if len(run.digits) - first <= _MOST_RUN_TOGETHER:
            yield *run.span(first, len(run.digits)), len(run.digits) - first
    for found in _WITH_A_LETTER.finditer(marks.text, max(0, before - _FARTHEST), before):
        yield *found.span(), len(found.group()) - 1


def _end(run: Run) -> int:
    return run.spans[-1][1]


def _last_group(run: Run) -> int:
    """Where the house number begins when other numbers were said just before it."""
    return run.groups[-1] if len(run.digits) > _LONGEST_HOUSE else 0


def _box(marks: Marks, kind: re.Match[str]) -> Span | None:
    """A post office box: from its first word to its number."""
    named = _BEFORE_A_BOX.search(marks.text, 0, kind.start())
    follows = next((run.spans for run in marks.runs if kind.end() <= run.spans[0][0] <= kind.end() + 4), None)
    return (named.start(), follows[-1][1]) if named and follows else None
