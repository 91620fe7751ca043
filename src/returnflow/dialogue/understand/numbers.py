"""Which numbers an utterance holds: an order number, a ZIP code, a phone number, or a part of one.

Owns the forms of the two stores' numbers. Must not know whether a number exists: form is all that is looked at here.
"""

import re
from dataclasses import dataclass

from returnflow.conversation.expecting import Expect, Expecting
from returnflow.dialogue.understand.digits import Run, digit_runs
from returnflow.dialogue.understand.words import plain

GROUPS = {"amazon": (3, 7, 7), "walmart": (7, 8)}
"""How each store writes its order numbers."""
LENGTHS = {store: sum(groups) for store, groups in GROUPS.items()}
ZIP_LENGTH = 5
CODE_LENGTH = 6

_RESTART = re.compile(
    r"\b(?:no,? (?:wait|sorry|i mean)|sorry|scratch that|correction|i mean|let me start (?:over|again)|"
    r"start over|wait|actually)\b"
)
_ZIP_WORD = re.compile(r"\b(?:zip|postal|post ?code|area code)\b")


@dataclass(frozen=True, slots=True)
class Numbers:
    """What was found. `order` has dashes and is complete in form; `loose` is what fits nothing that was expected."""

    order: str | None = None
    order_store: str | None = None
    zip: str | None = None
    phone: str | None = None
    code: str | None = None
    loose: str = ""


def grouped(digits: str, store: str) -> str:
    """`digits` with the store's dashes: 114-3941689-1234567."""
    parts, at = [], 0
    for length in GROUPS[store]:
        parts.append(digits[at : at + length])
        at += length
    return "-".join(parts)


def find_numbers(text: str, expecting: Expecting, store: str | None, partial: str = "", *, code: bool = False) -> Numbers:
    """The numbers of `text`. `partial` are digits of an order number said in the turn before; `code`: a code may be said."""
    runs = _runs(text, expecting)
    if code or expecting.kind is Expect.CODE:
        whole = "".join(run.digits for run in runs)
        if len(whole) == CODE_LENGTH:
            return Numbers(code=whole)
    zip_code = _zip(text, runs, expecting)
    rest = [run.digits for run in runs if run.digits != zip_code]
    for candidate, unused in _order_candidates(rest, partial, expecting):
        for name in [store] if store else list(LENGTHS):
            length = LENGTHS[name]
            if len(candidate) == length:
                return Numbers(grouped(candidate, name), name, zip_code or _lone_zip(unused))
            if len(candidate) == length + ZIP_LENGTH and zip_code is None:
                return Numbers(grouped(candidate[:length], name), name, candidate[length:])
    phone = _phone(rest, expecting)
    if phone:
        return Numbers(zip=zip_code, phone=phone)
    return Numbers(zip=zip_code, loose="".join(rest))


def _runs(text: str, expecting: Expecting) -> tuple[Run, ...]:
    runs = digit_runs(text, homophones=expecting.wants_number)
    restarts = list(_RESTART.finditer(text.lower()))
    if not restarts:
        return runs
    after = digit_runs(text[restarts[-1].end() :], homophones=expecting.wants_number)
    complete = set(expecting.digits) | set(LENGTHS.values())
    said_again = "".join(run.digits for run in after)
    return after if len(said_again) in complete else runs


def _order_candidates(rest: list[str], partial: str, expecting: Expecting) -> list[tuple[str, list[str]]]:
    """Digit strings that may be an order number, each with the runs it leaves over."""
    singles = [(digits, rest[:at] + rest[at + 1 :]) for at, digits in enumerate(rest)]
    whole = "".join(rest)
    candidates = [*singles, (whole, [])]
    if partial and expecting.kind is Expect.ORDER_NUMBER:
        candidates += [(partial + whole, [])]
    return candidates


def _lone_zip(unused: list[str]) -> str | None:
    fives = [digits for digits in unused if len(digits) == ZIP_LENGTH]
    return fives[0] if len(fives) == 1 else None


def _zip(text: str, runs: tuple[Run, ...], expecting: Expecting) -> str | None:
    """A five-digit run (or nine: ZIP+4) that is named as one, or is what was asked for."""
    asked = expecting.kind is Expect.SECOND_FACT
    whole = "".join(run.digits for run in runs)
    if asked and len(whole) in (ZIP_LENGTH, ZIP_LENGTH + 4):
        return whole[:ZIP_LENGTH]
    lowered = text.lower()
    for run in runs:
        before = plain(lowered[max(0, run.start - 40) : run.start])
        if len(run.digits) in (ZIP_LENGTH, ZIP_LENGTH + 4) and (asked or _ZIP_WORD.search(before)):
            return run.digits[:ZIP_LENGTH]
    return None


def _phone(rest: list[str], expecting: Expecting) -> str | None:
    if expecting.kind is not Expect.PHONE:
        return None
    whole = "".join(rest)
    if len(whole) == 11 and whole.startswith("1"):
        return whole[1:]
    return whole if len(whole) == 10 else None
