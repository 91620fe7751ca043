"""The passes over numbers: known ones are kept first, then cards, social security numbers, phones and ZIP codes are hidden.

A 17-digit order number has the length of some cards and a 15-digit one that of others, so the order of the looks matters: known
number, form of an order number, card (prefix, length, check digit), and only then what the length alone suggests.
"""

import re
from collections.abc import Iterator

from returnflow.records.redaction import cards
from returnflow.records.redaction.digits import Run, Span, mixed
from returnflow.records.redaction.known import Known
from returnflow.records.redaction.marks import Marks, Reading

_OWN = "own"
CARD, CODE, SSN, PHONE, ZIP = "card number", "security code", "social security number", "phone", "zip"

AMAZON, WALMART = (3, 7, 7), (7, 8)
_OWN_FORMS = re.compile(
    r"(?<![\w.-])(?:\d{3}-\d{7}-\d{7}|\d{7}-\d{8}"  # order numbers as the stores write them
    r"|\d{4}-\d\d-\d\d(?:T[\d:.]+)?|\d{1,4}/\d{1,2}/\d{2,4}"  # a day
    r"|\d{1,3}(?:\.\d{1,3}){3}"  # a network address
    r"|\d+\.\d+(?![.\d]))(?![\w-])"  # a decimal
)
_UNSAID = re.compile(r"1[01]\d{15}|2000\d{11}|9[2-6]\d{20}|420\d{5}(?:\d{4})?9[2-5]\d{20}")  # never begins a card
_NANP = re.compile(r"1?[2-9]\d\d[2-9]\d{6}")

_CARD_WORD = re.compile(r"(?i)\b(?:card|visa|master ?card|amex|american express|discover|debit)\b[^\d]{0,40}$")
_CODE_WORD = re.compile(
    r"(?i)\b(?:cvv2?|cvc2?|cid|c\.? ?v\.? ?[vc]\.?|security (?:code|number)|verification (?:code|value)"
    r"|(?:code|digits|number) on the back)"
    r"[^\d]{0,24}$"
)
_SSN_WORD = re.compile(r"(?i)\b(?:social(?: security)?|ssn|s\.? ?s\.? ?n)\b[^\d]{0,40}$")
_ZIP_WORD = re.compile(r"(?i)\b(?:zip|postal)(?:[ -]?code)?\b[^\d]{0,24}$")
_PHONE_WORD = re.compile(
    r"(?i)\b(?:phone|telephone|cell|mobile|call(?: me)?(?: back)?(?: (?:at|on))?|reach(?: me)?|text)\b[^\d]{0,30}$"
)
_EXTENSION = re.compile(r"(?i)[\s,]*(?:ext(?:ension)?\.?|x)\s*\d{1,5}\b")
_LONG = re.compile(r"(?<!\d)\d{13,19}(?!\d)")
_BEHIND = 60
_BEGINNINGS = ((17, ("10", "11")), (15, ("2000",)))
_SURE_LENGTHS = frozenset({15, 16, 19})  # 13 and 14 digits are more often the rest of an order number that is said in pieces
_SAID_LENGTHS = frozenset({14, 15, 18, 19})
_MOST_AFTER_A_CARD = 8  # its expiry and security code, said in the same breath


def known_ids(marks: Marks, known: Known) -> None:
    """First of all: what the call is about stays, and so do the forms that are no secret."""
    patterns = [pattern for pattern in (known.written_id, _OWN_FORMS) if pattern is not None]
    for pattern in patterns:
        for found in pattern.finditer(marks.text):
            marks.keep(found.span())


def hide_numbers(marks: Marks, known: Known, reading: Reading) -> None:
    """Cards, security codes, social security numbers, phones, ZIP codes."""
    for run in marks.runs:
        for start, end in _parts(marks, run, known):
            _classify(marks, run, start, end, known, reading)
    for word in mixed(marks.text) if _LONG.search(marks.text) else ():
        for piece in _LONG.finditer(word.text):
            span = (word.start + piece.start(), word.start + piece.end())
            if cards.is_card(piece.group()) and not marks.is_kept(span):
                marks.hide(span, CARD)


def _parts(marks: Marks, run: Run, known: Known) -> Iterator[tuple[int, int]]:
    """The stretches of a run between numbers that are known."""
    kept = [marks.is_kept(span) for span in run.spans]
    for digits in known.id_digits:
        at = run.digits.find(digits)
        while at >= 0:
            kept[at : at + len(digits)] = [True] * len(digits)
            at = run.digits.find(digits, at + len(digits))
    start = 0
    for place in range(len(kept) + 1):
        if place == len(kept) or kept[place]:
            if place > start:
                yield start, place
            start = place + 1


