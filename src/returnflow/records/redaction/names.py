"""Names: the customer's own, which only the order can tell from other words, and those a caller announces or spells.

The ZIP code of the order's customer belongs here too: it proves who is calling, and alone it is five digits like others.
"""

import re
from itertools import pairwise

from returnflow.records.redaction.known import Known
from returnflow.records.redaction.marks import Marks, Reading
from returnflow.records.redaction.numbers import ZIP

NAME = "name"

_SPELLED = re.compile(r"(?<![^\W_])[^\W\d_](?:(?:,\s*|\.\s*|-|\s+)[^\W\d_]){3,}(?![^\W_])")
_NO_NAMES = frozenset({"usps", "asap", "fedex", "faqs", "imei"})
_ANNOUNCED = re.compile(
    r"(?i)\b(?:last|family|second|sur) ?name(?:\s+(?:is|on (?:it|the order) is|would be)|'s|\u2019s|:|,)?\s+(?:spelled\s+)?"
    r"(?P<name>(?!(?:is|on|of|for|and|or|the|that|please|first|not|in|i|it|to|with|you)\b)[^\W\d_][\w'\u2019-]+)"
)


def hide_names(marks: Marks, known: Known, reading: Reading) -> None:
    """Hide the known names, spelled ones too, and the known ZIP codes; where it is shown, announced and spelled words as well."""
    if known.name is not None:
        for found in known.name.finditer(marks.text):
            _hide(marks, found.span(), NAME)
    for run in marks.runs if known.zips else ():
        for start, end in pairwise((*run.groups, len(run.digits))):
            if run.digits[start:end] in known.zips:
                _hide(marks, run.span(start, end), ZIP)
    if reading is Reading.SHOWN:
        _spelled(marks)
        for found in _ANNOUNCED.finditer(marks.text):
            _hide(marks, found.span("name"), NAME)


def _spelled(marks: Marks) -> None:
    """A word spelled letter by letter, and the same word where it is said whole."""
    for found in _SPELLED.finditer(marks.text):
        word = "".join(filter(str.isalpha, found.group()))
        if word.lower() in _NO_NAMES or not marks.is_free(found.span()):
            continue
        marks.hide(found.span(), NAME)
        for whole in re.finditer(rf"(?i)\b{word}\b", marks.text):
            _hide(marks, whole.span(), NAME)


def _hide(marks: Marks, span: tuple[int, int], what: str) -> None:
    if marks.is_free(span):
        marks.hide(span, what)
