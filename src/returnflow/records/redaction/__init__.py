"""Cuts out of a text what it must not tell: cards, social security numbers, e-mails, phones, addresses, the customer's name.

Owns the order of the passes: what is known stays first (order, RMA and tracking numbers), then numbers, e-mails, streets, names.
Two strengths: `never_kept` is for what may not be stored at all, `redact` for what is shown or leaves the house. Pure text in,
text out.
"""

from typing import Any

from returnflow.records.redaction.digits import ascii_digits
from returnflow.records.redaction.known import NOTHING, Known
from returnflow.records.redaction.mail import hide_emails
from returnflow.records.redaction.marks import Hidden, Marks, Reading
from returnflow.records.redaction.names import hide_names
from returnflow.records.redaction.numbers import CARD, CODE, SSN, hide_numbers, known_ids
from returnflow.records.redaction.streets import hide_streets

__all__ = ["CARD", "NOTHING", "Hidden", "Known", "Reading", "found", "never_kept", "redact", "redacted"]

UNSTORABLE = frozenset({CARD, CODE, SSN})
PROOFS = frozenset({"zip", "last_name", "contact", "email", "phone"})
"""Names under which a record keeps what proves who somebody is."""


def redact(text: str, known: Known = NOTHING, reading: Reading = Reading.SHOWN) -> str:
    """The text with a word in brackets for each piece that was cut out; again is the same again."""
    return _looked_at(text, known, reading).rendered()


def found(text: str, known: Known = NOTHING) -> list[Hidden]:
    """What `redact` would cut out of what is shown, in the order of the text."""
    return _looked_at(text, known, Reading.SHOWN).pieces()


def redacted(value: Any, known: Known = NOTHING) -> Any:
    """The same for every text in a JSON-like value; what stands under the name of a proof is hidden whole."""
    if isinstance(value, str):
        return redact(value, known)
    if isinstance(value, dict):
        return {name: _proof(each) if name in PROOFS else redacted(each, known) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [redacted(each, known) for each in value]
    return value


def never_kept(text: str, known: Known = NOTHING) -> str:
    """The text without what may not be stored even for ourselves: card numbers with their codes, social security numbers.

    Meant to come first, before a sentence is understood: a number that nobody has read cannot be repeated or saved. So it cuts
    only what is surely one, and leaves every piece of an order number.
    """
    marks = Marks(ascii_digits(text))
    known_ids(marks, known)
    hide_numbers(marks, known, Reading.STORED)
    marks.hidden = [one for one in marks.hidden if one.what in UNSTORABLE]
    marks.text = text
    return marks.rendered()


def _proof(value: Any) -> Any:
    return value if value in (None, "", "given") else "[hidden]"


def _looked_at(text: str, known: Known, reading: Reading) -> Marks:
    marks = Marks(ascii_digits(text))
    known_ids(marks, known)
    hide_numbers(marks, known, reading)
    hide_emails(marks)
    hide_streets(marks, reading)
    hide_names(marks, known, reading)
    marks.text = text
    return marks