def _classify(marks: Marks, run: Run, start: int, end: int, known: Known, reading: Reading) -> None:
    """Take numbers off a stretch from the left; what lies between them is judged by its length and by the words before it."""
    after_card = False
    for low, high, what in _taken(run, start, end, reading):
        if what is None and after_card and high - low <= _MOST_AFTER_A_CARD:
            what = CARD
        elif what is None and not known.is_fragment(run.digits[low:high]):
            what = _by_words(marks.text, run, low, high) or _by_length(run, low, high, reading)
        after_card = what == CARD
        if what not in (None, _OWN):
            marks.hide(_whole(marks.text, run.span(low, high), what), what)


def _taken(run: Run, start: int, end: int, reading: Reading) -> Iterator[tuple[int, int, str | None]]:
    """The stretch in pieces: the trade's own numbers, cards, and the rest between them."""
    stray = _stray(run.digits[start:end])
    if stray:
        yield start, start + stray, None
        yield start + stray, end, _OWN
        return
    rest = at = start
    while at < end:
        own = _own_form(run, at, end)
        taken = own or _card(run, at, start, end, reading)
        if taken and rest < at:
            yield rest, at, None
        if taken:
            yield at, at + taken, _OWN if own else CARD
            rest = at + taken
        at += taken or 1
    if rest < end:
        yield rest, end, None


def _stray(digits: str) -> int:
    """How many digits before an order number belong to another word: "number one, one one four …"."""
    for length, beginnings in _BEGINNINGS:
        extra = len(digits) - length
        if 1 <= extra <= 2 and digits.startswith(beginnings, extra) and not cards.is_card(digits):
            return extra
    return 0


def _own_form(run: Run, at: int, end: int) -> int:
    """How many digits from here on are one of the trade's numbers by their form; 0 when they are not."""
    if at not in run.groups and at:
        return 0
    for shape in (AMAZON, WALMART):
        if run.shape(at, min(end, at + sum(shape))) == shape:
            return sum(shape)
    found = _UNSAID.match(run.digits, at, end)
    return found.end() - at if found else 0


def _card(run: Run, at: int, start: int, end: int, reading: Reading) -> int:
    """How many digits from here on are a card number; 0 when they are none."""
    if not run.spoken and at not in run.groups:
        return 0
    possible = cards.lengths(run.digits[at : at + cards.LONGEST])
    if reading is Reading.STORED:
        possible &= _SURE_LENGTHS
    for length in sorted(possible, key=lambda one: (at + one != end, one != 16, one)):
        stop = at + length
        if stop > end or (length not in (15, 16) and stop != end and stop not in run.groups):
            continue
        if cards.luhn(run.digits[at:stop]):
            return length
    # Heard wrong by a digit it is still most of a card. Nothing else in this trade has 16 digits, or begins so and is said.
    whole = end - start
    doubtful = run.spoken and whole in _SAID_LENGTHS and reading is not Reading.STORED
    return whole if at == start and possible and (doubtful or (whole == 16 and 16 in possible)) else 0


def _by_words(text: str, run: Run, start: int, end: int) -> str | None:
    """What the words just before a number say it is."""
    first, length = run.spans[start][0], end - start
    before = text[max(0, first - _BEHIND) : first]
    if length in (3, 4) and _CODE_WORD.search(before):
        return CODE
    if length in (4, 9) and _SSN_WORD.search(before):
        return SSN
    if length in (5, 9) and _ZIP_WORD.search(before):
        return ZIP
    if length == 7 and _PHONE_WORD.search(before) and run.digits[start] not in "01":
        return PHONE
    is_part = length >= 8 and not _NANP.fullmatch(run.digits, start, end)
    return CARD if is_part and _CARD_WORD.search(before) else None


def _by_length(run: Run, start: int, end: int, reading: Reading) -> str | None:
    """What the number of digits and their groups say: ours, or nobody's business."""
    digits, shape = run.digits[start:end], run.shape(start, end)
    if reading is Reading.STORED:
        return SSN if shape == (3, 2, 4) and not run.spoken else None
    if reading is Reading.LOGGED and not run.spoken and len(shape) == 1:
        return None
    if len(digits) == 9:
        return ZIP if shape == (5, 4) else SSN
    if shape[-3:] == (3, 3, 4) and len(digits) in (10, 11, 12, 13):
        return PHONE
    if len(digits) in (10, 11) and _NANP.fullmatch(digits):
        return PHONE
    return None


def _whole(text: str, span: Span, what: str) -> Span:
    """A phone with its extension and what is written before it."""
    start, end = span
    if what != PHONE:
        return span
    extension = _EXTENSION.match(text, end)
    while start > 0 and text[start - 1] in "+(":
        start -= 1
    return start, extension.end() if extension else end
