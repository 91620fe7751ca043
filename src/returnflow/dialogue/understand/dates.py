"""Calendar days, as spoken ("June third", "January thirty first, twenty twenty seven") and as written ("June 3, 2027")."""

import re
from datetime import date

from returnflow.dialogue.understand.cardinal import cardinal
from returnflow.dialogue.understand.words import plain

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_ORDINALS = {
    "first": "one", "second": "two", "third": "three", "fifth": "five", "eighth": "eight", "ninth": "nine", "twelfth": "twelve",
    "twentieth": "twenty", "thirtieth": "thirty",
}  # fmt: skip
_DAY = re.compile(rf"\b({'|'.join(MONTHS)}) (?:the )?([a-z\d -]+)$")


def date_in(text: str, today: date) -> date | None:
    """The day named in `text`; without a year, this year's. None when there is none."""
    match = _DAY.search(plain(text))
    if match is None:
        return None
    month = MONTHS.index(match.group(1)) + 1
    said = match.group(2).split()
    size = 2 if len(said) > 1 and said[0] in {"twenty", "thirty"} and (cardinal(_cardinal_word(said[1])) or 99) < 10 else 1
    words = [_cardinal_word(word) for word in said]
    day, year = cardinal(" ".join(words[:size])), _year(words[size:], today)
    return None if day is None or year is None else _valid(year, month, day)


def _cardinal_word(word: str) -> str:
    if word in _ORDINALS:
        return _ORDINALS[word]
    return re.sub(r"(?<=\d)(?:st|nd|rd|th)$|th$", "", word)


def _year(words: list[str], today: date) -> int | None:
    if not words:
        return today.year
    if len(words) == 1 and words[0].isdigit():
        return int(words[0])
    if "thousand" in words or "hundred" in words:
        return cardinal(" ".join(words))
    for size in (1, 2):
        high, low = cardinal(" ".join(words[:size])), cardinal(" ".join("zero" if w == "oh" else w for w in words[size:]))
        if high is not None and low is not None and 19 <= high <= 20:
            return high * 100 + low
    return None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
